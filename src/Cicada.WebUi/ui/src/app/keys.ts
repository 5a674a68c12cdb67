import { signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";

// Keyboard shortcuts: one key (`t`, `/`, `?`, `Escape`, ` `), or two one after the other (`g r`). They rest while one types, but for Escape.

export interface Shortcut {
  keys: string;
  /** What it does, in a few words, for the list that `?` shows. */
  description: string;
  /** Says `false` where it has nothing to do just now: then the one below it has its turn. */
  act: (event: KeyboardEvent) => void | false;
}

/** All there are at the moment; where two have the same keys, the last one is asked first. */
export const shortcuts = signal<readonly Shortcut[]>([]);

let prefix = "";
let prefixTime = 0;

/** Adds a shortcut, until the function it returns is called. */
export function addShortcut(keys: string, description: string, act: Shortcut["act"]): () => void {
  const shortcut: Shortcut = { keys, description, act };
  shortcuts.value = [...shortcuts.peek(), shortcut];
  return () => { shortcuts.value = shortcuts.peek().filter(other => other !== shortcut); };
}

/** A shortcut as long as the component is there. */
export function useShortcut(keys: string, description: string, act: Shortcut["act"]): void {
  const latest = useRef(act);
  latest.current = act;
  useEffect(() => addShortcut(keys, description, event => latest.current(event)), [keys, description]);
}

export function listenToKeys(): void {
  document.addEventListener("keydown", event => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) { return; }
    // An open dialog has the keyboard to itself.
    if (document.querySelector("dialog[open]") !== null) { return; }
    if (event.key !== "Escape" && isTyping(event.target)) { return; }
    if (event.key === " " && event.target instanceof Element && event.target.closest("button, a, summary, [role=button], [role=tab]") !== null) { return; }
    const before = event.timeStamp - prefixTime < 1200 ? prefix : "";
    prefix = "";
    if ((before !== "" && press(`${before} ${event.key}`, event)) || press(event.key, event)) {
      event.preventDefault();
    } else if (shortcuts.peek().some(one => one.keys.startsWith(`${event.key} `))) {
      prefix = event.key;
      prefixTime = event.timeStamp;
    }
  });
}

function press(keys: string, event: KeyboardEvent): boolean {
  return [...shortcuts.peek()].reverse().some(one => one.keys === keys && one.act(event) !== false);
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) { return false; }
  if (target instanceof HTMLInputElement) { return !["checkbox", "radio", "button", "submit", "range"].includes(target.type); }
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || target.isContentEditable;
}
