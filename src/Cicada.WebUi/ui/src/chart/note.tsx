import type { ReadonlySignal } from "@preact/signals";
import type { RefObject } from "preact";
import { useChartGroup } from "cicada/chart/group";
import { marksAt } from "cicada/chart/marks";
import type { Plot } from "cicada/chart/plot";
import type { ChartProps } from "cicada/chart/series";
import { bucketName, dayAndTime, timeOfDay } from "cicada/chart/ticks";

interface NoteProps {
  chart: ChartProps;
  plot: RefObject<Plot | null>;
  index: ReadonlySignal<number | null>;
}

/** Beside the cursor: what time it is at, and what happened there. */
export function CursorNote({ chart, plot, index }: NoteProps) {
  const group = useChartGroup();
  const at = group?.cursor.value ?? null;
  const i = index.value;
  const drawn = plot.current?.uplot ?? null;
  if (at === null || drawn === null) {
    return null;
  }

  const left = drawn.valToPos(at, "x");
  const room = drawn.over.clientWidth;
  if (left < 0 || left > room) {
    return null;
  }

  const zone = group!.zone.value;
  const begin = i === null ? at : chart.time[i]!;
  const origin = group!.origin.value;
  const name = chart.x === "date" ? dayAndTime(begin * 1000, zone, 1) : bucketName(i === null ? Math.floor(at) : begin, i === null ? 0 : chart.width ?? 0);
  const isLeft = left > room / 2;
  const x = drawn.over.offsetLeft + left;
  return (
    <div class={isLeft ? "chart-note chart-note-left" : "chart-note"} style={{ left: `${x}px` }} aria-hidden="true">
      <span>{name}</span>
      {origin !== null && chart.x !== "date" && <span class="chart-clock">{timeOfDay(origin + begin * 1000, zone)}</span>}
      {marksAt(drawn, group!.marks.value, left).map(mark => <span class="chart-event" key={`${mark.at} ${mark.title}`}>{mark.title}{mark.text !== "" && `: ${mark.text}`}</span>)}
    </div>
  );
}
