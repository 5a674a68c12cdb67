import { useSignal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import type { Log } from "cicada/api";
import { get, runOf } from "cicada/app/http";
import { place, setQuery } from "cicada/app/router";
import { useAsked } from "cicada/app/asked";
import { count, counted } from "cicada/format";
import { Answer } from "cicada/run/tabs/answer";
import { isLevel, levels, logFiltered, logJoined, logText } from "cicada/run/tabs/log-lines";
import { LogList } from "cicada/run/tabs/log-list";
import type { ShownRun } from "cicada/run/tabs/shown-run";
import { CopyIcon } from "cicada/app/icons";
import { notify } from "cicada/app/notice";
import { copyText } from "cicada/chart/save";
import { FilterField } from "cicada/table/filter-field";

/** More lines than these nobody scrolls through. */
const MOST = 5000;

/** What the run's process had to say, oldest first; while it is on, as it says it. */
export function LogTab({ shown }: { shown: ShownRun }) {
  // The lines the stream brings before the answer comes are in both: they are joined by their numbers.
  const asked = useAsked<Log>(shown.run, signal => get(runOf(shown.run, "log"), { limit: MOST }, signal));
  return (
    <div class="tab">
      <h2 class="unseen">Log</h2>
      <Answer asked={asked.value} what="the log" again={asked.again}>{answer => <Lines shown={shown} answer={answer} />}</Answer>
    </div>
  );
}

function Lines({ shown, answer }: { shown: ShownRun; answer: Log }) {
  const query = place.value.query, filter = query.get("filter") ?? "";
  const asked = query.get("level"), level = isLevel(asked) ? asked : "debug";
  const isFollowing = useSignal(shown.isLive.peek());
  const all = useMemo(() => logJoined(answer.lines, shown.lines.value), [answer, shown.lines.value]);
  const left = useMemo(() => logFiltered(all, level, filter), [all, level, filter]);
  const copy = async () => notify(await copyText(`${shown.run}.log`, logText(left)) === "copied" ? "The lines are on the clipboard." : "The lines were saved as a file.", "good");
  return (
    <>
      <div class="table-bar">
        <FilterField what="category or message" value={filter} change={value => setQuery({ filter: value })} />
        <label class="check">
          From
          <select value={level} onChange={event => setQuery({ level: event.currentTarget.value === "debug" ? null : event.currentTarget.value })}>
            {levels.map(one => <option key={one} value={one}>{one}</option>)}
          </select>
        </label>
        <span class="table-count" role="status">{left.length === all.length ? counted(all.length, "line") : `${count(left.length)} of ${counted(all.length, "line")}`}</span>
        <span class="table-tools">
          {shown.isLive.value && <label class="check"><input type="checkbox" checked={isFollowing.value} onChange={event => { isFollowing.value = event.currentTarget.checked; }} />Follow the end</label>}
          <button type="button" class="quiet" aria-label="Copy the lines" title="Copy the lines" onClick={() => void copy()}><CopyIcon /><span class="table-menu-label">Copy</span></button>
        </span>
      </div>
      {answer.left_out > 0 && <p class="muted">{counted(answer.left_out, "line")} more {answer.left_out === 1 ? "was" : "were"} logged than are kept with a run.</p>}
      {left.length > 0 ? <LogList lines={left} isFollowing={isFollowing} /> : <p class="empty card">{all.length > 0 ? "No line is of this level and has these words." : shown.isLive.value ? "Nothing has been logged yet." : "No lines were kept with this run."}</p>}
    </>
  );
}
