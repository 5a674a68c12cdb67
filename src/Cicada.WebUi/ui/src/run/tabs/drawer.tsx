import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";
import { CloseIcon, CopyIcon } from "cicada/app/icons";
import { useShortcut } from "cicada/app/keys";
import { notify } from "cicada/app/notice";
import { copyText } from "cicada/chart/save";
import { LongText } from "cicada/run/tabs/long-text";

interface DrawerProps {
  /** What kind of thing it is about: `GET`, `http_503`. */
  kind: string;
  title: string;
  close: () => void;
  children: ComponentChildren;
}

/** More about one row, beside the table, which stays usable. Escape closes it, and the focus goes back to where it was. */
export function Drawer({ kind, title, close, children }: DrawerProps) {
  const element = useRef<HTMLElement>(null);
  const heading = useId();
  useShortcut("Escape", "Close what is open, end a zoom", close);
  useEffect(() => {
    const before = document.activeElement;
    element.current!.focus({ preventScroll: true });
    return () => {
      if (before instanceof HTMLElement && before.isConnected) { before.focus({ preventScroll: true }); }
    };
  }, []);
  const copy = async () => notify(await copyText("name.txt", title) === "copied" ? "The name is on the clipboard." : "The name was saved as a file.", "good");
  return (
    <aside class="drawer" ref={element} tabIndex={-1} aria-labelledby={heading}>
      <header class="drawer-head">
        <h2 id={heading}>{kind !== "" && <><span class="type">{kind}</span>{" "}</>}<LongText text={title || "(no name)"} /></h2>
        <button type="button" class="quiet icon" aria-label="Copy the name" title="Copy the name" onClick={() => void copy()}><CopyIcon /></button>
        <button type="button" class="quiet icon" aria-label="Close" title="Close (Esc)" onClick={close}><CloseIcon /></button>
      </header>
      <div class="drawer-body" tabIndex={0} role="region" aria-label={`About ${title}`}>{children}</div>
    </aside>
  );
}
