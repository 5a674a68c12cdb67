import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";

/** A button that opens a small panel below itself; Escape and a click elsewhere close it. */
export function Menu({ label, icon, children }: { label: string; icon?: ComponentChildren; children: (close: () => void) => ComponentChildren }) {
  const isOpen = useSignal(false);
  const root = useRef<HTMLDivElement>(null);
  const close = () => {
    isOpen.value = false;
    root.current?.querySelector("button")?.focus();
  };
  useEffect(() => {
    const outside = (event: Event) => {
      if (!root.current!.contains(event.target as Node)) { isOpen.value = false; }
    };
    document.addEventListener("pointerdown", outside);
    return () => document.removeEventListener("pointerdown", outside);
  }, []);
  return (
    <div class="table-menu" ref={root} onKeyDown={event => {
      if (event.key !== "Escape" || !isOpen.value) { return; }
      // Else the page would take it for the end of a zoom.
      event.preventDefault();
      event.stopPropagation();
      close();
    }}>
      <button type="button" class="quiet" aria-expanded={isOpen.value} aria-label={label} title={label} onClick={() => { isOpen.value = !isOpen.value; }}>{icon}<span class="table-menu-label">{label}</span></button>
      {isOpen.value && <div class="table-menu-panel">{children(close)}</div>}
    </div>
  );
}
