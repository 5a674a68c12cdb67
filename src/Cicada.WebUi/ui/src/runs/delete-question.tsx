import type { RunHead } from "cicada/api";
import { minuteText } from "cicada/app/clock";
import type { Confirmation } from "cicada/app/confirm";
import { bytes } from "cicada/format";

const named = 8;

/** Asks whether runs should go, and names them. */
export function questionToDelete(heads: readonly RunHead[]): Confirmation {
  const what = heads.length === 1 ? "this run" : `these ${heads.length} runs`;
  const size = heads.reduce((sum, head) => sum + head.size, 0);
  return {
    title: heads.length === 1 ? "Delete a run" : `Delete ${heads.length} runs`,
    danger: true,
    act: heads.length === 1 ? "Delete the run" : `Delete ${heads.length} runs`,
    text: (
      <>
        <p>Everything that is known of {what} goes for good, about {bytes(size)}:</p>
        <ul class="named">
          {heads.slice(0, named).map(head => (
            <li key={head.run}><code>{head.run}</code> {head.test}, {minuteText(head.started)}{head.baseline && <strong> (baseline)</strong>}{head.note !== "" && <span class="muted"> “{head.note}”</span>}</li>
          ))}
          {heads.length > named && <li class="muted">and {heads.length - named} more</li>}
        </ul>
      </>
    ),
  };
}
