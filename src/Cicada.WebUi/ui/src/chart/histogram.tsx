import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { type Axis, type Buckets, axisOf, logTicks, placeOf, sharesOf, valueAt } from "cicada/chart/bins";
import { colourOf, seriesColour, seriesDash, themeChanges } from "cicada/chart/colours";
import { useSeen } from "cicada/chart/seen";
import { withUnit } from "cicada/chart/units";
import { counted, plain } from "cicada/format";

export interface HistogramSeries extends Buckets {
  label: string;
  colour?: string;
  /** [percentile, ms]: drawn as a curve that rises from 0 to 100 per cent. */
  percentiles?: readonly (readonly [number, number])[];
}

interface HistogramProps {
  title: string;
  series: readonly HistogramSeries[];
  height?: number;
  note?: string;
}

const LEFT = 46;
const RIGHT = 44;
const TOP = 8;
const BOTTOM = 24;

/** How many requests took how long, on a logarithmic axis; several on top of each other. The curve says how many per cent took at most so long. */
export function Histogram({ title, series, height = 200, note }: HistogramProps) {
  const root = useRef<HTMLDivElement>(null);
  const width = useSignal(0);
  const at = useSignal<number | null>(null);
  void themeChanges.value;
  useSeen(root, () => undefined, wide => width.value = wide);
  const axis = axisOf(series);
  const room = Math.max(0, width.value - LEFT - RIGHT);
  const bins = Math.max(10, Math.min(120, Math.floor(room / (series.length > 1 ? 8 : 6))));
  const shares = series.map(one => sharesOf(one, axis, bins));
  const top = Math.max(...shares.flat(), 0) * 1.05 || 1;
  const deep = height - TOP - BOTTOM;
  const x = (value: number) => LEFT + placeOf(value, axis) * room;
  const y = (share: number) => TOP + deep - share / top * deep;
  const bin = at.value === null ? null : Math.min(bins - 1, Math.floor(at.value * bins));
  return (
    <section class="chart" role="group" aria-label={title}>
      <header class="chart-head"><h3>{title} <span class="chart-unit">ms</span></h3>{note !== undefined && <span class="chart-about">{note}</span>}</header>
      <p class="chart-reading">{bin === null ? <>&nbsp;</> : readingOf(series, shares, axis, bins, bin)}</p>
      <div class="chart-plot" ref={root} role="img" aria-label={wordsOf(title, series)} style={{ height: `${height}px` }}
        onPointerMove={event => at.value = placeIn(event, room)} onPointerLeave={() => at.value = null}>
        {room > 0 && (
          <svg class="chart-bars" width={width.value} height={height} aria-hidden="true">
            {logTicks(axis).filter((_, i, all) => all.length <= room / 44 || i % 3 === 0).map(tick => (
              <g key={tick}>
                <line class="chart-grid" x1={x(tick)} x2={x(tick)} y1={TOP} y2={TOP + deep} />
                <text class="chart-tick" x={x(tick)} y={height - 7} text-anchor="middle">{withUnit(tick, "ms")}</text>
              </g>
            ))}
            {[0, 0.5, 1].map(part => <text class="chart-tick" key={part} x={LEFT - 6} y={y(top * part) + 4} text-anchor="end">{plain(Number((top * part).toPrecision(2)))} %</text>)}
            {series.some(one => one.percentiles !== undefined) && [0, 50, 100].map(part => <text class="chart-tick" key={part} x={LEFT + room + 6} y={TOP + deep - part / 100 * deep + 4}>{part} %</text>)}
            {series.map((one, n) => (
              <path key={one.label} d={stepsOf(shares[n]!, i => LEFT + i / bins * room, y, TOP + deep)} fill={colourOf(one.colour ?? seriesColour(n))} fill-opacity={series.length > 1 ? 0.12 : 0.35}
                stroke={colourOf(one.colour ?? seriesColour(n))} stroke-width="1.25" stroke-dasharray={series.length > 1 ? seriesDash(n).join(" ") : ""} />
            ))}
            {series.map((one, n) => one.percentiles !== undefined && (
              <path key={one.label} fill="none" stroke={series.length > 1 ? colourOf(one.colour ?? seriesColour(n)) : colourOf("--text")} stroke-width="1.25" stroke-dasharray="2 2"
                d={one.percentiles.map(([percent, value], i) => `${i === 0 ? "M" : "L"}${x(value).toFixed(1)} ${(TOP + deep - percent / 100 * deep).toFixed(1)}`).join("")} />
            ))}
            {bin !== null && <line class="chart-cursor" x1={LEFT + (bin + 0.5) / bins * room} x2={LEFT + (bin + 0.5) / bins * room} y1={TOP} y2={TOP + deep} />}
          </svg>
        )}
      </div>
    </section>
  );
}

function placeIn(event: PointerEvent, room: number): number | null {
  const place = (event.clientX - (event.currentTarget as HTMLElement).getBoundingClientRect().left - LEFT) / room;
  return place < 0 || place >= 1 ? null : place;
}

function stepsOf(shares: readonly number[], x: (bin: number) => number, y: (share: number) => number, bottom: number): string {
  return `M${x(0).toFixed(1)} ${bottom}${shares.map((share, i) => `V${y(share).toFixed(1)}H${x(i + 1).toFixed(1)}`).join("")}V${bottom}z`;
}

function readingOf(series: readonly HistogramSeries[], shares: readonly number[][], axis: Axis, bins: number, bin: number): string {
  const upTo = valueAt((bin + 1) / bins, axis);
  const parts = series.map((one, n) => {
    const below = shares[n]!.slice(0, bin + 1).reduce((sum, share) => sum + share, 0);
    return `${series.length > 1 ? `${one.label}: ` : ""}${plain(shares[n]![bin]!)} % here, ${plain(Math.min(100, below))} % took at most so long`;
  });
  return `${withUnit(valueAt(bin / bins, axis), "ms")} – ${withUnit(upTo, "ms")}: ${parts.join("; ")}`;
}

function wordsOf(title: string, series: readonly HistogramSeries[]): string {
  const named = series.map(one => {
    const total = one.counts.reduce((sum, count) => sum + count, 0);
    const points = (one.percentiles ?? []).filter(([percent]) => [50, 95, 99].includes(percent)).map(([percent, value]) => `p${percent} ${withUnit(value, "ms")}`);
    return `${one.label}: ${counted(total, "request")}${points.length > 0 ? `, ${points.join(", ")}` : ""}.`;
  });
  return `${title}. ${named.join(" ")}`;
}
