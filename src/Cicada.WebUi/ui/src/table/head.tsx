import type { Column } from "cicada/table/column";
import { nextSort, type Sort } from "cicada/table/order";

interface HeadProps<Row> {
  columns: readonly Column<Row>[];
  sort: Sort | null;
  sortBy: (sort: Sort) => void;
}

/** The heads of the columns; each sorts by its own. */
export function Head<Row>({ columns, sort, sortBy }: HeadProps<Row>) {
  return (
    <thead>
      <tr aria-rowindex={1}>
        {columns.map(column => {
          const isSorted = sort?.key === column.key;
          const text = <>{column.name}{column.unit !== undefined && <span class="table-unit"> {column.unit}</span>}</>;
          // Before numbers, so that a head ends where its figures end.
          const arrow = isSorted && <span class="table-arrow" aria-hidden="true">{sort.isDescending ? "▾" : "▴"}</span>;
          return (
            <th key={column.key} scope="col" class={column.isNumber ? "number" : undefined} title={column.about}
              aria-sort={isSorted ? (sort.isDescending ? "descending" : "ascending") : undefined}>
              {column.isPicture ? text : (
                <button type="button" class="th-sort" onClick={() => sortBy(nextSort(column, sort))}>
                  {column.isNumber && arrow}{text}{!column.isNumber && arrow}
                </button>
              )}
            </th>
          );
        })}
      </tr>
    </thead>
  );
}
