import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import type { Problem, StartForm, Started } from "cicada/api";
import { Field, TextField } from "cicada/app/field";
import { post } from "cicada/app/http";
import { PlayIcon } from "cicada/app/icons";
import { info, refreshInfo } from "cicada/app/info";
import { LabelsEditor } from "cicada/app/labels";
import { Banner } from "cicada/app/notice";
import { Refused, sentenceOf } from "cicada/app/refused";
import { go, runPath } from "cicada/app/router";
import { duration } from "cicada/format";
import { type Draft, draftOf, hasArrivals, hasShape, isOpen, requestOf } from "cicada/start/draft";
import { forgetDraft, keepDraft, readDraft } from "cicada/start/kept-draft";
import { ownFields, Options } from "cicada/start/options";
import { TaskLabels } from "cicada/start/task-labels";
import { UserTypes } from "cicada/start/user-types";

type Problems = NonNullable<Problem["problems"]>;

const notStarted = "The run was not started. What is wrong is said at its field.";

/** Everything a run is started with. */
export function Form({ form }: { form: StartForm }) {
  const draft = useSignal<Draft>(readDraft(form));
  const problems = useSignal<Problems>([]), error = useSignal<string | null>(null), isStarting = useSignal(false);
  const element = useRef<HTMLFormElement>(null);
  const set = (changes: Partial<Draft>) => { draft.value = { ...draft.value, ...changes }; keepDraft(draft.value, form); };
  const problem = (field: string) => problems.value.find(one => one.field === field)?.message ?? null;
  const refuse = (sentence: string, fields: Problems) => {
    error.value = sentence;
    problems.value = fields;
    requestAnimationFrame(() => (element.current?.querySelector<HTMLElement>("[aria-invalid=true]") ?? element.current?.querySelector<HTMLElement>("[role=alert]"))?.focus());
  };
  const start = async (event: Event) => {
    event.preventDefault();
    if (isStarting.value || info.value?.live_run) { return; }
    const { request, problems: unreadable } = requestOf(draft.value, form);
    if (unreadable.length > 0) { refuse(notStarted, unreadable); return; }
    isStarting.value = true;
    error.value = null;
    problems.value = [];
    try {
      const { run } = await post<Started>("runs", request);
      forgetDraft();
      await refreshInfo();
      go(runPath(run));
    } catch (refused) {
      const fields = refused instanceof Refused ? refused.problems : [];
      refuse(fields.length > 0 ? notStarted : sentenceOf(refused), fields);
    } finally {
      isStarting.value = false;
    }
  };
  const { users, spawn_rate, shape, arrival_rate, max_users, host, run_time, iterations, load_model } = draft.value;
  const known = ["users", "spawn_rate", "shape", "arrival_rate", "max_users", "host", "run_time", "iterations", "load_model", "labels", "exclude_labels", "thresholds", "run_labels", "note", ...ownFields(form)];
  const arriving = hasArrivals(draft.value, form), open = isOpen(draft.value, form), shaped = hasShape(draft.value, form) || open;
  const said = open ? "Arrivals make the users." : "The shape says it.";
  const general = problems.value.filter(({ field }) => field === null || !(known.includes(field) || field.startsWith("user_types")));
  return (
    <form class="start" ref={element} onSubmit={start} noValidate autocomplete="off"
      onKeyDown={event => { if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); element.current?.requestSubmit(); } }}>
      {error.value !== null && <Banner kind="bad"><strong>{error.value}</strong>{general.map(({ field, message }) => <div key={message}>{field && field !== "" ? `${field}: ` : ""}{message}</div>)}</Banner>}
      {form.warnings.map(warning => <Banner key={warning} kind="warn">{warning}</Banner>)}
      <div class="start-columns">
        <div class="start-column">
          <fieldset class="start-part">
            <legend>Load</legend>
            <div class="start-fields">
              <TextField label="Users" hint={shaped ? said : "How many at a time, at the most."} disabled={shaped} inputMode="numeric" autofocus value={users} change={value => set({ users: value })} problem={problem("users")} />
              <TextField label="Spawn rate" hint={shaped ? said : spawnHint(users, spawn_rate)} disabled={shaped} inputMode="decimal" value={spawn_rate} change={value => set({ spawn_rate: value })} problem={problem("spawn_rate")} />
              <TextField label="Shape" class="wide" hint={form.own_shape ? <>Empty: the test's own, <code>{form.own_shape}</code>; <code>none</code>: users and spawn rate.</> : <>Users as the run goes on, such as <code>ramp 100 1m, hold 5m</code>. Also step, steps, spike, sine, double-wave, replay.</>} placeholder={form.own_shape ?? "users and spawn rate as above"} value={shape} change={value => set({ shape: value })} problem={problem("shape")} />
              <TextField label="Arrival rate" class="wide" hint={form.own_arrival_rate ? <>Empty: the test's own, <code>{form.own_arrival_rate}</code>; <code>none</code>: users who wait for each answer.</> : <>The open model: arrivals whatever the answers do, such as <code>500/s</code>, <code>poisson 30/m</code> or <code>ramp 0..500/s 1m, 500/s 5m</code>.</>} placeholder={form.own_arrival_rate ?? "users wait for each answer"} value={arrival_rate} change={value => set({ arrival_rate: value })} problem={problem("arrival_rate")} />
              {arriving && <TextField label="Users at the most" hint="An arrival that finds all of them busy is dropped." placeholder="10000" inputMode="numeric" value={max_users} change={value => set({ max_users: value })} problem={problem("max_users")} />}
              <TextField label="Run time" hint="Such as 90, 10m or 1h30m; empty: until it is stopped." placeholder="until stopped" value={run_time} change={value => set({ run_time: value })} problem={problem("run_time")} />
              <TextField label="Iterations" hint="Ends after so many in all; empty: no limit." placeholder="no limit" inputMode="numeric" value={iterations} change={value => set({ iterations: value })} problem={problem("iterations")} />
              <TextField label="Host" class="wide" hint="The target's address, put before every path." placeholder="http://localhost:5000" inputMode="url" value={host} change={value => set({ host: value })} problem={problem("host")} />
              {form.load_models.length > 1 && (
                <Field label="Load model" hint="Closed: users wait for answers before they go on." problem={problem("load_model")}>
                  {attributes => <select {...attributes} value={load_model} onChange={event => set({ load_model: event.currentTarget.value })}>{form.load_models.map(model => <option key={model}>{model}</option>)}</select>}
                </Field>
              )}
            </div>
          </fieldset>
          {form.user_types.length > 0 && <UserTypes types={form.user_types} draft={draft.value} change={types => set({ types })} problems={problems.value.filter(one => one.field?.startsWith("user_types")).map(one => one.message)} />}
        </div>
        <div class="start-column">
          <Options options={form.options} values={draft.value.options} change={options => set({ options })} problem={problem} />
          {form.labels.length > 0 && <TaskLabels all={form.labels} only={draft.value.labels} without={draft.value.exclude_labels} change={(labels, exclude_labels) => set({ labels, exclude_labels })} problem={problem("labels") ?? problem("exclude_labels")} />}
          <fieldset class="start-part">
            <legend>What is good enough</legend>
            <Field label="Thresholds" hint={<>One a line, such as <code>p95(GET /) &lt; 200ms</code>, <code>failures &lt; 1%</code> or <code>p99 over 60s &lt; 1s after 30s abort</code>. Those of the program's code hold besides.</>} problem={problem("thresholds")}>
              {attributes => <textarea {...attributes} rows={3} spellcheck={false} value={draft.value.thresholds} onInput={event => set({ thresholds: event.currentTarget.value })} />}
            </Field>
          </fieldset>
          <fieldset class="start-part">
            <legend>About this run</legend>
            <Field label="Run labels" hint="Words to find and compare it by later, such as build=42." problem={problem("run_labels")}>
              {({ id }) => <LabelsEditor id={id} labels={draft.value.run_labels} change={run_labels => set({ run_labels })} />}
            </Field>
            <Field label="Note" hint="What you want to know, or what you changed." problem={problem("note")}>
              {attributes => <textarea {...attributes} rows={2} value={draft.value.note} onInput={event => set({ note: event.currentTarget.value })} />}
            </Field>
          </fieldset>
        </div>
      </div>
      <div class="start-foot">
        <button type="submit" class="primary big" disabled={isStarting.value || info.value?.live_run !== null}><PlayIcon />{isStarting.value ? "Starting …" : "Start the run"}</button>
        <button type="button" class="quiet" onClick={() => { forgetDraft(); draft.value = draftOf(form); problems.value = []; error.value = null; }}>As it was last</button>
        <span class="muted small summary">{arriving ? "Open model: visitors come whatever the answers do, and response times run from when they were due." : form.load_models.length === 1 && form.load_models[0] === "closed" && "Closed model: each user waits for its answer before it goes on."}</span>
      </div>
    </form>
  );
}

function spawnHint(users: string, rate: string): string {
  const seconds = Number(users) / Number(rate);
  return Number.isFinite(seconds) && seconds > 0 ? `Users started a second: all are there after ${duration(seconds)}.` : "Users started a second.";
}
