import type { ComponentChildren } from "preact";

/** A figure of the header with its name. */
export function Figure({ name, figure, title, kind, children }: { name: string; figure: string; title?: string; kind?: string | undefined; children: ComponentChildren }) {
  return <div title={title}><dt>{name}</dt><dd class={kind ?? ""} data-figure={figure}>{children}</dd></div>;
}
