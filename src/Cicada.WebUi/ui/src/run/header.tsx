import type { ComponentChildren } from "preact";
import type { RunDetail } from "cicada/api";
import { dateText, zoneName } from "cicada/app/clock";
import { StarIcon } from "cicada/app/icons";
import { labelText } from "cicada/app/labels";
import { count, duration, elapsed, msWithUnit, percent, rate, ratio } from "cicada/format";
import { Figure } from "cicada/run/figure";
import type { RunState } from "cicada/run/state";
import { stateNames, VerdictBadge } from "cicada/runs/verdict";

/** What one wants to see of a run whatever one reads below: it stays when the page is scrolled. */
export function RunHeader({ state, detail, children }: { state: RunState; detail: RunDetail; children: ComponentChildren }) {
  const { head, setup } = detail;
  const isLive = state.isLive.value;
  const standing = isLive ? state.standing.value : null;
  const total = standing?.total ?? head.total;
  const phase = standing?.phase ?? detail.phase;
  const seconds = isLive ? Math.max(standing?.second ?? 0, Math.floor(head.duration)) : head.duration;
  const rps = isLive ? standing?.rps : total.rps;
  const arrivals = standing?.arrivals ?? detail.summary.arrivals ?? null;
  const failed = ratio(total.failures, total.count);
  return (
    <header class="run-head">
      <div class="run-name">
        <h1>{head.test}</h1>
        {isLive ? <PhaseBadge phase={phase} /> : <VerdictBadge verdict={head.verdict} state={head.state} />}
        {head.baseline && <span class="badge info"><StarIcon filled /> Baseline</span>}
        {Object.entries(head.labels).map(([key, value]) => <span key={key} class="badge">{labelText(key, value)}</span>)}
        <span class="run-about muted small"><span class="mono">{head.run}</span> · {dateText(head.started)} {zoneName(head.started)}{head.host && <> · <span class="cut">{head.host}</span></>}{head.note && <> · {head.note}</>}</span>
      </div>
      <dl class="run-figures">
        <Figure name={isLive ? "Elapsed" : "Duration"} figure="elapsed">{isLive ? elapsed(seconds) : duration(seconds)}{isLive && setup.run_time !== null && <Of>{elapsed(setup.run_time)}</Of>}</Figure>
        <Figure name={isLive ? "Users" : "Most users"} figure="users">{count(isLive ? standing?.users ?? 0 : head.users)}{isLive && arrivals === null && <Of>{count(standing?.targetUsers ?? head.users)}</Of>}</Figure>
        <Figure name="Requests" figure="requests">{count(total.count)}</Figure>
        <Figure name="Requests/s" figure="rps" title={isLive ? "Over the last ten seconds, by the wall clock: 0 when nothing comes back" : "Over the whole run"}>{rate(rps)}</Figure>
        <Figure name="Failures" figure="failures" kind={total.failures > 0 ? "bad" : undefined} title={`${count(total.failures)} of ${count(total.count)}`}>{percent(failed ?? 0)}</Figure>
        {arrivals !== null && <Figure name="Dropped" figure="dropped" kind={arrivals.dropped > 0 ? "bad" : undefined} title={`${count(arrivals.dropped)} of ${count(arrivals.scheduled)} arrivals found all users busy`}>{count(arrivals.dropped)}</Figure>}
        <Figure name="p50" figure="p50" title="Of all requests of the run">{msWithUnit(total.count > 0 ? total.p50 : null)}</Figure>
        <Figure name="p95" figure="p95" title="Of all requests of the run">{msWithUnit(total.count > 0 ? total.p95 : null)}</Figure>
      </dl>
      {children}
    </header>
  );
}

function PhaseBadge({ phase }: { phase: RunDetail["phase"] }) {
  const names: Record<string, string> = { ready: "Ready", spawning: "Spawning", stopping: "Stopping", ...stateNames };
  return <span class={`badge ${phase === "stopping" ? "warn" : "info"}`} data-phase={phase}><span aria-hidden="true">▶</span> {names[phase]}</span>;
}

function Of({ children }: { children: ComponentChildren }) {
  return <span class="muted"> / {children}</span>;
}
