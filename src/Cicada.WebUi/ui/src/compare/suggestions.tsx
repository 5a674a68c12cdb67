import type { RunHead, RunList } from "cicada/api";
import { useAsked } from "cicada/app/asked";
import { minuteText } from "cicada/app/clock";
import { get } from "cicada/app/http";
import { setRuns } from "cicada/compare/compare-query";

/** What one run is most often compared with: the baseline of its test, and the run before it. */
export function Suggestions({ head }: { head: RunHead }) {
  const runs = useAsked(head.run, signal => get<RunList>("runs", { test: head.test, limit: 500 }, signal)).value.answer?.runs ?? [];
  const baseline = runs.find(other => other.baseline && other.run !== head.run);
  const before = runs.find(other => other.started < head.started);
  return (
    <p class="empty">
      Add another run to compare it with{baseline || before ? ": " : "."}
      {baseline && <button type="button" class="link" onClick={() => setRuns([baseline.run, head.run])}>the baseline of {minuteText(baseline.started)}</button>}
      {baseline && before && baseline.run !== before.run && ", or "}
      {before && before.run !== baseline?.run && <button type="button" class="link" onClick={() => setRuns([before.run, head.run])}>the run before it, of {minuteText(before.started)}</button>}
      {(baseline || before) && "."}
    </p>
  );
}
