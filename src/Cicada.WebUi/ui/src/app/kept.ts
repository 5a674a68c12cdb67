import { effect, signal, type Signal } from "@preact/signals";

/** A value the browser keeps for this server's UI: what a reader prefers, never what a link should carry. */
export function kept<T>(name: string, otherwise: T): Signal<T> {
  const key = `cicada.${name}`;
  const value = signal(read(key, otherwise));
  effect(() => {
    const text = JSON.stringify(value.value);
    // Private windows and files may not keep anything; then it lasts as long as the page.
    try { if (text !== JSON.stringify(otherwise) || localStorage.getItem(key) !== null) { localStorage.setItem(key, text); } } catch { }
  });
  return value;
}

function read<T>(key: string, otherwise: T): T {
  try {
    const text = localStorage.getItem(key);
    return text === null ? otherwise : JSON.parse(text) as T;
  } catch {
    return otherwise;
  }
}
