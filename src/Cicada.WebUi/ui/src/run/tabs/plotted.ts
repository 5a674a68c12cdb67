import type { RequestColumns, Series } from "cicada/api";
import type { ChartProps, ChartSeries } from "cicada/chart/series";
import { failureShare, perSecond } from "cicada/run/rates";

// One figure of several requests over time. Pure.

export type PlottedFigure = "rate" | "p50" | "p95" | "p99" | "failed";

export const plottedFigures: readonly { key: PlottedFigure; name: string; title: string; unit: ChartProps["unit"] }[] = [
  { key: "rate", name: "Rate", title: "Starred requests", unit: "/s" },
  { key: "p50", name: "p50", title: "p50 of starred requests", unit: "ms" },
  { key: "p95", name: "p95", title: "p95 of starred requests", unit: "ms" },
  { key: "p99", name: "p99", title: "p99 of starred requests", unit: "ms" },
  { key: "failed", name: "Failed", title: "Failed of starred requests", unit: "%" },
];

/** The chart of the requests whose series have come. Answers made a moment apart may end a bucket apart: the longest says which times there are. */
export function plottedOf(keys: readonly string[], answers: ReadonlyMap<string, Series>, figure: PlottedFigure): ChartProps {
  const { title, unit } = plottedFigures.find(one => one.key === figure)!;
  const there = keys.flatMap(key => answers.has(key) ? [{ key, series: answers.get(key)! }] : []);
  const longest = there.reduce<Series | null>((most, { series }) => most === null || series.time.length > most.time.length ? series : most, null);
  const time = longest?.time ?? [];
  const series = there.map(({ key, series }): ChartSeries => {
    const values = valuesOf(series, figure), places = new Map(series.time.map((at, i) => [at, i]));
    return { label: key, values: time.map(at => { const place = places.get(at); return place === undefined ? null : values[place] ?? null; }) };
  });
  return { title, unit, time, width: longest?.width ?? 1, series, empty: "None of these requests has ended in the time that is shown." };
}

function valuesOf(series: Series, figure: PlottedFigure): readonly (number | null)[] {
  const columns: RequestColumns | null = series.requests;
  if (columns === null) { return []; }
  switch (figure) {
    case "rate": return perSecond(series, columns.succeeded.map((count, i) => count + (columns.failed[i] ?? 0)));
    case "failed": return failureShare(series);
    default: return columns[figure];
  }
}
