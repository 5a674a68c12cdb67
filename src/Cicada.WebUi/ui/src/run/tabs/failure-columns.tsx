import { timeText } from "cicada/app/clock";
import { Sparkline } from "cicada/chart/sparkline";
import { count, percent } from "cicada/format";
import type { FailureLine } from "cicada/run/tabs/failure-line";
import { fewer } from "cicada/run/tabs/fewer";
import { RequestName } from "cicada/run/tabs/request-name";
import type { Column } from "cicada/table/column";

const strip = 120;

/** The columns of the table of failures, in order. */
export const failureColumns: readonly Column<FailureLine>[] = [
  { key: "kind", name: "Kind", about: "What went wrong, as it is recorded with each request.", width: 150, value: line => line.exception, cell: line => <span title={line.exception}>{line.exception || "(no kind)"}</span> },
  { key: "request", name: "Request", width: 200, from: 560, value: line => `${line.request_type} ${line.name}`, cell: line => <RequestName type={line.request_type} name={line.name} /> },
  { key: "occurrences", name: "Count", width: 84, isNumber: true, from: 0, value: line => line.occurrences, cell: line => count(line.occurrences) },
  { key: "share", name: "Share", about: "Of all failures in the time that is shown.", width: 84, isNumber: true, from: 0, value: line => line.share, cell: line => percent(line.share) },
  { key: "first", name: "First seen", width: 104, isNumber: true, from: 820, value: line => line.first_seen, cell: line => timeText(line.first_seen) },
  { key: "last", name: "Last seen", width: 104, isNumber: true, from: 720, value: line => line.last_seen, cell: line => timeText(line.last_seen) },
  { key: "course", name: "Over time", width: strip + 16, from: 980, isPicture: true, value: () => null,
    cell: line => <Sparkline values={fewer(line.counts, 60)} bars label={`${line.exception} of ${line.name} over time`} width={strip} colour="--bad" /> },
  { key: "message", name: "Message", width: 340, from: 1120, value: line => line.message, cell: line => <span title={line.message.slice(0, 1000)}>{line.message}</span> },
];
