import type { ChartProps } from "cicada/chart/series";
import { elapsed } from "cicada/chart/ticks";
import { withUnit } from "cicada/chart/units";

// What a chart shows, in words, for those who do not see it. Pure.

export function summaryOf(props: ChartProps): string {
  const { title, time, series, width = 0 } = props;
  const first = time[0];
  const last = time[time.length - 1];
  if (first === undefined || last === undefined) {
    return `${title}: nothing yet.`;
  }

  const over = props.x === "date" ? `${time.length} values` : `from ${elapsed(first)} to ${elapsed(last + width)}`;
  return `${title}, ${over}. ${series.map(one => wordsOf(one.label, one.values, one.axis === "right" ? props.rightUnit ?? "" : props.unit)).join(" ")}`;
}

function wordsOf(label: string, values: readonly (number | null)[], unit: ChartProps["unit"]): string {
  let least = Infinity;
  let most = -Infinity;
  let last: number | null = null;
  for (const value of values) {
    if (value !== null) {
      least = Math.min(least, value);
      most = Math.max(most, value);
      last = value;
    }
  }

  return last === null ? `${label}: nothing.` : `${label}: last ${withUnit(last, unit)}, between ${withUnit(least, unit)} and ${withUnit(most, unit)}.`;
}
