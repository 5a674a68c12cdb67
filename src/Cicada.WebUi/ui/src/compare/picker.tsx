import { useSignal } from "@preact/signals";
import type { RunList } from "cicada/api";
import { useAsked } from "cicada/app/asked";
import { minuteText } from "cicada/app/clock";
import { Dialog } from "cicada/app/dialog";
import { get } from "cicada/app/http";
import { Failure } from "cicada/app/notice";
import { duration, ms, rate } from "cicada/format";
import { VerdictBadge } from "cicada/runs/verdict";

/** Where one run is chosen of all there are. */
export function Picker({ title, test, without, pick, close }: { title: string; test: string | null; without: readonly string[]; pick: (run: string) => void; close: () => void }) {
  const text = useSignal(""), isAnyTest = useSignal(test === null);
  const { answer, error } = useAsked(`${text.value} ${isAnyTest.value}`, signal => get<RunList>("runs", { q: text.value, test: isAnyTest.value ? null : test, limit: 30 }, signal)).value;
  const runs = (answer?.runs ?? []).filter(head => !without.includes(head.run));
  return (
    <Dialog title={title} close={close} wide>
      <div class="picker">
        <div class="filters">
          <input type="search" autofocus aria-label="Search runs" placeholder="Search in id, test, host, note, labels" value={text.value} onInput={event => { text.value = event.currentTarget.value; }} />
          {test !== null && <label class="check"><input type="checkbox" checked={isAnyTest.value} onChange={event => { isAnyTest.value = event.currentTarget.checked; }} />Also of other tests than {test}</label>}
        </div>
        <Failure error={error} />
        <ul class="picker-runs">
          {runs.map(head => (
            <li key={head.run}>
              <button type="button" onClick={() => pick(head.run)}>
                <span>{minuteText(head.started)}</span><strong class="cut">{head.test}</strong><VerdictBadge verdict={head.verdict} state={head.state} />
                <span class="muted">{duration(head.duration)}, {rate(head.total.rps)} /s, p95 {ms(head.total.p95)} ms</span>
                <span class="muted cut">{head.baseline ? "★ baseline " : ""}{Object.entries(head.labels).map(([key, value]) => `${key}=${value}`).join(" ")} {head.note}</span>
              </button>
            </li>
          ))}
          {answer !== null && runs.length === 0 && <li class="empty">No run is like that.</li>}
          {answer !== null && answer.total > answer.runs.length && <li class="muted small">The latest {answer.runs.length} of {answer.total}; search for others.</li>}
        </ul>
      </div>
    </Dialog>
  );
}
