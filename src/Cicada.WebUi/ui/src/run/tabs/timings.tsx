import { useMemo } from "preact/hooks";
import type { Timings } from "cicada/api";
import { get, runOf } from "cicada/app/http";
import { Answer } from "cicada/run/tabs/answer";
import { useRefreshed, windowOf } from "cicada/run/tabs/refreshed";
import type { ShownRun } from "cicada/run/tabs/shown-run";
import { TimingCharts } from "cicada/run/tabs/timing-charts";
import { timingColumns } from "cicada/run/tabs/timing-columns";
import { TimingMeanings } from "cicada/run/tabs/timing-meanings";
import { useArrangement } from "cicada/table/arrangement";
import { TableBar } from "cicada/table/bar";
import { filtered } from "cicada/table/filter";
import { ordered } from "cicada/table/order";
import { Table } from "cicada/table/table";

const byName = { key: "name", isDescending: false };

/** Where the time of a request goes: name look-up, connection, TLS, first byte, all of it. */
export function TimingsTab({ shown }: { shown: ShownRun }) {
  const asked = useRefreshed<Timings>(shown, "timings", 5, signal => get(runOf(shown.run, "timings"), windowOf(shown), signal));
  return (
    <div class="tab">
      <h2 class="unseen">Timings</h2>
      <TimingCharts shown={shown} />
      <Answer asked={asked.value} what="the timings" again={asked.again}>
        {answer => <TimingTable shown={shown} answer={answer} />}
      </Answer>
    </div>
  );
}

function TimingTable({ shown, answer }: { shown: ShownRun; answer: Timings }) {
  const arrangement = useArrangement("timings", timingColumns, byName);
  const left = useMemo(() => filtered(answer.rows, arrangement.filter, row => `${row.request_type} ${row.name}`), [answer, arrangement.filter]);
  const { key, isDescending } = arrangement.sort ?? byName;
  const rows = useMemo(() => ordered(left, timingColumns, { key, isDescending }), [left, key, isDescending]);
  const pinned = useMemo(() => [{ name: "all", row: { ...answer.total, request_type: "", name: "All requests" } }], [answer]);
  return (
    <>
      <TimingMeanings total={answer.total} />
      <TableBar arrangement={arrangement} what="type or name" all={answer.rows.length} left={rows.length} rowNames={["request", "requests"]} fileName={`${shown.run}-timings`} rows={() => rows} />
      <Table label="Timings" arrangement={arrangement} rows={rows} pinned={pinned}
        empty={answer.rows.length === 0 ? "No request has ended in the time that is shown." : `No request has “${arrangement.filter}” in its type or name.`} />
    </>
  );
}
