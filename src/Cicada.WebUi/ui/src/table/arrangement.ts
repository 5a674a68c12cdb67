import { type ReadonlySignal, type Signal, useSignal } from "@preact/signals";
import { createContext } from "preact";
import { useContext, useMemo } from "preact/hooks";
import { kept } from "cicada/app/kept";
import { place, setQuery } from "cicada/app/router";
import { type Column, shownColumns } from "cicada/table/column";
import { type Sort, sortOf, sortText } from "cicada/table/order";

/** How a reader has arranged a table. Sort and filter are in the address; which columns are shown is kept by the browser. */
export interface Arrangement<Row> {
  columns: readonly Column<Row>[];
  shown: readonly Column<Row>[];
  sort: Sort | null;
  filter: string;
  /** Of the table, once it is known. */
  width: Signal<number>;
  chosen: ReadonlySignal<readonly string[] | null>;
  sortBy: (sort: Sort) => void;
  filterBy: (filter: string) => void;
  choose: (keys: readonly string[] | null) => void;
}

/** Before the names in the address where several tables are on one page. */
export const AddressPrefix = createContext("");

const choices = new Map<string, Signal<readonly string[] | null>>();

function choiceOf(id: string): Signal<readonly string[] | null> {
  let choice = choices.get(id);
  if (choice === undefined) { choices.set(id, choice = kept<readonly string[] | null>(`columns.${id}`, null)); }
  return choice;
}

/** `id` is what its columns are kept under, `first` how it is sorted until someone sorts it. */
export function useArrangement<Row>(id: string, columns: readonly Column<Row>[], first: Sort | null = null): Arrangement<Row> {
  const width = useSignal(0);
  const chosen = choiceOf(id);
  const prefix = useContext(AddressPrefix);
  const asked = sortOf(place.value.query.get(`${prefix}sort`));
  const sort = asked !== null && columns.some(column => column.key === asked.key) ? asked : first;
  const shown = useMemo(() => shownColumns(columns, chosen.value, width.value), [columns, chosen.value, width.value]);
  return {
    columns, shown, sort, width, chosen,
    filter: place.value.query.get(`${prefix}filter`) ?? "",
    sortBy: next => setQuery({ [`${prefix}sort`]: sortText(next) }),
    filterBy: filter => setQuery({ [`${prefix}filter`]: filter }),
    choose: keys => { chosen.value = keys; },
  };
}
