import { useSignal } from "@preact/signals";

/** So much of a text says what it is about. */
const BEGINNING = 160;

/** A text that may be long: its beginning, and all of it on demand. Never anything but text. */
export function LongText({ text }: { text: string }) {
  const isWhole = useSignal(false);
  const lineEnd = text.search(/[\r\n]/), length = Math.min(BEGINNING, lineEnd < 0 ? BEGINNING : lineEnd);
  if (text.length <= length) { return <>{text}</>; }
  return (
    <>
      <span class={isWhole.value ? "whole-text" : undefined}>{isWhole.value ? text : `${text.slice(0, length)} …`}</span>{" "}
      <button type="button" class="link" aria-expanded={isWhole.value} onClick={() => { isWhole.value = !isWhole.value; }}>{isWhole.value ? "less" : "all of it"}</button>
    </>
  );
}
