import type { RequestFigures, Summary } from "cicada/api";
import { count, msWithUnit, percent, ratio } from "cicada/format";

/** How often what the test checks was so, as its document says it. */
export function Checks({ checks }: { checks: NonNullable<Summary["checks"]> }) {
  if (checks.length === 0) { return null; }
  return (
    <section class="thresholds" aria-label="Checks">
      <table class="plain">
        <thead><tr><th scope="col">Check</th><th scope="col" class="number">Held</th><th scope="col" class="number">Did not</th><th scope="col" class="number">Share</th></tr></thead>
        <tbody>
          {checks.map(({ name, passes, fails }) => (
            <tr key={name} data-state={fails > 0 ? "broken" : "passed"}>
              <td class="wrap">{name}</td>
              <td class="number">{count(passes)}</td>
              <td class={fails > 0 ? "number bad" : "number"}>{count(fails)}</td>
              <td class="number">{percent(ratio(passes, passes + fails))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** Groups of requests with a time of their own, as the document says them. */
export function Transactions({ transactions }: { transactions: readonly RequestFigures[] }) {
  if (transactions.length === 0) { return null; }
  return (
    <section class="thresholds" aria-label="Transactions">
      <table class="plain">
        <thead><tr><th scope="col">Transaction</th><th scope="col" class="number">Count</th><th scope="col" class="number">Failed</th><th scope="col" class="number">Mean</th><th scope="col" class="number">p50</th><th scope="col" class="number">p95</th><th scope="col" class="number">p99</th><th scope="col" class="number">Max</th></tr></thead>
        <tbody>
          {transactions.map(({ name, count: all, failures, mean, p50, p95, p99, max }) => (
            <tr key={name}>
              <td class="wrap">{name}</td>
              <td class="number">{count(all)}</td>
              <td class={failures > 0 ? "number bad" : "number"}>{count(failures)}</td>
              {[mean, p50, p95, p99, max].map((time, i) => <td key={i} class="number">{msWithUnit(time)}</td>)}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
