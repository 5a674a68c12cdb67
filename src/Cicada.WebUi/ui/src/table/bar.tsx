import type { ComponentChildren } from "preact";
import { count, counted } from "cicada/format";
import type { Arrangement } from "cicada/table/arrangement";
import { ColumnsMenu } from "cicada/table/columns-menu";
import { CopyMenu } from "cicada/table/copy-menu";
import { FilterField } from "cicada/table/filter-field";

interface BarProps<Row> {
  arrangement: Arrangement<Row>;
  /** What the filter looks at: `type or name`. */
  what: string;
  /** How many rows there are, and how many of them the filter leaves. */
  all: number;
  left: number;
  /** What a row is called, and what several are: `["request", "requests"]`. */
  rowNames: [one: string, many: string];
  /** The name of a file with the rows. */
  fileName: string;
  rows: () => readonly Row[];
  children?: ComponentChildren;
}

/** What is above a table: its filter, how much of it is seen, its columns, and the way to take it elsewhere. */
export function TableBar<Row>({ arrangement, what, all, left, rowNames, fileName, rows, children }: BarProps<Row>) {
  return (
    <div class="table-bar">
      <FilterField what={what} value={arrangement.filter} change={arrangement.filterBy} />
      <span class="table-count" role="status">{left === all ? counted(all, ...rowNames) : `${count(left)} of ${counted(all, ...rowNames)}`}</span>
      {children}
      <span class="table-tools">
        <ColumnsMenu columns={arrangement.columns} shown={arrangement.shown} isChosen={arrangement.chosen.value !== null} choose={arrangement.choose} />
        <CopyMenu name={fileName} rows={rows} columns={arrangement.columns} />
      </span>
    </div>
  );
}
