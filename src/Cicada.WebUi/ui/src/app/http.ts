import { signal } from "@preact/signals";
import type { Problem } from "cicada/api";
import { Refused } from "cicada/app/refused";

// Everything that is asked of the server goes through here, so that a report that is one file can answer from what is embedded in it.

export type Query = Record<string, string | number | boolean | readonly string[] | null | undefined>;

export interface Question {
  method: "GET" | "POST" | "PATCH" | "DELETE";
  /** Below `api/cicada/v1/`: `runs/r1/series`. */
  path: string;
  query: Query;
  body?: unknown;
  signal?: AbortSignal | undefined;
}

export type Source = (question: Question) => Promise<unknown>;

/** Whether the last request was answered, whatever it said. */
export const isReachable = signal(true);

let source: Source = askServer;
let whenLoginIsNeeded: () => void = () => {};

/** Lets someone else answer than the server. */
export function setSource(other: Source): void { source = other; }

/** What happens when the server wants to know who asks. */
export function onLoginNeeded(act: () => void): void { whenLoginIsNeeded = act; }

export function get<T>(path: string, query: Query = {}, abort?: AbortSignal): Promise<T> {
  return source({ method: "GET", path, query, signal: abort }) as Promise<T>;
}

export function post<T>(path: string, body: unknown = {}): Promise<T> {
  return source({ method: "POST", path, query: {}, body }) as Promise<T>;
}

export function patch<T>(path: string, body: unknown): Promise<T> {
  return source({ method: "PATCH", path, query: {}, body }) as Promise<T>;
}

export function remove<T>(path: string): Promise<T> {
  return source({ method: "DELETE", path, query: {} }) as Promise<T>;
}

/** The path of a run in the API, or of something under it: `runOf("r1", "series")`. */
export function runOf(run: string, what?: string): string {
  return `runs/${encodeURIComponent(run)}${what ? `/${what}` : ""}`;
}

/** The whole address of a path, for links to download and for streams. */
export function addressOf(path: string, query: Query = {}): string {
  const address = new URL(`api/cicada/v1/${path}`, document.baseURI);
  for (const [name, value] of Object.entries(query)) {
    if (value === null || value === undefined || value === "") { continue; }
    (Array.isArray(value) ? value as readonly string[] : [String(value)]).forEach(one => address.searchParams.append(name, one));
  }
  return address.href;
}

/** Fetches from the server, and throws a Refused for whatever is not an answer. */
export async function fetched(address: string, options: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(address, { credentials: "same-origin", ...options });
  } catch (error) {
    if (options.signal?.aborted) { throw error; }
    isReachable.value = false;
    throw new Refused(0, "The server does not answer. It may have ended; what is shown is from before.");
  }
  isReachable.value = true;
  if (response.ok) { return response; }
  if (response.status === 401) { whenLoginIsNeeded(); }
  const problem = await response.json().catch(() => null) as Problem | null;
  throw new Refused(response.status, problem?.error ?? `The server answered ${response.status} ${response.statusText}.`, problem?.problems);
}

async function askServer({ method, path, query, body, signal: abort }: Question): Promise<unknown> {
  const options: RequestInit = { method, headers: { accept: "application/json" }, signal: abort ?? null };
  if (body !== undefined) {
    options.headers = { ...options.headers, "content-type": "application/json" };
    options.body = JSON.stringify(body);
  }
  const response = await fetched(addressOf(path, query), options);
  const text = await response.text();
  return text === "" ? null : JSON.parse(text) as unknown;
}
