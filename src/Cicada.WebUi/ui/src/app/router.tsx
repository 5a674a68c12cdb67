import { signal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { type Address, addressBar } from "cicada/app/address";

/** Where the reader is. All state that should survive a reload is in it. */
export interface Place {
  /** `/runs/r1/requests` is `["runs", "r1", "requests"]`. */
  path: string[];
  query: URLSearchParams;
}

export type QueryChanges = Record<string, string | number | readonly string[] | null | undefined>;

let address: Address = addressBar;

export const place = signal<Place>({ path: [], query: new URLSearchParams() });

/** Begins to follow the reader. A page that is a file has its places behind `#`. */
export function follow(where: Address = addressBar): void {
  address = where;
  address.watch(arrive);
  arrive();
}

/** Goes to a page: `go("/runs/r1/requests", { sort: "p95" })`. */
export function go(path: string, query: QueryChanges = {}, options: { replace?: boolean } = {}): void {
  address.write(path, searchOf(new URLSearchParams(), query), options.replace ?? false);
  arrive();
  if (!options.replace) { scrollTo(0, 0); }
}

/** Changes some of the query; null or "" takes one out. Replaces the entry in the reader's history unless `push` says that this is a step to come back from. */
export function setQuery(changes: QueryChanges, options: { push?: boolean } = {}): void {
  const { path, search } = address.read();
  const next = searchOf(new URLSearchParams(search), changes);
  if (next === search) { return; }
  address.write(path, next, !options.push);
  arrive();
}

export function hrefOf(path: string, query: QueryChanges = {}): string {
  return address.href(path, searchOf(new URLSearchParams(), query));
}

/** The path of a run's page. */
export function runPath(run: string, tab?: string): string {
  return `/runs/${encodeURIComponent(run)}${tab ? `/${tab}` : ""}`;
}

export interface LinkProps {
  to: string;
  query?: QueryChanges;
  children: ComponentChildren;
  class?: string;
  title?: string;
  "aria-label"?: string;
  "aria-current"?: "page" | undefined;
}

/** A link to a page of the UI; with a modifier or the middle button it opens as any link does. */
export function Link({ to, query = {}, children, ...rest }: LinkProps) {
  return <a {...rest} href={hrefOf(to, query)} onClick={event => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) { return; }
    event.preventDefault();
    go(to, query);
  }}>{children}</a>;
}

function arrive(): void {
  const { path, search } = address.read();
  place.value = { path: path.split("/").filter(segment => segment !== "").map(decoded), query: new URLSearchParams(search) };
}

function searchOf(query: URLSearchParams, changes: QueryChanges): string {
  for (const [name, value] of Object.entries(changes)) {
    query.delete(name);
    const values = Array.isArray(value) ? value as readonly string[] : value === null || value === undefined || value === "" ? [] : [String(value)];
    values.forEach(one => query.append(name, one));
  }
  // A comma needs no other form, and lists of runs read better with it.
  const text = query.toString().replaceAll("%2C", ",");
  return text && `?${text}`;
}

function decoded(segment: string): string {
  try { return decodeURIComponent(segment); } catch { return segment; }
}
