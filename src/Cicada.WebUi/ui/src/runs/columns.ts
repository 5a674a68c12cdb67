import type { RunHead } from "cicada/api";
import { bytes, count, duration, ms, percent, rate, ratio } from "cicada/format";

/** A column of figures in the list. */
export interface RunColumn {
  /** What the server sorts by. */
  sort: string;
  title: string;
  explanation: string;
  text: (head: RunHead) => string;
  /** Left out where there is little room. */
  isExtra?: boolean;
  isBad?: (head: RunHead) => boolean;
}

export const runColumns: readonly RunColumn[] = [
  { sort: "duration", title: "Duration", explanation: "How long it was, or has been", text: head => duration(head.duration), isExtra: true },
  { sort: "users", title: "Users", explanation: "The most users at a time", text: head => count(head.users), isExtra: true },
  { sort: "count", title: "Requests", explanation: "All requests, also those that failed", text: head => count(head.total.count), isExtra: true },
  { sort: "rps", title: "RPS", explanation: "Requests a second, over the whole run", text: head => rate(head.total.rps) },
  {
    sort: "failure_ratio", title: "Failed", explanation: "The share of requests that failed", text: head => percent(ratio(head.total.failures, head.total.count)),
    isBad: head => head.total.failures > 0,
  },
  { sort: "p95", title: "p95 ms", explanation: "95 of 100 requests took at most so long", text: head => head.total.count > 0 ? ms(head.total.p95) : "–" },
];

export const sizeColumn: RunColumn = { sort: "size", title: "Size", explanation: "About what it takes in the store", text: head => bytes(head.size), isExtra: true };
