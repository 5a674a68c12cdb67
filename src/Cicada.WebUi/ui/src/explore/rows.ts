import type { InfluxResult, InfluxValue } from "cicada/explore/influx";

export interface Rows {
  columns: string[];
  isNumber: boolean[];
  rows: InfluxValue[][];
}

/** All series of an answer in one table: what tells them apart stands before their columns. */
export function rowsOf({ series = [] }: InfluxResult): Rows {
  const tags = [...new Set(series.flatMap(one => Object.keys(one.tags ?? {})))];
  const own = [...new Set(series.flatMap(one => one.columns))];
  const names = series.some(one => one.name !== series[0]?.name) ? ["name"] : [];
  const columns = [...names, ...tags, ...own];
  const rows = series.flatMap(one => {
    const at = own.map(column => one.columns.indexOf(column));
    const before = [...names.map(() => one.name), ...tags.map(tag => one.tags?.[tag] ?? null)];
    return one.values.map(row => [...before, ...at.map(index => index < 0 ? null : row[index] ?? null)]);
  });
  const isNumber = columns.map((column, i) => column !== "time" && rows.some(row => typeof row[i] === "number"));
  return { columns, isNumber, rows };
}
