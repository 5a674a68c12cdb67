import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { Dialog } from "cicada/app/dialog";
import { info } from "cicada/app/info";
import { addShortcut, shortcuts, type Shortcut } from "cicada/app/keys";
import { go, runPath } from "cicada/app/router";
import { nextTheme, theme } from "cicada/app/theme";

const isShown = signal(false);

export function showShortcuts(): void { isShown.value = true; }

/** Those that work on every page. */
export function useGlobalShortcuts(): void {
  useEffect(() => {
    const all = [
      addShortcut("?", "Show the shortcuts", showShortcuts),
      addShortcut("g r", "Go to the run", () => go(runPath(info.peek()?.live_run ?? "latest"))),
      addShortcut("g l", "Go to the list of runs", () => go("/runs")),
      addShortcut("g c", "Go to the comparison", () => go("/compare")),
      addShortcut("g e", "Explore the store", () => go("/explore")),
      addShortcut("g s", "Start a run", () => info.peek()?.mode === "run" ? go("/start") : false),
      addShortcut("t", "Theme: as the system, light, dark", () => { theme.value = nextTheme[theme.peek()]; }),
      addShortcut("/", "Filter what is shown", focusFilter),
    ];
    return () => all.forEach(remove => remove());
  }, []);
}

/** A page marks the field that `/` goes to with `data-filter`. */
function focusFilter(): void | false {
  const field = document.querySelector<HTMLInputElement>("main [data-filter]");
  if (field === null) { return false; }
  field.focus();
  field.select();
}

/** What `?` shows. */
export function ShortcutList() {
  if (!isShown.value) { return null; }
  const last = new Map<string, Shortcut>(shortcuts.value.map(one => [one.keys, one]));
  return (
    <Dialog title="Keyboard shortcuts" close={() => { isShown.value = false; }}>
      <dl class="shortcuts">
        {[...last.values()].map(({ keys, description }) => (
          <div key={keys}><dt>{keyNames(keys).map((key, index) => <kbd key={index}>{key}</kbd>)}</dt><dd>{description}</dd></div>
        ))}
      </dl>
    </Dialog>
  );
}

function keyNames(keys: string): string[] {
  const names: Record<string, string> = { Escape: "Esc", " ": "Space", ArrowLeft: "←", ArrowRight: "→", ArrowUp: "↑", ArrowDown: "↓" };
  return keys === " " ? ["Space"] : keys.split(" ").map(key => names[key] ?? key);
}
