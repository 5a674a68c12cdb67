import { useSignal } from "@preact/signals";
import type { RunDetail } from "cicada/api";
import { confirm } from "cicada/app/confirm";
import { post, runOf } from "cicada/app/http";
import { EditIcon, FromHereIcon, PauseIcon, PlayIcon, PlusIcon, StopIcon } from "cicada/app/icons";
import { info } from "cicada/app/info";
import { complain, notify } from "cicada/app/notice";
import { Link } from "cicada/app/router";
import { AnnotateDialog } from "cicada/run/annotate";
import { EditLoadDialog } from "cicada/run/edit-load";
import { DownloadMenu } from "cicada/run/download-menu";
import type { RunState } from "cicada/run/state";

/** What can be done with a run. */
export function RunActions({ state, detail }: { state: RunState; detail: RunDetail }) {
  const open = useSignal<"edit" | "annotate" | null>(null);
  const { run } = detail.head;
  const isStopping = (state.standing.value?.phase ?? detail.phase) === "stopping";
  const canChange = info.value?.can_change ?? false;
  const { shape, arrival_rate, spawn_rate } = detail.setup;
  const reason = shape !== null ? "A shape says how many users there are." : arrival_rate !== null && spawn_rate === null ? "Users are made as arrivals need them." : null;
  const isLive = state.isLive.value, isHere = state.isHere.value;
  const stop = async () => {
    const yes = await confirm({ title: "Stop the run?", text: "Users that are in the middle of a task may come to its end. What was recorded stays.", act: "Stop the run", danger: true });
    if (yes) {
      await post(runOf(run, "stop"), {}).then(() => notify("The run is stopping."), complain);
    }
  };
  return (
    <div class="run-actions actions no-print">
      {isLive && <button type="button" class="quiet icon" aria-pressed={state.isPaused.value} title={state.isPaused.value ? "Go on drawing (space)" : "Rest drawing (space); the test goes on"} aria-label="Rest drawing" onClick={() => state.pause(!state.isPaused.value)}>{state.isPaused.value ? <PlayIcon /> : <PauseIcon />}</button>}
      {isLive && <button type="button" class="quiet" title="Charts, tables and figures count from this second on. What was before stays in the run." onClick={() => state.countFromNow()}><FromHereIcon />Count from now</button>}
      {canChange && <button type="button" class="quiet" onClick={() => { open.value = "annotate"; }}><PlusIcon />Annotate</button>}
      <DownloadMenu run={run} />
      {!isLive && <Link class="button" to="/compare" query={{ runs: run }}>Compare</Link>}
      {!isLive && info.value?.can_start && <Link class="button" to="/start">New run</Link>}
      {isHere && canChange && <button type="button" disabled={isStopping || reason !== null} title={reason ?? undefined} onClick={() => { open.value = "edit"; }}><EditIcon />Edit</button>}
      {isHere && canChange && <button type="button" class="danger" disabled={isStopping} onClick={() => void stop()}><StopIcon />Stop</button>}
      {open.value === "edit" && <EditLoadDialog state={state} detail={detail} close={() => { open.value = null; }} />}
      {open.value === "annotate" && <AnnotateDialog state={state} run={run} close={() => { open.value = null; }} />}
    </div>
  );
}
