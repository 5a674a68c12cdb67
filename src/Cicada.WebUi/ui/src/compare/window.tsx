import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { type CompareQuery, setWindow } from "cicada/compare/compare-query";
import { secondsOf } from "cicada/compare/seconds";
import { elapsed } from "cicada/format";

/** Which part of the runs is compared, in elapsed time. */
export function WindowForm({ query: { from, to }, longest }: { query: CompareQuery; longest: number }) {
  const begin = useSignal(""), end = useSignal(""), isWrong = useSignal(false);
  useEffect(() => { begin.value = from === null ? "" : elapsed(from); end.value = to === null ? "" : elapsed(to); isWrong.value = false; }, [from, to]);
  const submit = (event: Event) => {
    event.preventDefault();
    const first = begin.value.trim() === "" ? null : secondsOf(begin.value), last = end.value.trim() === "" ? null : secondsOf(end.value);
    isWrong.value = Number.isNaN(first) || Number.isNaN(last) || (last !== null && last <= (first ?? 0));
    if (!isWrong.value) { setWindow(first, last); }
  };
  return (
    <form class="window" onSubmit={submit}>
      <label>From <input type="text" class="few" placeholder="0:00" value={begin.value} aria-invalid={isWrong.value || undefined} onInput={event => { begin.value = event.currentTarget.value; }} /></label>
      <label>to <input type="text" class="few" placeholder={elapsed(longest)} value={end.value} aria-invalid={isWrong.value || undefined} onInput={event => { end.value = event.currentTarget.value; }} /></label>
      <button type="submit">Compare this part</button>
      {(from !== null || to !== null) && <button type="button" class="quiet" onClick={() => setWindow(null, null)}>Whole runs</button>}
      {isWrong.value && <span class="problem bad small" role="alert">Write times such as 90 or 1:30, the end behind the beginning.</span>}
    </form>
  );
}
