import type { Unit } from "cicada/chart/units";

/** One line of a chart. */
export interface ChartSeries {
  label: string;
  /** One value for each time; null where there is nothing, which is not 0. */
  values: readonly (number | null)[];
  /** A variable of the style sheet (`--bad`) or a colour; left out, the next of the palette. */
  colour?: string;
  /** Left out, the next pattern; [] is a plain line. */
  dash?: number[];
  /** Whether the area below is filled. */
  fill?: boolean;
  /** Which axis it belongs to; `right` has the unit `rightUnit`. */
  axis?: "left" | "right";
  /** Drawn only when a reader asks for it in the legend. */
  hidden?: boolean;
  /** Drawn as steps, as fits what keeps its value until it changes. */
  steps?: boolean;
}

/** A value all along the time axis, such as a threshold. */
export interface ChartLine {
  value: number;
  label: string;
  colour?: string;
  /** Which axis it is a value of. */
  axis?: "left" | "right";
}

export interface ChartProps {
  title: string;
  unit: Unit;
  /** Where each bucket begins, in seconds after the start; seconds since 1970 where `x` is `date`. */
  time: readonly number[];
  /** How long a bucket is in seconds; 0 for values of one moment. */
  width?: number;
  series: readonly ChartSeries[];
  rightUnit?: Unit;
  /** Series on top of each other; their values are still shown as they are. */
  stacked?: boolean;
  lines?: readonly ChartLine[];
  x?: "elapsed" | "date";
  height?: number;
  /** What is not said by title and unit, in a few words. */
  note?: string;
  /** The sentence shown where there is nothing to draw. */
  empty?: string;
  /** Called with the index of a value that was clicked. */
  onPick?: (index: number) => void;
}
