import type { ReadonlySignal } from "@preact/signals";
import type { LogLine, RunDetail, RunEvent } from "cicada/api";
import type { ChartGroup, Span } from "cicada/chart/group";

/** What a tab knows of the run that is shown. */
export interface ShownRun {
  /** Its full id. */
  readonly run: string;
  readonly detail: ReadonlySignal<RunDetail | null>;
  /** Whether it is on, here or elsewhere. */
  readonly isLive: ReadonlySignal<boolean>;
  /** Whether it is on in the program that serves the page. */
  readonly isHere: ReadonlySignal<boolean>;
  /** The window it is zoomed to; null for the whole run. One that goes on as long as the run has no end but Infinity. */
  readonly span: ReadonlySignal<Span | null>;
  /** The last whole second heard of. It moves with each tick and rests while nothing is drawn. */
  readonly second: ReadonlySignal<number>;
  readonly events: ReadonlySignal<readonly RunEvent[]>;
  /** What the stream has brought since the page was opened. */
  readonly lines: ReadonlySignal<readonly LogLine[]>;
  readonly group: ChartGroup;
  refreshEvents(): Promise<void>;
}
