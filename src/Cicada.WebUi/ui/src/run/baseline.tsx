import type { BaselineComparison, BaselineDifference, Regression } from "cicada/api";
import { isReport } from "cicada/app/info";
import { Link } from "cicada/app/router";
import { figure, msWithUnit, percentText, signed } from "cicada/format";

const states: Record<Regression["state"], { text: string; sign: string; kind: "good" | "bad" | "warn" | "" }> = {
  passed: { text: "Passed", sign: "✓", kind: "good" },
  unsure: { text: "Cannot tell", sign: "~", kind: "warn" },
  no_data: { text: "No data", sign: "?", kind: "bad" },
  broken: { text: "Broken", sign: "✗", kind: "bad" },
};

/** How the run stood beside its baseline when it ended, and what became of the rules about that. */
export function Baseline({ comparison, run }: { comparison: BaselineComparison | undefined; run: string }) {
  if (comparison === undefined) { return null; }
  const { base, regressions, total, warnings } = comparison;
  return (
    <section class="thresholds" aria-label="Baseline">
      <p class="small">
        Compared with {isReport() ? <code>{base}</code> : <Link to="/compare" query={{ runs: `${base},${run}` }}>{base}</Link>}
        {total.filter(({ figure: name }) => name === "rps" || name === "p50" || name === "p95").map(difference => <span key={difference.figure} class={kindOf(difference)}> · {difference.figure} {changeOf(difference)}</span>)}
      </p>
      {warnings.map(warning => <p key={warning} class="muted small">{warning}</p>)}
      {regressions.length > 0 && (
        <table class="plain">
          <thead><tr><th scope="col">Regression</th><th scope="col">Came to</th><th scope="col">Request</th><th scope="col" class="number">Baseline</th><th scope="col" class="number">Run</th><th scope="col" class="number">Difference</th><th scope="col" class="number">99 % interval</th></tr></thead>
          <tbody>
            {regressions.map((rule, i) => (
              <tr key={i} data-state={rule.state}>
                <td class="wrap"><code>{rule.text}</code></td>
                <td><StateBadge state={rule.state} /></td>
                <td class="wrap">{requestOf(rule)}</td>
                <td class="number">{rule.difference === undefined ? "–" : valueOf(rule.difference, rule.difference.base)}</td>
                <td class="number">{rule.difference === undefined ? "–" : valueOf(rule.difference, rule.difference.value)}</td>
                <td class="number">{rule.difference === undefined ? "–" : changeOf(rule.difference)}</td>
                <td class="number">{intervalOf(rule.difference)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function StateBadge({ state }: { state: Regression["state"] }) {
  const { text, sign, kind } = states[state];
  return <span class={`badge ${kind}`}><span aria-hidden="true">{sign}</span> {text}</span>;
}

function requestOf({ requests, request_type, name }: Regression): string {
  if (name === null) { return "no such request"; }
  const request = request_type === name ? "all requests" : `${request_type} ${name}`;
  return requests > 1 ? `${request}, worst of ${requests}` : request;
}

function valueOf({ unit }: BaselineDifference, value: number): string {
  return unit === "ms" ? msWithUnit(value) : unit === "%" ? `${figure(value)}\u00a0%` : `${figure(value)}\u00a0/s`;
}

function changeOf({ unit, difference, percent }: BaselineDifference): string {
  if (unit === "%") { return `${signed(difference)} points`; }
  return percent === null ? signed(difference, unit === "ms" ? msWithUnit : figure) : percentText(percent);
}

function intervalOf(difference: BaselineDifference | undefined): string {
  return difference?.lower === null || difference?.lower === undefined ? "–" : `${signed(difference.lower)} … ${signed(difference.upper)}`;
}

function kindOf({ meaning }: BaselineDifference): string {
  return meaning === "worse" ? "bad" : meaning === "better" ? "good" : "muted";
}
