import type { RequestFigures, RequestRow } from "cicada/api";

/** One line of the table: a request, or several together. */
export interface RequestLine {
  /** What it is known by in the address; a group's cannot be a request's. */
  key: string;
  type: string;
  name: string;
  count: number;
  failures: number;
  rps: number;
  currentRps: number | null;
  bytes: number;
  /** Null for several together: means and percentiles cannot be added up. */
  times: Pick<RequestFigures, "mean" | "min" | "max" | "p50" | "p75" | "p90" | "p95" | "p99" | "p999" | "service"> | null;
  sparkline: RequestRow["sparkline"] | null;
  /** Of a group: how many requests are in it, and whether they are shown. */
  group: { size: number; isOpen: boolean } | null;
  isInGroup: boolean;
}

/** What a request is called in the address. */
export function requestKey(type: string, name: string): string {
  return `${type} ${name}`;
}

/** The type and name of such a key: no type has a space. */
export function requestOf(key: string): { type: string; name: string } {
  const space = key.indexOf(" ");
  return space < 0 ? { type: "", name: key } : { type: key.slice(0, space), name: key.slice(space + 1) };
}

export function lineOf(row: RequestRow): RequestLine {
  return {
    key: requestKey(row.request_type, row.name), type: row.request_type, name: row.name, count: row.count, failures: row.failures, rps: row.rps, currentRps: row.current_rps, bytes: row.bytes,
    times: row.count > row.failures || row.p50 > 0 || row.max > 0 ? row : null, sparkline: row.sparkline.rps.length > 0 ? row.sparkline : null, group: null, isInGroup: false,
  };
}

/** The sums of several; what cannot be summed is left out. */
export function sumOf(lines: readonly RequestLine[], key: string, type: string, name: string): RequestLine {
  const sum = (value: (line: RequestLine) => number) => lines.reduce((total, line) => total + value(line), 0);
  return {
    key, type, name, count: sum(line => line.count), failures: sum(line => line.failures), rps: sum(line => line.rps),
    currentRps: lines.every(line => line.currentRps === null) ? null : sum(line => line.currentRps ?? 0), bytes: sum(line => line.bytes),
    times: null, sparkline: null, group: null, isInGroup: false,
  };
}
