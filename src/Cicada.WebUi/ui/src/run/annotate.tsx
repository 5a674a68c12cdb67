import { useSignal } from "@preact/signals";
import { Dialog } from "cicada/app/dialog";
import { Field, TextField } from "cicada/app/field";
import { post, runOf } from "cicada/app/http";
import { complain } from "cicada/app/notice";
import { Refused } from "cicada/app/refused";
import { elapsed } from "cicada/format";
import type { ShownRun } from "cicada/run/tabs/shown-run";

/** A mark on the time axis: now while the run is on, else where the reader says. */
export function AnnotateDialog({ state, run, close, at = null }: { state: ShownRun; run: string; close: () => void; at?: number | null }) {
  const isHere = state.isHere.value;
  const title = useSignal("");
  const text = useSignal("");
  const where = useSignal(at !== null ? String(Math.round(at)) : isHere ? "" : String(state.isLive.peek() ? state.second.peek() : state.span.peek()?.from ?? 0));
  const refused = useSignal<Refused | null>(null);
  const add = async (event: Event) => {
    event.preventDefault();
    const seconds = where.value.trim();
    try {
      await post(runOf(run, "annotations"), { title: title.value.trim(), text: text.value, ...seconds === "" ? {} : { elapsed: Number(seconds) } });
      await state.refreshEvents();
      close();
    } catch (error) {
      error instanceof Refused ? refused.value = error : complain(error);
    }
  };
  const problem = (field: string) => refused.value?.problemOf(field);
  return (
    <Dialog title="Add an annotation" close={close}>
      <form onSubmit={add}>
        <TextField label="Title" hint="A few words, shown on every chart" value={title.value} change={value => { title.value = value; }} problem={problem("title")} required autofocus />
        <Field label="Text" hint="The whole story, if there is one" problem={problem("text")}>
          {attributes => <textarea {...attributes} rows={3} value={text.value} onInput={event => { text.value = event.currentTarget.value; }} />}
        </Field>
        <TextField label="At" hint={`Seconds after the start${isHere ? `; empty for now, which is ${elapsed(state.second.value)}` : ""}`} value={where.value} change={value => { where.value = value; }} problem={problem("elapsed")} inputMode="decimal" />
        {refused.value !== null && refused.value.problems.length === 0 && <p class="problem" role="alert">{refused.value.message}</p>}
        <div class="actions end">
          <button type="button" onClick={close}>Cancel</button>
          <button type="submit" class="primary">Add</button>
        </div>
      </form>
    </Dialog>
  );
}
