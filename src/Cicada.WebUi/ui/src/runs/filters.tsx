import { useEffect, useRef } from "preact/hooks";
import { useSignal } from "@preact/signals";
import type { RunList } from "cicada/api";
import { CloseIcon } from "cicada/app/icons";
import { labelText } from "cicada/app/labels";
import { filterRuns, runQuery, toggleLabel } from "cicada/runs/run-query";
import { stateNames } from "cicada/runs/verdict";

/** Search and filters above the list. */
export function Filters({ list }: { list: RunList | null }) {
  const { test, state, labels } = runQuery();
  const offered = Object.entries(list?.labels ?? {}).flatMap(([key, values]) => values.map(value => `${key}=${value}`)).filter(label => !labels.includes(label));
  return (
    <div class="filters" role="search">
      <SearchField />
      <select aria-label="Test" value={test} onChange={event => filterRuns({ test: event.currentTarget.value })}>
        <option value="">All tests</option>
        {(list?.tests ?? (test ? [test] : [])).map(one => <option key={one} value={one}>{one}</option>)}
      </select>
      <select aria-label="State" value={state} onChange={event => filterRuns({ state: event.currentTarget.value })}>
        <option value="">All states</option>
        {Object.entries(stateNames).map(([value, name]) => <option key={value} value={value}>{name}</option>)}
      </select>
      {offered.length > 0 && (
        <select aria-label="Label" value="" onChange={event => { if (event.currentTarget.value !== "") { toggleLabel(event.currentTarget.value); } }}>
          <option value="">Label …</option>
          {offered.slice(0, 500).map(label => <option key={label} value={label}>{label.replace(/=$/, "")}</option>)}
        </select>
      )}
      {labels.map(label => {
        const [key = "", ...value] = label.split("=");
        return <span key={label} class="chip">{labelText(key, value.join("="))}<button type="button" aria-label={`Do not filter by ${label}`} onClick={() => toggleLabel(label)}><CloseIcon /></button></span>;
      })}
    </div>
  );
}

/** Asks when nothing has been typed for a moment. */
function SearchField() {
  const { text } = runQuery();
  const typed = useSignal(text);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const applied = useRef(text);
  useEffect(() => {
    // Back and forward change what is looked for, too.
    if (text !== applied.current) { typed.value = applied.current = text; }
  }, [text]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const change = (value: string) => {
    typed.value = value;
    clearTimeout(timer.current);
    timer.current = setTimeout(() => { applied.current = value.trim(); filterRuns({ q: value.trim() }); }, 250);
  };
  return <input type="search" data-filter aria-label="Search in id, test, host, note and labels" placeholder="Search  ( / )" value={typed.value} onInput={event => change(event.currentTarget.value)} />;
}
