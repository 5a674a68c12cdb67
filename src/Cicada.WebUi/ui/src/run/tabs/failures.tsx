import { useMemo } from "preact/hooks";
import type { Failures } from "cicada/api";
import { get, runOf } from "cicada/app/http";
import { place, setQuery } from "cicada/app/router";
import { Chart } from "cicada/chart/chart";
import { Answer } from "cicada/run/tabs/answer";
import { FailureDrawer } from "cicada/run/tabs/failure-drawer";
import { failureColumns } from "cicada/run/tabs/failure-columns";
import { failureLines, failureText, type FailureLine } from "cicada/run/tabs/failure-line";
import { byKind } from "cicada/run/tabs/failures-by-kind";
import { useRefreshed, windowOf } from "cicada/run/tabs/refreshed";
import type { ShownRun } from "cicada/run/tabs/shown-run";
import { UserErrors } from "cicada/run/tabs/user-errors";
import { useArrangement } from "cicada/table/arrangement";
import { TableBar } from "cicada/table/bar";
import { filtered } from "cicada/table/filter";
import { ordered } from "cicada/table/order";
import { Table } from "cicada/table/table";

const mostFirst = { key: "occurrences", isDescending: true };

/** What failed: which kind of failure at which request, how often and when; and what users' own code threw. */
export function FailuresTab({ shown }: { shown: ShownRun }) {
  const asked = useRefreshed<Failures>(shown, "failures", 2, signal => get(runOf(shown.run, "failures"), { ...windowOf(shown), points: 240 }, signal));
  return (
    <div class="tab">
      <h2 class="unseen">Failures</h2>
      <Answer asked={asked.value} what="the failures" again={asked.again}>
        {answer => answer.rows.length === 0
          ? <p class="empty">{shown.span.value === null ? (shown.isLive.value ? "No request has failed so far." : "No request failed.") : "No request failed in the time that is shown."}</p>
          : <FailureTable shown={shown} answer={answer} />}
      </Answer>
      <UserErrors shown={shown} />
    </div>
  );
}

function FailureTable({ shown, answer }: { shown: ShownRun; answer: Failures }) {
  const arrangement = useArrangement("failures", failureColumns, mostFirst);
  const open = place.value.query.get("failure");
  const all = useMemo(() => failureLines(answer), [answer]);
  const left = useMemo(() => filtered(all, arrangement.filter, failureText), [all, arrangement.filter]);
  const { key, isDescending } = arrangement.sort ?? mostFirst;
  const lines = useMemo(() => ordered(left, failureColumns, { key, isDescending }), [left, key, isDescending]);
  const chart = useMemo(() => byKind(answer, left), [answer, left]);
  return (
    <>
      <Chart title="Failures by kind" unit="/s" stacked height={150} {...chart} />
      <TableBar arrangement={arrangement} what="kind, request or message" all={all.length} left={left.length} rowNames={["kind of failure", "kinds of failures"]} fileName={`${shown.run}-failures`} rows={() => lines} />
      <Table label="Failures" arrangement={arrangement} rows={lines} openOf={() => openFailure} isOpen={line => line.key === open} empty={`No failure has “${arrangement.filter}” in its kind, request or message.`} />
      {open !== null && <FailureDrawer key={open} shown={shown} failure={open} line={all.find(line => line.key === open) ?? null} chart={answer} />}
    </>
  );
}

const openFailure = (line: FailureLine) => setQuery({ failure: line.key }, { push: true });
