import type { ChartSeries } from "cicada/chart/series";
import { type InfluxResult, seriesName } from "cicada/explore/influx";

// More lines than can be told apart.
const most = 24;

export interface Course {
  /** Seconds since 1970. */
  time: number[];
  series: ChartSeries[];
  /** So many are not drawn. */
  leftOut: number;
}

/** What can be drawn of an answer: each column of numbers of a series with times. Null where there is none, or only one moment. */
export function courseOf({ series = [] }: InfluxResult): Course | null {
  const lines = series.flatMap(one => {
    const at = one.columns.indexOf("time");
    return at < 0 ? [] : one.columns.flatMap((column, index) => index !== at && one.values.some(row => typeof row[index] === "number")
      ? [{ label: series.length > 1 || one.tags ? `${seriesName(one)} ${column}` : column, points: one.values.map(row => [Number(row[at]) / 1000, row[index]] as const) }] : []);
  });
  const drawn = lines.slice(0, most);
  const time = [...new Set(drawn.flatMap(line => line.points.map(([second]) => second)))].sort((a, b) => a - b);
  if (time.length < 2) { return null; }
  const index = new Map(time.map((second, i) => [second, i]));
  return {
    time,
    leftOut: lines.length - drawn.length,
    series: drawn.map(({ label, points }) => {
      const values = new Array<number | null>(time.length).fill(null);
      points.forEach(([second, value]) => { values[index.get(second)!] = typeof value === "number" ? value : null; });
      return { label, values };
    }),
  };
}
