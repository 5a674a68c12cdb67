import type { ComponentChildren } from "preact";

/** What may be wider than the page: it scrolls by itself, also by the keyboard. */
export function Scroll({ label, class: name = "", children }: { label: string; class?: string; children: ComponentChildren }) {
  return <div class={`scroll-x ${name}`} role="region" aria-label={label} tabIndex={0}>{children}</div>;
}
