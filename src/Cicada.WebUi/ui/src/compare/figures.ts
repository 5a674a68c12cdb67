import type { Difference, RequestFigures } from "cicada/api";
import { bytes, count, ms, percent, rate, ratio, signed } from "cicada/format";

export type FigureName = Difference["figure"];

export interface ComparedFigure {
  figure: FigureName;
  title: string;
  unit: string;
  value: (figures: RequestFigures) => number | null;
  text: (value: number | null) => string;
  by: (difference: number) => string;
}

const time = (figure: "mean" | "p50" | "p75" | "p90" | "p95" | "p99" | "p999" | "max", title: string): ComparedFigure => ({
  figure, title, unit: "ms", value: figures => figures.count > figures.failures || figures.failures === 0 ? figures[figure] : null, text: ms, by: value => signed(value, ms),
});

/** What runs are compared by, in the order they are read. */
export const comparedFigures: readonly ComparedFigure[] = [
  { figure: "count", title: "Requests", unit: "", value: figures => figures.count, text: count, by: value => signed(value, count) },
  { figure: "rps", title: "RPS", unit: "/s", value: figures => figures.rps, text: rate, by: value => signed(value, rate) },
  {
    figure: "failure_ratio", title: "Failed", unit: "%", value: figures => ratio(figures.failures, figures.count), text: percent,
    by: value => `${signed(value * 100, points => points === 0 ? "0" : points < 0.01 ? "<0.01" : points.toFixed(2))} points`,
  },
  time("mean", "Mean"), time("p50", "p50"), time("p75", "p75"), time("p90", "p90"), time("p95", "p95"), time("p99", "p99"), time("p999", "p99.9"), time("max", "Max"),
  { figure: "bytes", title: "Bytes", unit: "", value: figures => figures.bytes, text: bytes, by: value => signed(value, bytes) },
];

export function figureOf(name: FigureName): ComparedFigure {
  return comparedFigures.find(one => one.figure === name) ?? comparedFigures.find(one => one.figure === "p95")!;
}
