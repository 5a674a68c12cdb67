import { useSignal } from "@preact/signals";
import type { RunHead } from "cicada/api";
import { confirm } from "cicada/app/confirm";
import { dateText, now } from "cicada/app/clock";
import { DeleteIcon, EditIcon, StarIcon } from "cicada/app/icons";
import { info } from "cicada/app/info";
import { Link, runPath } from "cicada/app/router";
import { Sparkline } from "cicada/chart/sparkline";
import { changeRun, deleteRuns } from "cicada/runs/changes";
import { runColumns, sizeColumn } from "cicada/runs/columns";
import { questionToDelete } from "cicada/runs/delete-question";
import { Remarks, RemarksForm } from "cicada/runs/remarks";
import type { Selection } from "cicada/runs/selection";
import { VerdictBadge } from "cicada/runs/verdict";
import { ago } from "cicada/times";

export function Row({ head, known, selection, changed }: { head: RunHead; known: Record<string, string[]>; selection: Selection; changed: () => void }) {
  const isPicked = selection.has(head.run), isEdited = useSignal(false);
  const pin = async () => { if (await changeRun(head.run, { baseline: !head.baseline })) { changed(); } };
  const erase = async () => {
    if (await confirm(questionToDelete([head])) && await deleteRuns([head.run])) { selection.set(head, false); changed(); }
  };
  return (
    <tr class={isPicked ? "picked" : ""}>
      <td class="pick"><input type="checkbox" aria-label={`Select ${head.run}`} checked={isPicked} onChange={event => selection.set(head, event.currentTarget.checked)} /></td>
      <td class="started">
        <Link to={runPath(head.run)} title={ago(head.started, now())}>{dateText(head.started)}</Link>
        <span class="mono small muted">{head.run}</span>
      </td>
      <td class="test">{head.test}{head.host && <span class="small muted cut" title={head.host}>{head.host}</span>}</td>
      <td class="verdict">
        <VerdictBadge verdict={head.verdict} state={head.state} />
        {head.baseline && <span class="badge info"><span aria-hidden="true">★</span> Baseline</span>}
      </td>
      {runColumns.map(({ sort, title, text, isExtra, isBad }) => <td key={sort} data-title={title} class={`number ${isExtra ? "extra" : ""} ${isBad?.(head) ? "bad" : ""}`}>{text(head)}</td>)}
      <td class="extra"><Sparkline values={head.sparkline.rps} label={`Requests a second over ${head.run}`} width={90} height={22} /></td>
      <td class="said">{isEdited.value ? <RemarksForm head={head} known={known} changed={changed} close={() => { isEdited.value = false; }} /> : <Remarks head={head} />}</td>
      <td class="number extra size muted">{sizeColumn.text(head)}</td>
      <td class="row-actions">
        {info.value?.can_change && (
          <>
            <button type="button" class="quiet icon" aria-label={`Edit note and labels of ${head.run}`} title="Edit note and labels" onClick={() => { isEdited.value = true; }}><EditIcon /></button>
            <button type="button" class="quiet icon" aria-pressed={head.baseline} aria-label={`Baseline: ${head.run}`} title={head.baseline ? "No longer the baseline" : "Pin as the baseline of its test"} onClick={pin}><StarIcon filled={head.baseline} /></button>
            <button type="button" class="quiet icon" aria-label={`Delete ${head.run}`} title="Delete" disabled={head.state === "running"} onClick={erase}><DeleteIcon /></button>
          </>
        )}
      </td>
    </tr>
  );
}
