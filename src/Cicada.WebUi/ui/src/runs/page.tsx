import { useEffect } from "preact/hooks";
import type { RunList } from "cicada/api";
import { useAsked } from "cicada/app/asked";
import { get } from "cicada/app/http";
import { ChartIcon } from "cicada/app/icons";
import { info } from "cicada/app/info";
import { Failure } from "cicada/app/notice";
import { Link, place, setQuery } from "cicada/app/router";
import { useTitle } from "cicada/app/title";
import { count } from "cicada/format";
import { Filters } from "cicada/runs/filters";
import { Pager } from "cicada/runs/pager";
import { askedOf, runQuery } from "cicada/runs/run-query";
import { SelectionBar, useSelection } from "cicada/runs/selection";
import { RunTable } from "cicada/runs/table";
import { TrendPanel } from "cicada/runs/trend";

/** Every run of the store. */
export function RunsPage() {
  useTitle("Runs");
  const query = runQuery(), asked = askedOf(query);
  const runs = useAsked(JSON.stringify([asked, info.value?.live_run]), signal => get<RunList>("runs", asked, signal));
  const { answer: list, error } = runs.value;
  const selection = useSelection();
  useRepeated(list?.runs.some(head => head.state === "running") ?? false, runs.again);
  const isTrend = place.value.query.has("trend");
  const isFiltered = query.text !== "" || query.test !== "" || query.state !== "" || query.labels.length > 0;
  return (
    <div class="page">
      <div class="page-head">
        <h1>Runs {list && <span class="muted count">{count(list.total)}</span>}</h1>
        <button type="button" aria-pressed={isTrend} onClick={() => setQuery({ trend: isTrend ? null : "p95" }, { push: true })}><ChartIcon />Trend</button>
      </div>
      <Filters list={list} />
      {isTrend && list && <TrendPanel tests={list.tests} test={query.test} />}
      <Failure error={error} />
      <SelectionBar selection={selection} changed={runs.again} />
      {list && list.runs.length > 0 && <RunTable list={list} selection={selection} changed={runs.again} />}
      {list && list.runs.length === 0 && (
        <p class="empty card">
          {isFiltered || query.page > 1 ? <>No run is like that. <Link to="/runs">Show all runs</Link></>
            : <>There is no run in the store “{info.value?.store}” yet.{info.value?.can_start && <> <Link to="/start">Start one</Link>.</>}</>}
        </p>
      )}
      {list && <Pager page={query.page} total={list.total} />}
    </div>
  );
}

/** Asks again every few seconds while a run in sight is on. */
function useRepeated(isNeeded: boolean, again: () => void): void {
  useEffect(() => {
    if (!isNeeded) { return; }
    const timer = setInterval(() => { if (document.visibilityState === "visible") { again(); } }, 5000);
    return () => clearInterval(timer);
  }, [isNeeded]);
}
