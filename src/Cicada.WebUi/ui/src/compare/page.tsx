import type { Comparison, RunList } from "cicada/api";
import { useAsked } from "cicada/app/asked";
import { get } from "cicada/app/http";
import { SwapIcon } from "cicada/app/icons";
import { info } from "cicada/app/info";
import { useShortcut } from "cicada/app/keys";
import { Banner, Failure, complain } from "cicada/app/notice";
import { useTitle } from "cicada/app/title";
import { RunCards } from "cicada/compare/cards";
import { CourseCharts } from "cicada/compare/charts";
import { compareQuery, setRequest, setRuns, setWindow } from "cicada/compare/compare-query";
import { Distributions } from "cicada/compare/distributions";
import { RequestComparison } from "cicada/compare/requests";
import { SetupDifferences } from "cicada/compare/setup";
import { Suggestions } from "cicada/compare/suggestions";
import { FigureTable } from "cicada/compare/total";
import { WindowForm } from "cicada/compare/window";

/** Two to four runs side by side. */
export function ComparePage() {
  useTitle("Compare");
  const query = compareQuery(), { runs, from, to, request } = query;
  const isEnough = runs.length > 1;
  const { answer, error, isAsking } = useAsked(runs.length > 0 ? JSON.stringify([runs, from, to]) : null,
    signal => get<Comparison>("compare", { runs: runs.join(","), from, to }, signal)).value;
  const heads = runs.length > 0 ? answer?.runs ?? [] : [];
  const isCurrent = answer !== null && heads.length === runs.length;
  const swap = () => isEnough ? setRuns([runs[1]!, runs[0]!, ...runs.slice(2)]) : false;
  useShortcut("s", "Swap the base and the run behind it", swap);
  useShortcut("Escape", "Back to whole runs and all requests", () => {
    if (request !== null) { setRequest(null); } else if (from !== null || to !== null) { setWindow(null, null); } else { return false; }
  });
  const shown = request === null ? answer?.total : answer?.requests.find(one => one.name === request.name && one.request_type === request.request_type);
  const about = request === null ? "All requests" : `${request.request_type} ${request.name}`;
  return (
    <div class="page compare">
      <div class="page-head">
        <h1>Compare</h1>
        {isEnough && <WindowForm query={query} longest={Math.max(0, ...heads.map(head => head.duration))} />}
        {isEnough && <button type="button" onClick={swap} title="Swap A and B (s)"><SwapIcon />Swap A and B</button>}
      </div>
      <RunCards query={query} heads={heads} />
      <Failure error={error} />
      {runs.length === 0 && <p class="empty">Choose two to four runs: here, or by their boxes in the list of runs. <button type="button" class="link" onClick={compareLatest}>Compare the latest two</button></p>}
      {runs.length === 1 && heads.length === 1 && error === null && <Suggestions head={heads[0]!} />}
      {isEnough && isCurrent && error === null && (
        <div class={`compare-body ${isAsking ? "asking" : ""}`} aria-busy={isAsking}>
          {answer.warnings.map(warning => <Banner key={warning} kind="warn">{warning}</Banner>)}
          <div class="compare-about">
            <h2>{about}</h2>
            {request !== null && <button type="button" onClick={() => setRequest(null)}>All requests</button>}
          </div>
          <div class={`compare-first ${runs.length > 2 ? "many" : ""}`}>
            {shown && <FigureTable request={shown} heads={heads} title={about} />}
            <Distributions query={query} />
          </div>
          <CourseCharts heads={heads} query={query} />
          <RequestComparison requests={answer.requests} heads={heads} query={query} />
          <SetupDifferences comparison={answer} />
        </div>
      )}
    </div>
  );
}

function compareLatest(): void {
  get<RunList>("runs", { test: info.peek()?.test, limit: 2 })
    .then(({ runs }) => setRuns(runs.map(head => head.run).reverse()))
    .catch(complain);
}
