import type { Requests } from "cicada/api";
import { get, runOf } from "cicada/app/http";
import { count, elapsed, msWithUnit, percent, rate, ratio } from "cicada/format";
import type { RunState } from "cicada/run/state";
import { useRefreshed, windowOf } from "cicada/run/tabs/refreshed";
import { isOpen } from "cicada/run/window";

/** The figures of the part of the run that is looked at. */
export function WindowFigures({ state }: { state: RunState }) {
  const span = state.span.value;
  const asked = useRefreshed(state, span === null ? null : "window", 2, signal => get<Requests>(runOf(state.run, "requests"), { ...windowOf(state), sparkline: 0 }, signal));
  if (span === null) {
    return null;
  }

  const total = asked.value.answer?.total ?? null;
  return (
    <section class="window-figures banner" aria-label="The window">
      <strong>{isOpen(span) ? `Since ${elapsed(span.from)}` : `${elapsed(span.from)} to ${elapsed(span.to)}`}</strong>
      {total !== null && (
        <dl data-window={`${span.from}-${isOpen(span) ? "" : span.to}`} class={asked.value.isAsking ? "muted" : ""}>
          <div><dt>Requests</dt><dd data-figure="count">{count(total.count)}</dd></div>
          <div><dt>Requests/s</dt><dd data-figure="rps">{rate(total.rps)}</dd></div>
          <div><dt>Failures</dt><dd data-figure="failures">{count(total.failures)}, {percent(ratio(total.failures, total.count))}</dd></div>
          <div><dt>p50</dt><dd data-figure="p50">{msWithUnit(total.p50)}</dd></div>
          <div><dt>p95</dt><dd data-figure="p95">{msWithUnit(total.p95)}</dd></div>
          <div><dt>p99</dt><dd data-figure="p99">{msWithUnit(total.p99)}</dd></div>
          <div><dt>Max</dt><dd data-figure="max">{msWithUnit(total.max)}</dd></div>
        </dl>
      )}
      <span class="actions no-print">
        <button type="button" class="quiet" onClick={() => state.shift(-0.5)} aria-label="Move the window back">‹</button>
        <button type="button" class="quiet" onClick={() => state.shift(0.5)} aria-label="Move the window on">›</button>
        <button type="button" onClick={() => state.zoom(null)}>Whole run</button>
      </span>
    </section>
  );
}
