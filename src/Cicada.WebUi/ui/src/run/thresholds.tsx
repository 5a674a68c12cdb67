import type { Threshold } from "cicada/api";
import type { ChartLine } from "cicada/chart/series";
import { count, elapsed, figure, msWithUnit } from "cicada/format";
import type { RunState } from "cicada/run/state";

const states: Record<Threshold["state"], { text: string; sign: string; kind: "good" | "bad" | "warn" }> = {
  passed: { text: "Passed", sign: "✓", kind: "good" },
  broken: { text: "Broken", sign: "✗", kind: "bad" },
  no_data: { text: "No data", sign: "?", kind: "warn" },
};

/** The thresholds of a run as they stand: by the stream while it is on, by its document before and after. */
export function thresholdsOf(shown: Pick<RunState, "isLive" | "standing" | "detail">): readonly Threshold[] {
  return (shown.isLive.value ? shown.standing.value?.thresholds : null) ?? shown.detail.value?.summary.thresholds ?? [];
}

/** What the run has to hold, and whether it does. */
export function Thresholds({ thresholds, isLive }: { thresholds: readonly Threshold[]; isLive: boolean }) {
  if (thresholds.length === 0) { return null; }
  return (
    <section class="thresholds" aria-label="Thresholds">
      <table class="plain">
        <thead><tr><th scope="col">Threshold</th><th scope="col">{isLive ? "So far" : "Came to"}</th><th scope="col" class="number">Observed</th><th scope="col" class="number">Broken at</th></tr></thead>
        <tbody>
          {thresholds.map((threshold, i) => (
            <tr key={i} data-state={threshold.state}>
              <td class="wrap"><code>{threshold.text}</code></td>
              <td><StateBadge state={threshold.state} /></td>
              <td class="number" title={threshold.over === null ? undefined : "The worst of all stretches"}>{observedOf(threshold)}</td>
              <td class="number">{threshold.broken_at === null ? "–" : elapsed(threshold.broken_at)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** The limits that a chart of some requests can show. */
export function limitsOf(thresholds: readonly Threshold[], requests: { type: string; name: string } | null, wanted: (threshold: Threshold) => boolean, axis: "left" | "right" = "left"): ChartLine[] {
  return thresholds
    .filter(threshold => wanted(threshold) && (requests === null ? threshold.requests === null : threshold.requests !== null && isAbout(threshold.requests, requests)))
    .map(({ text, limit, state }) => ({ value: limit, label: text, axis, colour: state === "broken" ? "--bad" : "--muted" }));
}

/** Whether a threshold's requests, with `*` for any letters, are these: by name, or by type and name. */
export function isAbout(pattern: string, { type, name }: { type: string; name: string }): boolean {
  const expression = new RegExp(`^${pattern.split("*").map(part => part.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&")).join("[^]*")}$`);
  return expression.test(name) || expression.test(`${type} ${name}`);
}

function StateBadge({ state }: { state: Threshold["state"] }) {
  const { text, sign, kind } = states[state];
  return <span class={`badge ${kind}`}><span aria-hidden="true">{sign}</span> {text}</span>;
}

function observedOf({ observed, unit, requests }: Threshold): string {
  if (observed === null) { return requests === null ? "no request" : "no such request"; }
  return unit === "ms" ? msWithUnit(observed) : unit === "%" ? `${figure(observed)}\u00a0%` : unit === "requests" ? count(observed) : `${figure(observed)}\u00a0/s`;
}
