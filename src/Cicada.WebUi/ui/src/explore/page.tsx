import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { RunList } from "cicada/api";
import { useAsked } from "cicada/app/asked";
import { confirm } from "cicada/app/confirm";
import { now } from "cicada/app/clock";
import { get } from "cicada/app/http";
import { DownloadIcon, PlayIcon } from "cicada/app/icons";
import { Banner, Failure } from "cicada/app/notice";
import { place, setQuery } from "cicada/app/router";
import { useTitle } from "cicada/app/title";
import { saveFile } from "cicada/chart/save";
import { csvOf } from "cicada/explore/csv";
import { examples } from "cicada/explore/examples";
import { history, remember } from "cicada/explore/history";
import { ask, askDatabases } from "cicada/explore/influx";
import { Result } from "cicada/explore/result";
import { onlyReads } from "cicada/explore/statements";
import { count, ms } from "cicada/format";

/** Questions to the store in InfluxQL. The question that was asked is in the address. */
export function ExplorePage() {
  useTitle("Explore");
  const { query } = place.value, asked = query.get("q") ?? "", database = query.get("db") ?? "cicada";
  const text = useSignal(asked), times = useSignal(0), approved = useSignal<string | null>(null), past = useRef(-1), took = useRef(0);
  const databases = useAsked("databases", askDatabases).value.answer ?? [];
  const latest = useAsked("latest", signal => get<RunList>("runs", { limit: 1 }, signal)).value.answer?.runs[0]?.run ?? null;
  // An address can come from anywhere: only what reads is asked by opening it. What changes something is asked once, by its reader.
  const key = JSON.stringify([asked, database]), isAsked = asked.trim() !== "" && (onlyReads(asked) || approved.value === key);
  const { answer, error, isAsking } = useAsked(isAsked ? `${key} ${times.value}` : null, async signal => {
    const before = performance.now(), results = await ask(asked, database, signal);
    took.current = performance.now() - before;
    return results;
  }).value;
  useEffect(() => { if (asked !== "") { text.value = asked; } }, [asked]);
  // To come back to it is not to ask it again.
  useEffect(() => { if (approved.value !== key) { approved.value = null; } }, [key]);

  const run = async () => {
    const next = text.value.trim();
    if (next === "") { return; }
    if (!onlyReads(next) && !await confirm({ title: "Change the store", text: <p>This does more than read: <code>{next}</code></p>, act: "Do it", danger: true })) { return; }
    remember(next);
    past.current = -1;
    times.value++;
    approved.value = JSON.stringify([next, database]);
    setQuery({ q: next, db: database === "cicada" ? null : database }, { push: true });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (!(event.ctrlKey || event.metaKey)) { return; }
    const step = event.key === "ArrowUp" ? 1 : event.key === "ArrowDown" ? -1 : 0;
    if (event.key === "Enter") { void run(); } else if (step !== 0) {
      past.current = Math.max(-1, Math.min(history.value.length - 1, past.current + step));
      text.value = past.current < 0 ? "" : history.value[past.current]!;
    } else { return; }
    event.preventDefault();
  };
  const rows = answer?.reduce((sum, result) => sum + (result.series ?? []).reduce((all, one) => all + one.values.length, 0), 0) ?? 0;
  return (
    <div class="page explore">
      <div class="page-head"><h1>Explore</h1><span class="muted small">InfluxQL, as an InfluxDB would answer it</span></div>
      <form class="card explore-form" onSubmit={event => { event.preventDefault(); void run(); }}>
        <textarea aria-label="Question in InfluxQL" data-filter rows={Math.max(4, Math.min(14, text.value.split("\n").length + 1))} spellcheck={false} class="mono" placeholder="SELECT … FROM cicada_requests WHERE run = '…'"
          value={text.value} onInput={event => { text.value = event.currentTarget.value; }} onKeyDown={onKeyDown} />
        <div class="actions">
          <button type="submit" class="primary" title="Ctrl-Enter"><PlayIcon />Ask</button>
          <label>Database <select value={database} onChange={event => setQuery({ db: event.currentTarget.value === "cicada" ? null : event.currentTarget.value })}>
            {[...new Set([database, ...databases])].map(name => <option key={name}>{name}</option>)}
          </select></label>
          <select aria-label="Examples" value="" onChange={event => { const example = examples[Number(event.currentTarget.value)]; if (example) { text.value = example.query.replaceAll("RUN", latest ?? "RUN"); } event.currentTarget.value = ""; }}>
            <option value="">Examples …</option>
            {examples.map((example, index) => <option key={example.title} value={index}>{example.title}</option>)}
          </select>
          {history.value.length > 0 && (
            <select aria-label="Asked before" value="" onChange={event => { text.value = history.value[Number(event.currentTarget.value)] ?? text.value; event.currentTarget.value = ""; }}>
              <option value="">Asked before …</option>
              {history.value.map((one, index) => <option key={index} value={index}>{one.replace(/\s+/g, " ").slice(0, 90)}</option>)}
            </select>
          )}
          <span class="muted small explore-hint"><kbd>Ctrl</kbd> <kbd>Enter</kbd> asks, <kbd>Ctrl</kbd> <kbd>↑</kbd> asked before</span>
        </div>
      </form>
      <Failure error={error} />
      {!isAsked && asked !== "" && <Banner kind="warn">The question in this address would change something, so it has not been asked.</Banner>}
      {isAsked && answer !== null && error === null && (
        <>
          <div class="actions explore-about" role="status">
            <span>{isAsking ? "Asking …" : <>{count(rows)} {rows === 1 ? "row" : "rows"} in {ms(took.current)} ms</>}</span>
            {rows > 0 && <button type="button" class="quiet" onClick={() => saveFile(`cicada-${new Date(now()).toISOString().slice(0, 19)}.csv`, new Blob([csvOf(answer)], { type: "text/csv" }))}><DownloadIcon />CSV</button>}
          </div>
          {answer.map((result, index) => <Result key={result.statement_id} result={result} index={index} of={answer.length} />)}
        </>
      )}
      {asked === "" && (
        <section class="explore-examples" aria-label="Examples">
          <h2>To begin with</h2>
          <ul>{examples.map(example => (
            <li key={example.title}><button type="button" class="card" onClick={() => { text.value = example.query.replaceAll("RUN", latest ?? "RUN"); void run(); }}><strong>{example.title}</strong><code>{example.query}</code></button></li>
          ))}</ul>
        </section>
      )}
    </div>
  );
}
