import { useSignal, useSignalEffect, type ReadonlySignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { isReachable } from "cicada/app/http";
import { isAbort, Refused } from "cicada/app/refused";

export interface Asked<T> {
  /** The last answer; it stays while a newer one is on its way. */
  answer: T | null;
  error: unknown;
  isAsking: boolean;
}

/**
 * Asks when the component appears and whenever the key changes, and gives up what nobody waits for any more. `again` asks once more.
 * A null key asks nothing.
 */
export function useAsked<T>(key: string | null, ask: (signal: AbortSignal) => Promise<T>): ReadonlySignal<Asked<T>> & { again: () => void } {
  const state = useSignal<Asked<T>>({ answer: null, error: null, isAsking: key !== null });
  const latest = useRef(ask);
  latest.current = ask;
  const abort = useRef<AbortController | null>(null);
  const again = () => {
    abort.current?.abort();
    const mine = abort.current = new AbortController();
    state.value = { ...state.peek(), isAsking: true };
    latest.current(mine.signal).then(
      answer => { if (!mine.signal.aborted) { state.value = { answer, error: null, isAsking: false }; } },
      error => { if (!mine.signal.aborted && !isAbort(error)) { state.value = { ...state.peek(), error, isAsking: false }; } });
  };
  useEffect(() => {
    if (key !== null) { again(); }
    return () => abort.current?.abort();
  }, [key]);
  // A server that is back is asked again what it could not answer.
  useSignalEffect(() => {
    const { error } = state.peek();
    if (isReachable.value && error instanceof Refused && error.status === 0) { again(); }
  });
  return Object.assign(state, { again });
}
