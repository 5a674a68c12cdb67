import { useMemo } from "preact/hooks";
import { signal } from "@preact/signals";
import type { RunHead } from "cicada/api";
import { confirm } from "cicada/app/confirm";
import { info } from "cicada/app/info";
import { useShortcut } from "cicada/app/keys";
import { go } from "cicada/app/router";
import { deleteRuns } from "cicada/runs/changes";
import { questionToDelete } from "cicada/runs/delete-question";

export const mostCompared = 4;

/** The runs a reader has picked, also on other pages of the list, in the order of picking. */
export class Selection {
  private readonly picked = signal<ReadonlyMap<string, RunHead>>(new Map());

  get heads(): RunHead[] { return [...this.picked.value.values()]; }

  has(run: string): boolean { return this.picked.value.has(run); }

  set(head: RunHead, isPicked: boolean): void { this.setAll([head], isPicked); }

  setAll(heads: readonly RunHead[], isPicked: boolean): void {
    const next = new Map(this.picked.value);
    heads.forEach(head => isPicked ? next.set(head.run, head) : next.delete(head.run));
    this.picked.value = next;
  }

  clear(): void { this.picked.value = new Map(); }
}

export const useSelection = () => useMemo(() => new Selection(), []);

/** What can be done with the runs that are picked. */
export function SelectionBar({ selection, changed }: { selection: Selection; changed: () => void }) {
  const { heads } = selection;
  const canCompare = heads.length >= 2 && heads.length <= mostCompared;
  const compare = () => {
    if (!canCompare) { return false; }
    // The oldest is what the others are compared with.
    const runs = heads.toSorted((a, b) => a.started.localeCompare(b.started)).map(head => head.run);
    go("/compare", { runs: runs.join(",") });
  };
  useShortcut("c", "Compare the selected runs", compare);
  useShortcut("Escape", "Select none", () => heads.length > 0 ? selection.clear() : false);
  if (heads.length === 0) { return null; }
  const erase = async () => {
    if (await confirm(questionToDelete(heads)) && await deleteRuns(heads.map(head => head.run))) { selection.clear(); changed(); }
  };
  return (
    <div class="selection" role="region" aria-label="Selected runs">
      <strong>{heads.length} selected</strong>
      <button type="button" class="primary" disabled={!canCompare} onClick={compare}>Compare</button>
      {!canCompare && <span class="muted small">{heads.length < 2 ? "Select another to compare." : `At most ${mostCompared} can be compared.`}</span>}
      {info.value?.can_change && <button type="button" class="danger" disabled={heads.some(head => head.state === "running")} onClick={erase}>Delete …</button>}
      <button type="button" class="quiet" onClick={() => selection.clear()}>Select none</button>
    </div>
  );
}
