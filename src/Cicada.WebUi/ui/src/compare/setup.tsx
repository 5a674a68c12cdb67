import type { Comparison } from "cicada/api";
import { Scroll } from "cicada/app/scroll";
import { Letter } from "cicada/compare/cards";

/** The settings that are not the same in all runs. */
export function SetupDifferences({ comparison: { setup, runs } }: { comparison: Comparison }) {
  return (
    <section class="card" aria-label="Set-up">
      <div class="compare-tools"><h2>Differences in set-up</h2></div>
      {setup.length === 0 ? <p class="empty">The runs were set up alike.</p> : (
        <Scroll label="Differences in set-up">
          <table class="compared">
            <thead><tr><th scope="col">Setting</th>{runs.map((head, index) => <th key={head.run} scope="col"><Letter index={index} /></th>)}</tr></thead>
            <tbody>
              {setup.map(({ name, values }) => (
                <tr key={name}><th scope="row"><code>{name}</code></th>{values.map((value, index) => <td key={index} class={value === values[0] ? "muted" : ""}>{value ?? <span class="muted">not set</span>}</td>)}</tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
    </section>
  );
}
