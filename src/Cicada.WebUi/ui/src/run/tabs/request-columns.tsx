import { Sparkline } from "cicada/chart/sparkline";
import { bytes, count, counted, figure, percent, ratio } from "cicada/format";
import type { RequestLine } from "cicada/run/tabs/request-line";
import { RequestName } from "cicada/run/tabs/request-name";
import type { Column } from "cicada/table/column";

type Times = Omit<NonNullable<RequestLine["times"]>, "service">;

function time(key: keyof Times, name: string, about: string, from?: number): Column<RequestLine> {
  const value = (line: RequestLine) => line.times?.[key] ?? null;
  return { key, name, unit: "ms", about, value, cell: line => figure(value(line)), width: 84, isNumber: true, ...(from === undefined ? {} : { from }) };
}

function service(key: "p50" | "p95" | "p99"): Column<RequestLine> {
  const value = (line: RequestLine) => line.times?.service?.[key] ?? null;
  return { key: `service-${key}`, name: `Service ${key}`, unit: "ms", about: "From the start of a request; in a run with an arrival rate, where response times run from when an arrival was due.", value, cell: line => figure(value(line)), width: 96, isNumber: true };
}

const failureShare = (line: RequestLine) => ratio(line.failures, line.count);
const size = (line: RequestLine) => ratio(line.bytes, line.count);
const pictures = 92;

/** Per cent whose sign stands in the head. */
const percentFigure = (share: number | null) => percent(share).replace(/.%$/, "");

/** The columns of the table of requests, in order. */
export const requestColumns: readonly Column<RequestLine>[] = [
  {
    key: "name", name: "Request", width: 150, value: line => line.name,
    cell: line => line.group !== null
      ? <span title={line.name}>{line.name || "(no name)"} <span class="muted">{counted(line.group.size, "request")}</span></span>
      : <RequestName type={line.type} name={line.name} isInGroup={line.isInGroup} />,
  },
  { key: "type", name: "Type", width: 70, value: line => line.type },
  { key: "count", name: "Count", about: "Requests that ended, whether they succeeded or failed.", width: 86, isNumber: true, from: 560, value: line => line.count, cell: line => count(line.count) },
  { key: "failures", name: "Failures", width: 80, isNumber: true, from: 760, value: line => line.failures, cell: line => line.failures > 0 ? <span class="bad">{count(line.failures)}</span> : "0" },
  {
    key: "fail", name: "Failed", unit: "%", about: "The share of requests that failed.", width: 82, isNumber: true, from: 0, value: line => failureShare(line) === null ? null : failureShare(line)! * 100,
    cell: line => line.failures > 0 ? <span class="bad">{percentFigure(failureShare(line))}</span> : percentFigure(failureShare(line)),
  },
  { key: "now", name: "Now", unit: "/s", about: "Requests a second over the last ten seconds, by the wall clock, while the run is on.", width: 74, isNumber: true, from: 980, value: line => line.currentRps, cell: line => figure(line.currentRps) },
  { key: "rps", name: "Rate", unit: "/s", about: "Requests a second over the time that is shown.", width: 74, isNumber: true, from: 440, value: line => line.rps, cell: line => figure(line.rps) },
  time("mean", "Mean", "The mean response time of requests that succeeded.", 1180),
  time("min", "Min", "The shortest response time."),
  time("p50", "p50", "Half of the requests that succeeded took at most so long: the median.", 640),
  time("p75", "p75", "75 per cent of the requests that succeeded took at most so long."),
  time("p90", "p90", "90 per cent of the requests that succeeded took at most so long.", 1260),
  time("p95", "p95", "95 per cent of the requests that succeeded took at most so long.", 0),
  time("p99", "p99", "99 per cent of the requests that succeeded took at most so long.", 820),
  time("p999", "p99.9", "99.9 per cent of the requests that succeeded took at most so long.", 1340),
  time("max", "Max", "The longest response time.", 900),
  service("p50"),
  service("p95"),
  service("p99"),
  { key: "size", name: "Size", about: "The mean number of bytes in an answer.", width: 82, isNumber: true, value: size, cell: line => bytes(size(line)) },
  { key: "rate-line", name: "Rate", width: pictures + 16, from: 1060, isPicture: true, value: () => null,
    cell: line => line.sparkline === null ? null : <Sparkline values={line.sparkline.rps} label={`Requests a second of ${line.name} over time`} width={pictures} /> },
  { key: "p95-line", name: "p95", width: pictures + 16, from: 1420, isPicture: true, value: () => null,
    cell: line => line.sparkline === null ? null : <Sparkline values={line.sparkline.p95} label={`p95 of ${line.name} over time`} width={pictures} colour="--series-2" /> },
];
