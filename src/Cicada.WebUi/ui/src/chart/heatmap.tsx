import { useSignal } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";
import type { LatencyMap } from "cicada/api";
import { colourOf, themeChanges } from "cicada/chart/colours";
import { inNextFrame, notInNextFrame } from "cicada/chart/frame";
import { ChartGroup, type Span, useChartGroup } from "cicada/chart/group";
import { mostOf, rampOf, rowsOf } from "cicada/chart/heat";
import { FIELD, drawHeat } from "cicada/chart/heat-canvas";
import { HeatCursor, HeatReading } from "cicada/chart/heat-overlay";
import { saveFile } from "cicada/chart/save";
import { useSeen } from "cicada/chart/seen";
import { Tools } from "cicada/chart/tools";
import { counted } from "cicada/format";

interface HeatMapProps {
  title: string;
  map: LatencyMap;
  height?: number;
  note?: string;
}

/** How many requests took how long, over time. Shares zoom and cursor with the charts of its group. */
export function HeatMap({ title, map, height = 190, note }: HeatMapProps) {
  const own = useMemo(() => new ChartGroup(), []);
  const group = useChartGroup() ?? own;
  const root = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const isSeen = useRef(false);
  const width = useSignal(0);
  const row = useSignal<number | null>(null);
  const begun = useSignal<number | null>(null);
  void themeChanges.value;
  const isDark = brightness(colourOf("--surface")) < 128;
  const span = group.span.value ?? spanOf(map);
  const wide = Math.max(1, width.value - FIELD.left - FIELD.right);
  const draw = useRef(() => {});
  // A frame that was asked for before the page was left may come after it.
  draw.current = () => width.value > 0 && canvas.current !== null && drawHeat(canvas.current, map, { width: width.value, height, span, marks: group.marks.value, isDark });
  const drawNow = useMemo(() => () => draw.current(), []);
  useEffect(() => {
    if (isSeen.current) {
      inNextFrame(drawNow);
    }
  }, [map, span.from, span.to, group.marks.value, width.value, height, isDark]);
  useEffect(() => () => notInNextFrame(drawNow), []);
  useSeen(root, seen => {
    isSeen.current = seen;
    seen && inNextFrame(drawNow);
  }, size => width.value = size);

  const timeAt = (event: PointerEvent) => {
    const place = (event.clientX - root.current!.getBoundingClientRect().left - FIELD.left) / wide;
    return place < 0 || place > 1 ? null : span.from + place * (span.to - span.from);
  };
  const move = (event: PointerEvent) => {
    group.cursor.value = timeAt(event);
    const { first, last } = rowsOf(map);
    const place = 1 - (event.clientY - root.current!.getBoundingClientRect().top - FIELD.top) / (height - FIELD.top - FIELD.bottom);
    row.value = place < 0 || place >= 1 ? null : first + Math.floor(place * (last - first + 1));
  };
  const end = (event: PointerEvent) => {
    const from = begun.value;
    const to = timeAt(event);
    begun.value = null;
    if (from !== null && to !== null && Math.abs(to - from) / (span.to - span.from) * wide > 4) {
      group.zoom({ from: Math.min(from, to), to: Math.max(from, to) });
    }
  };
  const ramp = rampOf(isDark);
  const x = (at: number) => FIELD.left + (at - span.from) / (span.to - span.from) * wide;
  return (
    <section class="chart" role="group" aria-label={title}>
      <header class="chart-head">
        <h3>{title} <span class="chart-unit">ms</span></h3>
        {note !== undefined && <span class="chart-about">{note}</span>}
        <span class="chart-said" />
        <Tools title={title} tools={[{ name: "Save as PNG", use: () => canvas.current!.toBlob(blob => blob !== null && saveFile(`${title}.png`, blob)) }]} />
      </header>
      <div class="chart-legend">
        <span class="heat-scale">1 <span class="heat-ramp" style={{ background: `linear-gradient(90deg, ${[31, 95, 159, 207, 255].map(i => ramp[i]).join(",")})` }} /> {counted(mostOf(map), "request")}{map.width > 1 ? ` in ${map.width} s` : " a second"}</span>
        <HeatReading group={group} map={map} row={row} />
      </div>
      <div class="chart-plot" ref={root} role="img" aria-label={`${title}, as colours over time. The charts of percentiles have the same as figures.`} style={{ height: `${height}px` }}
        onPointerMove={move} onPointerLeave={() => (group.cursor.value = null, row.value = null)} onPointerDown={event => event.pointerType === "mouse" && event.button === 0 && (begun.value = timeAt(event))}
        onPointerUp={end} onDblClick={() => group.zoom(null)}>
        <canvas ref={canvas} class="heat-canvas" style={{ height: `${height}px` }} />
        <HeatCursor group={group} begun={begun} x={x} height={height} room={wide} />
        {map.time.length === 0 && <p class="chart-empty">Nothing yet.</p>}
      </div>
    </section>
  );
}

function spanOf({ time, width }: LatencyMap): Span {
  return time.length === 0 ? { from: 0, to: 60 } : { from: time[0]!, to: time[time.length - 1]! + width };
}

function brightness(colour: string): number {
  const hex = /^#(..)(..)(..)/.exec(colour.length === 4 ? `#${[...colour.slice(1)].map(digit => digit + digit).join("")}` : colour);
  return hex === null ? (matchMedia("(prefers-color-scheme: dark)").matches ? 0 : 255) : hex.slice(1).reduce((sum, part) => sum + parseInt(part, 16), 0) / 3;
}
