import { useMemo } from "preact/hooks";
import type { ComparedRequest, RunHead } from "cicada/api";
import { setQuery } from "cicada/app/router";
import { compareQuery, type CompareQuery, setRequest } from "cicada/compare/compare-query";
import { comparedFigures, figureOf } from "cicada/compare/figures";
import { comparedColumns } from "cicada/compare/request-columns";
import { useArrangement } from "cicada/table/arrangement";
import { TableBar } from "cicada/table/bar";
import { filtered } from "cicada/table/filter";
import { ordered } from "cicada/table/order";
import { Table } from "cicada/table/table";

const byName = { key: "name", isDescending: false };

/** One figure of every request, the runs beside each other. A request that is chosen is what the charts are about. */
export function RequestComparison({ requests, heads, query }: { requests: readonly ComparedRequest[]; heads: readonly RunHead[]; query: CompareQuery }) {
  const figure = figureOf(query.figure);
  const columns = useMemo(() => comparedColumns(heads.length, figure), [heads.length, figure]);
  const arrangement = useArrangement("compare", columns, byName);
  const { key, isDescending } = arrangement.sort ?? byName;
  const left = useMemo(() => filtered(requests, arrangement.filter, one => `${one.request_type} ${one.name}`), [requests, arrangement.filter]);
  const rows = useMemo(() => ordered(left, columns, { key, isDescending }), [left, columns, key, isDescending]);
  return (
    <section class="card compare-requests" aria-label="Requests">
      <div class="compare-tools">
        <h2>Requests</h2>
        <div class="group" role="group" aria-label="Figure">
          {comparedFigures.map(one => <button key={one.figure} type="button" aria-pressed={one.figure === figure.figure} onClick={() => setQuery({ figure: one.figure === "p95" ? null : one.figure })}>{one.title}</button>)}
        </div>
      </div>
      <TableBar arrangement={arrangement} what="type or name" all={requests.length} left={left.length} rowNames={["request", "requests"]} fileName={`compare-${figure.figure}`} rows={() => rows} />
      <Table label="Requests compared" arrangement={arrangement} rows={rows} openOf={chooseOf} isOpen={one => isChosen(one, query)}
        empty={requests.length === 0 ? "No request has ended in the time that is compared." : `No request has “${arrangement.filter}” in its type or name.`} />
    </section>
  );
}

function isChosen(one: ComparedRequest, { request }: CompareQuery): boolean {
  return request?.name === one.name && request.request_type === one.request_type;
}

const choose = (one: ComparedRequest) => setRequest(isChosen(one, compareQuery()) ? null : one);

const chooseOf = () => choose;
