import type { Failures, FailureFigures } from "cicada/api";

/** One line of the table of failures: a kind at a request. */
export interface FailureLine extends FailureFigures {
  /** What it is known by in the address. */
  key: string;
  /** Of all failures. */
  share: number;
  counts: number[];
}

export function failureLines({ rows }: Failures): FailureLine[] {
  const all = rows.reduce((sum, row) => sum + row.occurrences, 0);
  return rows.map(row => ({ ...row, key: failureKey(row), share: all > 0 ? row.occurrences / all : 0 }));
}

/** No kind and no type has a space in it. */
export function failureKey(row: Pick<FailureFigures, "exception" | "request_type" | "name">): string {
  return `${row.exception} ${row.request_type} ${row.name}`;
}

export function failureOf(key: string): { exception: string; request_type: string; name: string } {
  const [exception = "", request_type = "", ...name] = key.split(" ");
  return { exception, request_type, name: name.join(" ") };
}

/** What a filter looks at. */
export function failureText(line: FailureLine): string {
  return `${line.exception} ${line.request_type} ${line.name} ${line.message}`;
}
