import type { ChartSeries } from "cicada/chart/series";

// A chart's values as comma-separated text. Pure.

/** A first line of names, then a line for each time. */
export function csvOf(time: readonly number[], series: readonly ChartSeries[], unit: string): string {
  const names = ["elapsed_s", ...series.map(one => unit === "" ? one.label : `${one.label} (${unit})`)];
  const lines = time.map((at, i) => [at, ...series.map(one => one.values[i] ?? "")].join(","));
  return [names.map(field).join(","), ...lines].join("\n") + "\n";
}

/** A text that may hold commas and quotes; one that a spreadsheet would take for a formula is kept a text. */
export function field(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replace(/"/g, "\"\"")}"` : safe;
}
