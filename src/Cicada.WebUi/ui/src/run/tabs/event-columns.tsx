import type { RunEvent } from "cicada/api";
import { timeText } from "cicada/app/clock";
import { elapsed } from "cicada/format";
import type { Column } from "cicada/table/column";

const types: Record<string, string> = {
  test_start: "Start", spawning_start: "Spawning", spawning_complete: "Spawned", load_change: "Load changed", shape_step: "Shape", limit_level: "Level", limit: "Limit", annotation: "Annotation", threshold: "Threshold", cpu_warning: "CPU warning", user_error: "Exception",
  test_stopping: "Stopping", test_stop: "End",
};

const kinds: Record<string, string> = { annotation: "info", load_change: "warn", shape_step: "info", limit: "warn", threshold: "bad", cpu_warning: "bad", user_error: "bad" };

/** What a type of event is called: its own name where we know of none. */
export function eventTypeText(type: string): string {
  return types[type] ?? type.replaceAll("_", " ");
}

/** What it is known by in the address. */
export function eventKey(line: RunEvent): string {
  return `${line.elapsed} ${line.type}`;
}

/** What a filter looks at. */
export function eventText(line: RunEvent): string {
  return `${line.type} ${eventTypeText(line.type)} ${line.title} ${line.text}`;
}

/** The columns of the table of events, in order. */
export const eventColumns: readonly Column<RunEvent>[] = [
  { key: "title", name: "Event", width: 150, value: line => line.title, cell: line => <span title={line.title}>{line.title || eventTypeText(line.type)}</span> },
  { key: "elapsed", name: "Elapsed", width: 94, isNumber: true, from: 0, value: line => line.elapsed, cell: line => elapsed(line.elapsed) },
  { key: "time", name: "Time", width: 90, isNumber: true, from: 620, value: line => line.time, cell: line => timeText(line.time) },
  { key: "type", name: "Type", width: 130, from: 0, value: line => eventTypeText(line.type), cell: line => <span class={`badge ${kinds[line.type] ?? ""}`}>{eventTypeText(line.type)}</span> },
  { key: "text", name: "Text", width: 420, from: 900, value: line => line.text, cell: line => <span title={line.text.slice(0, 1000)}>{line.text}</span> },
];
