import type { RunList } from "cicada/api";
import { zoneName } from "cicada/app/clock";
import { Scroll } from "cicada/app/scroll";
import { runColumns, sizeColumn, type RunColumn } from "cicada/runs/columns";
import { Row } from "cicada/runs/row";
import { runQuery, sortRuns } from "cicada/runs/run-query";
import type { Selection } from "cicada/runs/selection";

/** The runs, a line for each. */
export function RunTable({ list, selection, changed }: { list: RunList; selection: Selection; changed: () => void }) {
  const all = list.runs.length > 0 && list.runs.every(head => selection.has(head.run));
  return (
    <Scroll label="Runs" class="card">
      <table class="runs">
        <caption class="unseen">Runs in the store</caption>
        <thead>
          <tr>
            <th class="pick"><input type="checkbox" aria-label="Select all on this page" checked={all} onChange={() => selection.setAll(list.runs, !all)} /></th>
            <SortHead sort="started" title={`Started (${zoneName()})`} explanation="When it began, by the server's clock" />
            <SortHead sort="test" title="Test" explanation="The test's name" />
            <SortHead sort="state" title="Verdict" explanation="What it came to" />
            {runColumns.map(column => <SortHead key={column.sort} {...column} isNumber />)}
            <th class="extra">RPS over time</th>
            <th>Labels and note</th>
            <SortHead {...sizeColumn} isNumber />
            <th><span class="unseen">Actions</span></th>
          </tr>
        </thead>
        <tbody>{list.runs.map(head => <Row key={head.run} head={head} known={list.labels} selection={selection} changed={changed} />)}</tbody>
      </table>
    </Scroll>
  );
}

function SortHead({ sort, title, explanation, isExtra, isNumber = false }: Pick<RunColumn, "sort" | "title" | "explanation" | "isExtra"> & { isNumber?: boolean }) {
  const by = runQuery().sort, isUp = by === `-${sort}`, isDown = by === sort;
  return (
    <th class={`${isNumber ? "number" : ""} ${isExtra ? "extra" : ""} ${sort}`} aria-sort={isUp ? "ascending" : isDown ? "descending" : undefined} title={explanation}>
      <button type="button" onClick={() => sortRuns(sort)}>{title}<span aria-hidden="true">{isUp ? " ▲" : isDown ? " ▼" : ""}</span></button>
    </th>
  );
}
