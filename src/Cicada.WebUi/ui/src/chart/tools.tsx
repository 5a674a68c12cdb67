import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";

export interface Tool {
  name: string;
  /** For what is on or off. */
  isOn?: boolean;
  use: () => void;
}

/** What can be done with a chart, behind one small button. */
export function Tools({ title, tools }: { title: string; tools: readonly Tool[] }) {
  const isOpen = useSignal(false);
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const close = (event: Event) => {
      if (isOpen.value && (!(event instanceof KeyboardEvent) ? !root.current!.contains(event.target as Node) : event.key === "Escape")) {
        isOpen.value = false;
        if (event instanceof KeyboardEvent) {
          event.stopPropagation();
          root.current!.querySelector("button")!.focus();
        }
      }
    };
    document.addEventListener("pointerdown", close);
    root.current!.addEventListener("keydown", close);
    return () => document.removeEventListener("pointerdown", close);
  }, []);
  return (
    <div class="chart-tools" ref={root}>
      <button type="button" class="chart-more" aria-label={`${title}: more`} aria-expanded={isOpen.value} onClick={() => isOpen.value = !isOpen.value}>
        <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true"><circle cx="3" cy="8" r="1.5" /><circle cx="8" cy="8" r="1.5" /><circle cx="13" cy="8" r="1.5" /></svg>
      </button>
      {isOpen.value && (
        <div class="chart-menu">
          {tools.map(tool => (
            <button type="button" key={tool.name} {...(tool.isOn === undefined ? {} : { "aria-pressed": tool.isOn })} onClick={() => (isOpen.value = false, tool.use())}>{tool.name}</button>
          ))}
        </div>
      )}
    </div>
  );
}
