import type { ComponentChildren } from "preact";
import { useMemo } from "preact/hooks";
import type { Column } from "cicada/table/column";

export interface RowProps<Row> {
  row: Row;
  columns: readonly Column<Row>[];
  /** Its place among all rows of the table, from 1. */
  index: number;
  /** Which row it is for the keyboard; null for one that stays in sight. */
  place: number | null;
  isActive?: boolean;
  isOpen?: boolean;
  name?: string;
  /** Buttons before the first cell's text. */
  lead?: ((row: Row) => ComponentChildren) | undefined;
  open?: ((row: Row) => void) | null;
  /** How far below the table's top it stays. */
  top?: number;
}

/** One row. It is made again only when something of it has changed. */
export function TableRow<Row>({ row, columns, index, place, isActive = false, isOpen = false, name, lead, open = null, top }: RowProps<Row>) {
  return useMemo(() => {
    const style = top === undefined ? undefined : { top: `${top}px` };
    const classes = [name, open !== null && "can-open", isOpen && "is-open"].filter(one => one).join(" ");
    return (
      <tr aria-rowindex={index} class={classes || undefined} tabIndex={place === null ? undefined : -1} data-place={place ?? undefined}>
        {columns.map((column, i) => {
          const content = column.cell === undefined ? column.value(row) : column.cell(row);
          if (i > 0) { return <td key={column.key} class={column.isNumber ? "number" : column.isPicture ? "picture" : "cut"} style={style}>{content}</td>; }
          return (
            <th key={column.key} scope="row" style={style}>
              <div class="table-first">
                {lead?.(row)}
                {open === null ? <div class="cut">{content}</div> : (
                  <button type="button" class="table-open" aria-expanded={isOpen} tabIndex={isActive ? 0 : -1} onClick={() => open(row)}>{content}</button>
                )}
              </div>
            </th>
          );
        })}
      </tr>
    );
  }, [row, columns, index, place, isActive, isOpen, name, lead, open, top]);
}
