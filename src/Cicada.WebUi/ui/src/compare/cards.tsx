import { useSignal } from "@preact/signals";
import type { RunHead } from "cicada/api";
import { minuteText } from "cicada/app/clock";
import { CloseIcon, EditIcon, PlusIcon } from "cicada/app/icons";
import { labelText } from "cicada/app/labels";
import { Link, runPath } from "cicada/app/router";
import { type CompareQuery, letters, setRuns } from "cicada/compare/compare-query";
import { Picker } from "cicada/compare/picker";
import { counted, duration } from "cicada/format";
import { VerdictBadge } from "cicada/runs/verdict";

/** The runs that are compared, each with its letter; where another is put in its place, taken away, or made the base. */
export function RunCards({ query, heads }: { query: CompareQuery; heads: readonly RunHead[] }) {
  const picking = useSignal<number | null>(null);
  const { runs } = query;
  const put = (index: number, run: string) => {
    picking.value = null;
    setRuns(index < runs.length ? runs.map((other, i) => i === index ? run : other) : [...runs, run]);
  };
  return (
    <div class="compare-cards">
      {runs.map((run, index) => {
        const head = heads.find(one => one.run === run) ?? (heads.length === runs.length ? heads[index] : undefined);
        return (
          <article key={run} class={`card compare-card series-${index + 1}`} aria-label={`Run ${letters[index]}`}>
            <div class="compare-card-head">
              <Letter index={index} />
              {head ? <Link to={runPath(head.run)} title={head.run}>{minuteText(head.started)}</Link> : <code>{run}</code>}
              {index === 0 ? <span class="badge info" title="What the others are compared with">base</span>
                : <button type="button" class="link small" onClick={() => setRuns([run, ...runs.filter(other => other !== run)])}>make it the base</button>}
              <span class="compare-card-tools">
                <button type="button" class="quiet icon" aria-label={`Another run in place of ${letters[index]}`} title="Choose another" onClick={() => { picking.value = index; }}><EditIcon /></button>
                <button type="button" class="quiet icon" aria-label={`Take ${letters[index]} away`} title="Take it away" onClick={() => setRuns(runs.filter(other => other !== run))}><CloseIcon /></button>
              </span>
            </div>
            {head && (
              <>
                <p><strong>{head.test}</strong> <span class="mono small muted">{head.run}</span></p>
                <p class="small"><VerdictBadge verdict={head.verdict} state={head.state} /> {duration(head.duration)}, {counted(head.users, "user")}, {counted(head.total.count, "request")}</p>
                {(head.note !== "" || Object.keys(head.labels).length > 0) && (
                  <p class="small muted">{Object.entries(head.labels).map(([key, value]) => <span key={key} class="badge">{labelText(key, value)}</span>)} {head.note}</p>
                )}
              </>
            )}
          </article>
        );
      })}
      {runs.length < letters.length && (
        <button type="button" class="compare-add" onClick={() => { picking.value = runs.length; }}><PlusIcon />{runs.length === 0 ? "Choose a run" : "Add a run"}</button>
      )}
      {picking.value !== null && <Picker title={`Run ${letters[picking.value]}`} test={heads[0]?.test ?? null} without={runs} close={() => { picking.value = null; }} pick={run => put(picking.value!, run)} />}
    </div>
  );
}

/** A run's letter, beside a stroke as its lines are drawn. */
export function Letter({ index }: { index: number }) {
  return <span class={`letter series-${index + 1}`}>{letters[index]}</span>;
}
