import { place, setQuery } from "cicada/app/router";
import type { Query } from "cicada/app/http";

export const runsOnPage = 50;

/** What the list shows, as the address says it. */
export interface RunQuery {
  text: string;
  test: string;
  state: string;
  /** `key=value` each. */
  labels: string[];
  /** A column; with a minus the other way round. */
  sort: string;
  /** From 1. */
  page: number;
}

export function runQuery(): RunQuery {
  const { query } = place.value;
  return {
    text: query.get("q") ?? "",
    test: query.get("test") ?? "",
    state: query.get("state") ?? "",
    labels: query.getAll("label"),
    sort: query.get("sort") ?? "started",
    page: Math.max(1, Number.parseInt(query.get("page") ?? "1", 10) || 1),
  };
}

/** Shows others; from the first page on. */
export function filterRuns(changes: { q?: string; test?: string; state?: string; label?: string[] }): void {
  setQuery({ ...changes, page: null }, { push: changes.q === undefined });
}

export function toggleLabel(label: string): void {
  const { labels } = runQuery();
  filterRuns({ label: labels.includes(label) ? labels.filter(other => other !== label) : [...labels, label] });
}

/** Sorts by a column, and the other way round when it is sorted by it already. */
export function sortRuns(column: string): void {
  const { sort } = runQuery();
  const next = sort === column ? `-${column}` : column;
  setQuery({ sort: next === "started" ? null : next, page: null }, { push: true });
}

export function askedOf({ text, test, state, labels, sort, page }: RunQuery): Query {
  return { q: text, test, state, label: labels, sort, limit: runsOnPage, offset: (page - 1) * runsOnPage };
}
