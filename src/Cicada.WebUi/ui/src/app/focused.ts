import { useEffect, useRef } from "preact/hooks";

/** Begins in a field when it appears. `autofocus` does so only while a page loads, and in dialogs. */
export function useFocused<T extends HTMLElement>(): { current: T | null } {
  const element = useRef<T>(null);
  useEffect(() => element.current?.focus(), []);
  return element;
}
