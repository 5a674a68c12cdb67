import { field } from "cicada/chart/csv";
import { type InfluxResult, type InfluxValue } from "cicada/explore/influx";

/** An answer as CSV, a line for each row: measurement, tags, columns. */
export function csvOf(results: readonly InfluxResult[]): string {
  const all = results.flatMap(result => result.series ?? []);
  const tags = [...new Set(all.flatMap(one => Object.keys(one.tags ?? {})))];
  const columns = [...new Set(all.flatMap(one => one.columns))];
  const lines = all.flatMap(one => {
    const at = columns.map(column => one.columns.indexOf(column));
    return one.values.map(row => [one.name, ...tags.map(tag => one.tags?.[tag] ?? null), ...at.map((index, i) => index < 0 ? null : asTime(columns[i]!, row[index] ?? null))]);
  });
  return [["name", ...tags, ...columns], ...lines].map(line => line.map(cell).join(",")).join("\r\n") + "\r\n";
}

function asTime(column: string, value: InfluxValue): InfluxValue {
  return column === "time" && typeof value === "number" ? new Date(value).toISOString() : value;
}

function cell(value: InfluxValue): string {
  return value === null ? "" : typeof value === "string" ? field(value) : String(value);
}
