import type { ComponentChildren } from "preact";

/** What a cell can be sorted by and copied as. */
export type Value = string | number | null;

export interface Column<Row> {
  /** Its name in the address and in what is kept: short, and never changed. */
  key: string;
  name: string;
  /** Written behind the name: `ms`, `/s`. */
  unit?: string;
  /** What it means, in a sentence, for whoever rests on its head. */
  about?: string;
  value: (row: Row) => Value;
  /** What is shown; left out, the value as it is. */
  cell?: (row: Row) => ComponentChildren;
  /** In pixels; the first column takes what is left, and never less than this. */
  width: number;
  /** Numbers are aligned to the right and sorted from the greatest. */
  isNumber?: boolean;
  /** Shown, as long as the reader has chosen nothing, where the table is at least so wide; left out, never. */
  from?: number;
  /** Its cells are pictures: not sorted by, not copied. */
  isPicture?: boolean;
}

/** The columns shown: the first always, of the others those that were chosen or, where nothing was, those that fit. */
export function shownColumns<Row>(columns: readonly Column<Row>[], chosen: readonly string[] | null, width: number): Column<Row>[] {
  return columns.filter((column, i) => i === 0 || (chosen === null ? column.from !== undefined && width >= column.from : chosen.includes(column.key)));
}
