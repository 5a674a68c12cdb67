import { type Signal, useSignal } from "@preact/signals";
import { useLayoutEffect, useMemo, useRef } from "preact/hooks";
import type { LogLine } from "cicada/api";
import { timeText } from "cicada/app/clock";
import { count, elapsed } from "cicada/format";

/** So many lines are in the page at first, and so many more on demand. */
const SOME = 600;

/** So near to the end a reader is at the end. */
const NEAR = 30;

/** Lines of the log. Its end is followed until the reader scrolls up, and again once they are back at it. */
export function LogList({ lines, isFollowing }: { lines: readonly LogLine[]; isFollowing: Signal<boolean> }) {
  const box = useRef<HTMLDivElement>(null);
  const shown = useSignal(SOME);
  const scrolled = useRef(0);
  useLayoutEffect(() => {
    if (isFollowing.value) { box.current!.scrollTop = box.current!.scrollHeight; }
  }, [lines, isFollowing.value]);
  const onScroll = () => {
    const { scrollTop, scrollHeight, clientHeight } = box.current!;
    const isAtEnd = scrollHeight - scrollTop - clientHeight < NEAR;
    // Only a step up is the reader's wish to stay: lines that come also change what is below.
    if (isAtEnd) { isFollowing.value = true; } else if (scrollTop < scrolled.current) { isFollowing.value = false; }
    scrolled.current = scrollTop;
  };
  const hidden = Math.max(0, lines.length - shown.value);
  return (
    <div class="log-box card" ref={box} tabIndex={0} role="log" aria-label="Log" aria-live="off" onScroll={onScroll}>
      {hidden > 0 && <button type="button" class="quiet" onClick={() => { isFollowing.value = false; shown.value += SOME; }}>Show earlier lines ({count(hidden)})</button>}
      <ol>{lines.slice(hidden).map(line => <Line key={line.sequence} line={line} />)}</ol>
    </div>
  );
}

function Line({ line }: { line: LogLine }) {
  return useMemo(() => (
    <li class={`log-line ${line.level}`}>
      <time dateTime={line.time} title={`${line.time}, ${elapsed(line.elapsed)} after the start`}>{timeText(line.time)}</time>
      <span class="log-level">{line.level}</span>
      <span class="log-text"><span class="log-category">{line.category}</span> {line.message}</span>
    </li>
  ), [line]);
}
