import type { Signal } from "@preact/signals";
import { ChevronIcon, DownIcon, StarIcon } from "cicada/app/icons";
import type { RequestLine } from "cicada/run/tabs/request-line";
import type { Stars } from "cicada/run/tabs/starred";

interface LeadProps {
  line: RequestLine;
  stars: Stars;
  /** The names of groups that are closed. */
  closed: Signal<ReadonlySet<string>>;
}

/** The button before a request's name: a star, or for a group what opens and closes it. */
export function RequestLead({ line, stars, closed }: LeadProps) {
  if (line.group !== null) {
    const toggle = () => {
      const next = new Set(closed.value);
      next.delete(line.name) || next.add(line.name);
      closed.value = next;
    };
    return (
      <button type="button" class="table-lead" aria-expanded={line.group.isOpen} aria-label={`Requests of ${line.name}`} onClick={toggle}>
        {line.group.isOpen ? <DownIcon /> : <ChevronIcon />}
      </button>
    );
  }
  const isStarred = stars.keys.value.includes(line.key);
  return (
    <button type="button" class="table-lead" aria-pressed={isStarred} aria-label={`Plot ${line.type} ${line.name}`} title={isStarred ? "Plotted above the table" : "Plot above the table"}
      onClick={() => stars.toggle(line.key)}><StarIcon filled={isStarred} /></button>
  );
}
