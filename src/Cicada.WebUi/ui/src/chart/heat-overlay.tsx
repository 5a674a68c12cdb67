import type { ReadonlySignal } from "@preact/signals";
import type { LatencyMap } from "cicada/api";
import { bucketAt } from "cicada/chart/columns";
import type { ChartGroup } from "cicada/chart/group";
import { boundsOf } from "cicada/chart/heat";
import { FIELD } from "cicada/chart/heat-canvas";
import { bucketName } from "cicada/chart/ticks";
import { withUnit } from "cicada/chart/units";
import { counted, plain } from "cicada/format";

// What moves with the pointer over a heat map. It is rendered by itself: the map stays as it is drawn.

interface CursorProps {
  group: ChartGroup;
  /** Where a part to zoom into begins, while one is being drawn. */
  begun: ReadonlySignal<number | null>;
  x: (at: number) => number;
  height: number;
  room: number;
}

export function HeatCursor({ group, begun, x, height, room }: CursorProps) {
  const at = group.cursor.value;
  if (at === null || x(at) < FIELD.left || x(at) > FIELD.left + room) {
    return null;
  }

  const high = `${height - FIELD.bottom - FIELD.top}px`;
  const from = begun.value;
  return (
    <>
      <div class="heat-cursor" style={{ transform: `translateX(${x(at)}px)`, height: high }} />
      {from !== null && <div class="heat-select" style={{ left: `${Math.min(x(at), x(from))}px`, width: `${Math.abs(x(at) - x(from))}px`, height: high }} />}
    </>
  );
}

export function HeatReading({ group, map, row }: { group: ChartGroup; map: LatencyMap; row: ReadonlySignal<number | null> }) {
  return <span class="chart-value">{readingOf(map, group.cursor.value, row.value)}</span>;
}

function readingOf(map: LatencyMap, at: number | null, row: number | null): string {
  const i = at === null ? -1 : bucketAt(map.time, at);
  const column = map.counts[i];
  if (column === undefined || at! > map.time[i]! + map.width) {
    return "";
  }

  const when = bucketName(map.time[i]!, map.width);
  if (row === null || row >= column.length) {
    return `${when}: ${counted(column.reduce((sum, count) => sum + count, 0), "request")}`;
  }

  const { from, to } = boundsOf(map.upper_bounds, row);
  return `${when}: ${plain(column[row]!)} took ${to === null ? `more than ${withUnit(from, "ms")}` : `${withUnit(from, "ms")} – ${withUnit(to, "ms")}`}`;
}
