import { CopyIcon } from "cicada/app/icons";
import { notify } from "cicada/app/notice";
import { copyText, saveFile } from "cicada/chart/save";
import type { Column } from "cicada/table/column";
import { csvRows, tsvRows } from "cicada/table/copy";
import { Menu } from "cicada/table/menu";

/** Takes what a table shows elsewhere: all rows, not only those in sight, and all columns, not only those shown. */
export function CopyMenu<Row>({ name, rows, columns }: { name: string; rows: () => readonly Row[]; columns: readonly Column<Row>[] }) {
  const copy = async (extension: string, text: string) => {
    const done = await copyText(`${name}.${extension}`, text);
    notify(done === "copied" ? "The table is on the clipboard." : "The browser lets nothing onto the clipboard here; the table was saved as a file.", "good");
  };
  return (
    <Menu label="Copy" icon={<CopyIcon />}>
      {close => (
        <div class="table-menu-list">
          <button type="button" class="quiet" onClick={() => { close(); void copy("tsv", tsvRows(rows(), columns)); }}>Copy for a spreadsheet</button>
          <button type="button" class="quiet" onClick={() => { close(); void copy("csv", csvRows(rows(), columns)); }}>Copy as CSV</button>
          <button type="button" class="quiet" onClick={() => { close(); saveFile(`${name}.csv`, new Blob([csvRows(rows(), columns)], { type: "text/csv" })); }}>Save as CSV</button>
        </div>
      )}
    </Menu>
  );
}
