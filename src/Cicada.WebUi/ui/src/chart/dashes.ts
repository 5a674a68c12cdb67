import { seriesDash } from "cicada/chart/colours";
import type { ChartProps } from "cicada/chart/series";

// Lines of more values than these go up and down so often that a dash is never seen whole: broken up, they would be harder to follow, not easier.
const DENSE = 300;

/** The dash of a chart's n-th series. */
export function dashOf({ series, stacked = false, time }: Pick<ChartProps, "series" | "stacked" | "time">, index: number): number[] {
  const own = series[index]!.dash;
  return stacked || (time.length > DENSE && !series[index]!.steps) ? [] : own ?? seriesDash(index);
}
