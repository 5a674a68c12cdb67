import { bytes, count, figure, msWithUnit, percent, ratio } from "cicada/format";
import type { RequestLine } from "cicada/run/tabs/request-line";

/** The figures of one request with their names. */
export function RequestFiguresList({ line }: { line: RequestLine }) {
  const times = line.times;
  const figures: readonly (readonly [string, string])[] = [
    ["Count", count(line.count)],
    ["Failures", line.failures > 0 ? `${count(line.failures)} (${percent(ratio(line.failures, line.count))})` : "0"],
    ["Rate", `${figure(line.rps)} /s`],
    ...line.currentRps === null ? [] : [["Now", `${figure(line.currentRps)} /s`] as const],
    ["Mean", msWithUnit(times?.mean)], ["Min", msWithUnit(times?.min)], ["p50", msWithUnit(times?.p50)], ["p75", msWithUnit(times?.p75)], ["p90", msWithUnit(times?.p90)],
    ["p95", msWithUnit(times?.p95)], ["p99", msWithUnit(times?.p99)], ["p99.9", msWithUnit(times?.p999)], ["Max", msWithUnit(times?.max)],
    ...(times?.service ? [["Service p50", msWithUnit(times.service.p50)], ["Service p95", msWithUnit(times.service.p95)], ["Service p99", msWithUnit(times.service.p99)]] as const : []),
    ["Size", `${bytes(ratio(line.bytes, line.count))} each`],
  ];
  return (
    <dl class="figures">
      {figures.map(([name, value]) => <div key={name}><dt>{name}</dt><dd class={name === "Failures" && line.failures > 0 ? "bad" : undefined}>{value}</dd></div>)}
    </dl>
  );
}
