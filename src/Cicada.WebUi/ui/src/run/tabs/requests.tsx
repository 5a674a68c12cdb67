import { useSignal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import type { Requests } from "cicada/api";
import { place, setQuery } from "cicada/app/router";
import { Answer } from "cicada/run/tabs/answer";
import { RequestDrawer } from "cicada/run/tabs/request-drawer";
import { GroupingChoice } from "cicada/run/tabs/grouping-choice";
import { requestColumns } from "cicada/run/tabs/request-columns";
import { grouped, groupingOf } from "cicada/run/tabs/request-groups";
import { lineOf, type RequestLine, sumOf } from "cicada/run/tabs/request-line";
import { RequestLead } from "cicada/run/tabs/request-lead";
import { useRequests } from "cicada/run/tabs/requests-table";
import type { ShownRun } from "cicada/run/tabs/shown-run";
import { Starred, useStars } from "cicada/run/tabs/starred";
import { useArrangement } from "cicada/table/arrangement";
import { TableBar } from "cicada/table/bar";
import { filtered } from "cicada/table/filter";
import { ordered } from "cicada/table/order";
import { Table } from "cicada/table/table";

const byName = { key: "name", isDescending: false };

/** Every request with its figures, of the whole run or of the window that is shown. */
export function RequestsTab({ shown }: { shown: ShownRun }) {
  const asked = useRequests(shown);
  return (
    <div class="tab">
      <h2 class="unseen">Requests</h2>
      <Answer asked={asked.value} what="the requests" again={asked.again}>
        {answer => <RequestsTable shown={shown} answer={answer} />}
      </Answer>
    </div>
  );
}

function RequestsTable({ shown, answer }: { shown: ShownRun; answer: Requests }) {
  const arrangement = useArrangement("requests", requestColumns, byName);
  const query = place.value.query;
  const by = groupingOf(query.get("by")), open = query.get("request");
  const closed = useSignal<ReadonlySet<string>>(new Set());
  const stars = useStars();
  const all = useMemo(() => answer.rows.map(lineOf), [answer]);
  const left = useMemo(() => filtered(all, arrangement.filter, line => `${line.type} ${line.name}`), [all, arrangement.filter]);
  const { key, isDescending } = arrangement.sort ?? byName;
  const lines = useMemo(() => {
    const arrange = (some: readonly RequestLine[]) => ordered(some, requestColumns, { key, isDescending });
    return by === null ? arrange(left) : grouped(left, by, closed.value, arrange);
  }, [left, key, isDescending, by, closed.value]);
  const pinned = useMemo(() => [
    { name: "all", row: { ...lineOf(answer.total), key: " all", type: "", name: "All requests" } },
    ...left.length === all.length ? [] : [{ name: "filtered", row: sumOf(left, " filtered", "", "Those below") }],
  ], [answer, left, all]);
  const lead = useMemo(() => (line: RequestLine) => <RequestLead line={line} stars={stars} closed={closed} />, [stars]);
  const isFiltered = left.length !== all.length;
  return (
    <>
      <Starred shown={shown} stars={stars} />
      <TableBar arrangement={arrangement} what="type or name" all={all.length} left={left.length} rowNames={["request", "requests"]} fileName={`${shown.run}-requests`} rows={() => lines}>
        <GroupingChoice by={by} />
        {(by !== null || isFiltered) && <span class="table-note">Sums only: percentiles of several requests cannot be added up.</span>}
      </TableBar>
      <Table label="Requests" arrangement={arrangement} rows={lines} pinned={pinned} lead={lead} openOf={openOf} isOpen={line => line.key === open}
        empty={all.length === 0 ? "No request has ended in the time that is shown." : `No request has “${arrangement.filter}” in its type or name.`} />
      {open !== null && <RequestDrawer key={open} shown={shown} request={open} line={all.find(line => line.key === open) ?? null} />}
    </>
  );
}

function openOf(line: RequestLine): ((line: RequestLine) => void) | null {
  return line.group === null ? openRequest : null;
}

const openRequest = (line: RequestLine) => setQuery({ request: line.key }, { push: true });
