import type { Failures } from "cicada/api";
import type { ChartProps, ChartSeries } from "cicada/chart/series";
import { counted } from "cicada/format";
import { perSecond } from "cicada/run/rates";
import type { FailureLine } from "cicada/run/tabs/failure-line";

// Failures over time, one on top of the other: the most frequent kinds, and all others together. Pure.

const KINDS = 6;

export function byKind(failures: Failures, lines: readonly FailureLine[]): Pick<ChartProps, "time" | "width" | "series"> {
  const kinds = new Map<string, { occurrences: number; counts: number[] }>();
  for (const line of lines) {
    const kind = kinds.get(line.exception);
    if (kind === undefined) {
      kinds.set(line.exception, { occurrences: line.occurrences, counts: [...line.counts] });
    } else {
      kind.occurrences += line.occurrences;
      add(kind.counts, line.counts);
    }
  }
  const all = [...kinds].sort(([, a], [, b]) => b.occurrences - a.occurrences);
  const { time, width } = failures;
  const series = all.slice(0, KINDS).map(([label, { counts }]): ChartSeries => ({ label: label || "(no kind)", values: perSecond(failures, counts), fill: true }));
  if (all.length > KINDS) {
    const rest = new Array<number>(time.length).fill(0);
    all.slice(KINDS).forEach(([, { counts }]) => add(rest, counts));
    series.push({ label: counted(all.length - KINDS, "other kind"), values: perSecond(failures, rest), fill: true, colour: "--series-8" });
  }
  return { time, width, series };
}

function add(sums: number[], counts: readonly number[]): void {
  counts.forEach((count, i) => { sums[i] = (sums[i] ?? 0) + count; });
}
