import { type Signal, signal } from "@preact/signals";
import { createContext } from "preact";
import { useContext } from "preact/hooks";

/** Seconds after the run's start. */
export interface Span {
  from: number;
  to: number;
}

/** Something that happened, marked on the time axis. */
export interface Mark {
  at: number;
  /** The type of the event: annotations and thresholds look different from what Cicada does itself. */
  type: string;
  title: string;
  text: string;
}

/** Charts of one page that belong together: they show the same span, share a cursor and marks, and are zoomed together. */
export class ChartGroup {
  /** Where the cursor is, in seconds after the start; null while it is nowhere. */
  readonly cursor: Signal<number | null> = signal(null);

  /** What is shown; null: from the first to the last value of each chart. */
  readonly span: Signal<Span | null> = signal(null);

  readonly marks: Signal<readonly Mark[]> = signal([]);

  /** The time of day of second 0 in milliseconds, and the zone to write it in; null where charts are over elapsed time of several runs. */
  readonly origin: Signal<number | null> = signal(null);

  readonly zone: Signal<string> = signal("UTC");

  /** Shows a part; null shows all again. Whoever keeps the span in the address replaces it. */
  zoom: (span: Span | null) => void = span => {
    this.span.value = span;
  };
}

/** The group a chart belongs to; without one it is for itself. */
export const Charts = createContext<ChartGroup | null>(null);

export function useChartGroup(): ChartGroup | null {
  return useContext(Charts);
}
