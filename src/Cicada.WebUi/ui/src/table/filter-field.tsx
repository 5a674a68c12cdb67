import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { SearchIcon } from "cicada/app/icons";

interface FilterFieldProps {
  /** What can be looked for: `type or name`. */
  what: string;
  value: string;
  change: (value: string) => void;
}

/** Where one types what to look for; `/` goes there. What is typed is heard of a moment later, when the next word of it may follow already. */
export function FilterField({ what, value, change }: FilterFieldProps) {
  const typed = useSignal(value);
  const told = useRef(value);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  // Someone else may have changed it: a link, or a step back.
  if (value !== told.current) { told.current = value; typed.value = value; }
  useEffect(() => () => clearTimeout(timer.current), []);
  const tell = (text: string, after: number) => {
    typed.value = text;
    clearTimeout(timer.current);
    timer.current = setTimeout(() => { told.current = text; change(text); }, after);
  };
  return (
    <label class="filter-field">
      <SearchIcon />
      <input type="search" data-filter value={typed.value} placeholder={`Filter by ${what}  ( / )`} aria-label={`Filter by ${what}`} title="Words that must all be there; a minus before a word: it must not."
        onInput={event => tell(event.currentTarget.value, 80)}
        onKeyDown={event => {
          if (event.key === "Escape" && typed.value !== "") { event.preventDefault(); event.stopPropagation(); tell("", 0); }
        }} />
    </label>
  );
}
