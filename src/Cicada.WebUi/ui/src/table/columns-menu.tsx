import { ColumnsIcon } from "cicada/app/icons";
import type { Column } from "cicada/table/column";
import { Menu } from "cicada/table/menu";

interface ColumnsMenuProps<Row> {
  columns: readonly Column<Row>[];
  shown: readonly Column<Row>[];
  isChosen: boolean;
  /** Null: again those that fit. */
  choose: (keys: readonly string[] | null) => void;
}

/** Which columns a table shows. */
export function ColumnsMenu<Row>({ columns, shown, isChosen, choose }: ColumnsMenuProps<Row>) {
  const keys = shown.map(column => column.key);
  return (
    <Menu label="Columns" icon={<ColumnsIcon />}>
      {() => (
        <fieldset class="table-menu-list">
          <legend class="unseen">Columns to show</legend>
          {columns.slice(1).map(column => (
            <label class="check" key={column.key} title={column.about}>
              <input type="checkbox" checked={keys.includes(column.key)}
                onChange={event => choose(event.currentTarget.checked ? [...keys, column.key] : keys.filter(key => key !== column.key))} />
              {column.name}{column.unit !== undefined && <span class="muted"> {column.unit}</span>}
            </label>
          ))}
          <button type="button" class="quiet" disabled={!isChosen} onClick={() => choose(null)}>Those that fit</button>
        </fieldset>
      )}
    </Menu>
  );
}
