import { signal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { CloseIcon } from "cicada/app/icons";
import { isAbort, Refused, sentenceOf } from "cicada/app/refused";

export type NoticeKind = "info" | "good" | "warn" | "bad";

interface Shown { id: number; kind: NoticeKind; text: string }

const shown = signal<readonly Shown[]>([]);
let ids = 0;

/** Says something in the corner for a while; what went wrong stays until it is put away. */
export function notify(text: string, kind: NoticeKind = "info"): void {
  const notice: Shown = { id: ++ids, kind, text };
  shown.value = [...shown.peek().filter(other => other.text !== text), notice].slice(-4);
  if (kind !== "bad") { setTimeout(() => dismiss(notice.id), 5000); }
}

/** Says what went wrong: `post(…).catch(complain)`. */
export function complain(error: unknown): void {
  if (!isAbort(error)) { notify(sentenceOf(error), "bad"); }
}

export function Notices() {
  return (
    <div class="notices" role="status" aria-live="polite">
      {shown.value.map(({ id, kind, text }) => (
        <div key={id} class={`notice ${kind}`}>
          <span>{text}</span>
          <button type="button" class="quiet icon" aria-label="Put away" onClick={() => dismiss(id)}><CloseIcon /></button>
        </div>
      ))}
    </div>
  );
}

/** A line across a page, for what its reader should know first. */
export function Banner({ kind = "info", children }: { kind?: NoticeKind; children: ComponentChildren }) {
  return <div class={`banner ${kind}`} role={kind === "bad" ? "alert" : "note"}>{children}</div>;
}

/** What went wrong with what a page asked. That the server does not answer at all is said once, above every page. */
export function Failure({ error }: { error: unknown }) {
  return error === null || (error instanceof Refused && error.status === 0) ? null : <Banner kind="bad">{sentenceOf(error)}</Banner>;
}

function dismiss(id: number): void {
  shown.value = shown.peek().filter(notice => notice.id !== id);
}
