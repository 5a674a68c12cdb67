import { useSignal } from "@preact/signals";
import type { RunHead } from "cicada/api";
import { useFocused } from "cicada/app/focused";
import { LabelsEditor, labelText } from "cicada/app/labels";
import { changeRun, labelChanges } from "cicada/runs/changes";
import { toggleLabel } from "cicada/runs/run-query";

/** The labels and the note of a run. */
export function Remarks({ head }: { head: RunHead }) {
  return (
    <div class="remarks">
      {Object.entries(head.labels).map(([key, value]) => (
        <button key={key} type="button" class="chip" title="Show runs with this label" onClick={() => toggleLabel(`${key}=${value}`)}>{labelText(key, value)}</button>
      ))}
      {head.note !== "" && <span class="note">{head.note}</span>}
    </div>
  );
}

/** Their change in place. */
export function RemarksForm({ head, known, changed, close }: { head: RunHead; known: Record<string, string[]>; changed: () => void; close: () => void }) {
  const note = useSignal(head.note), labels = useSignal(head.labels), first = useFocused<HTMLInputElement>();
  const save = async (event: Event) => {
    event.preventDefault();
    if (await changeRun(head.run, { note: note.value, labels: labelChanges(head.labels, labels.value) })) { changed(); close(); }
  };
  return (
    <form class="remarks-form" onSubmit={save} onKeyDown={event => { if (event.key === "Escape") { event.preventDefault(); event.stopPropagation(); close(); } }}>
      <input type="text" aria-label={`Note of ${head.run}`} placeholder="Note" value={note.value} ref={first} onInput={event => { note.value = event.currentTarget.value; }} />
      <LabelsEditor labels={labels.value} known={known} change={next => { labels.value = next; }} />
      <div class="actions">
        <button type="submit" class="primary">Save</button>
        <button type="button" onClick={close}>Cancel</button>
      </div>
    </form>
  );
}
