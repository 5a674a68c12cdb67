import { type ReadonlySignal, useSignalEffect } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { type Asked, useAsked } from "cicada/app/asked";
import type { Query } from "cicada/app/http";
import type { ShownRun } from "cicada/run/tabs/shown-run";
import { askedOf } from "cicada/run/window";

/** From and to of the window that is shown, for a question. */
export function windowOf(shown: ShownRun): Query {
  return { ...askedOf(shown.span.value) };
}

/**
 * Asks about the run, and again while it is on: every so many seconds, unless an answer is still on its way or the window that is shown is over.
 * `key` says what is asked for beside run and window; null asks nothing.
 */
export function useRefreshed<T>(shown: ShownRun, key: string | null, everySeconds: number, ask: (signal: AbortSignal) => Promise<T>): ReadonlySignal<Asked<T>> & { again: () => void } {
  const span = shown.span.value;
  const asked = useAsked(key === null ? null : `${shown.run} ${span?.from} ${span?.to} ${key}`, ask);
  const last = useRef(shown.second.peek());
  const every = useRef(everySeconds);
  every.current = everySeconds;
  useSignalEffect(() => {
    const second = shown.second.value, window = shown.span.value;
    if (!shown.isLive.value || second - last.current < every.current || (window !== null && window.to < last.current)) { return; }
    if (key === null || asked.peek().isAsking) { return; }
    last.current = second;
    asked.again();
  });
  // The end of a run brings its last figures.
  const wasLive = useRef(shown.isLive.value);
  useEffect(() => {
    if (wasLive.current && !shown.isLive.value && key !== null) { asked.again(); }
    wasLive.current = shown.isLive.value;
  }, [shown.isLive.value]);
  return asked;
}
