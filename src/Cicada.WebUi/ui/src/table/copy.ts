import { field } from "cicada/chart/csv";
import type { Column } from "cicada/table/column";

// Rows as text, for spreadsheets. Numbers are written in full, with a point. Pure.

export function csvRows<Row>(rows: readonly Row[], columns: readonly Column<Row>[]): string {
  return lines(rows, columns, ",", text => field(text));
}

/** With tabs between, as spreadsheets like it from the clipboard. */
export function tsvRows<Row>(rows: readonly Row[], columns: readonly Column<Row>[]): string {
  return lines(rows, columns, "\t", text => field(text.replace(/[\t\r\n]+/g, " ")));
}

function lines<Row>(rows: readonly Row[], columns: readonly Column<Row>[], between: string, safe: (text: string) => string): string {
  const copied = columns.filter(column => !column.isPicture);
  const head = copied.map(column => safe(column.unit === undefined ? column.name : `${column.name} (${column.unit})`)).join(between);
  const body = rows.map(row => copied.map(column => written(column.value(row), safe)).join(between));
  return `${[head, ...body].join("\n")}\n`;
}

function written(value: string | number | null, safe: (text: string) => string): string {
  return value === null ? "" : typeof value === "number" ? String(Number(value.toPrecision(9))) : safe(value);
}
