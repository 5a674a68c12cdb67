import type { LatencyMap } from "cicada/api";
import { colourOf, translucent } from "cicada/chart/colours";
import type { Mark, Span } from "cicada/chart/group";
import { mostOf, rampOf, rowsOf, strengthOf } from "cicada/chart/heat";
import { markColour } from "cicada/chart/marks";
import { TIME_STEPS, elapsed } from "cicada/chart/ticks";
import { withUnit } from "cicada/chart/units";

/** Room around the field of a heat map: what charts beside it have, so that one cursor runs through all. */
export const FIELD = { left: 62, right: 20, top: 10, bottom: 28 };

export interface HeatView {
  width: number;
  height: number;
  span: Span;
  marks: readonly Mark[];
  isDark: boolean;
}

/** Draws a heat map: time to the right, latency upwards, colour for how many. */
export function drawHeat(canvas: HTMLCanvasElement, map: LatencyMap, view: HeatView): void {
  const scale = devicePixelRatio;
  canvas.width = Math.round(view.width * scale);
  canvas.height = Math.round(view.height * scale);
  const pen = canvas.getContext("2d")!;
  pen.scale(scale, scale);
  pen.font = "11px system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif";
  const wide = view.width - FIELD.left - FIELD.right;
  const deep = view.height - FIELD.top - FIELD.bottom;
  const x = (at: number) => FIELD.left + (at - view.span.from) / (view.span.to - view.span.from) * wide;
  drawTimes(pen, view, x, deep);
  drawCells(pen, map, view, x, deep);
  drawBounds(pen, map, deep);
  for (const mark of view.marks) {
    if (mark.at >= view.span.from && mark.at <= view.span.to) {
      pen.fillStyle = colourOf(markColour(mark.type));
      pen.fillRect(Math.round(x(mark.at)), FIELD.top - 6, 1, deep + 6);
    }
  }
}

function drawCells(pen: CanvasRenderingContext2D, map: LatencyMap, view: HeatView, x: (at: number) => number, deep: number): void {
  const { first, last } = rowsOf(map);
  const ramp = rampOf(view.isDark);
  const most = mostOf(map);
  const high = deep / (last - first + 1);
  pen.save();
  pen.beginPath();
  pen.rect(FIELD.left, FIELD.top, view.width - FIELD.left - FIELD.right, deep);
  pen.clip();
  map.time.forEach((begin, i) => {
    const left = Math.floor(x(begin));
    const right = Math.ceil(x(begin + map.width));
    if (right < FIELD.left || left > view.width - FIELD.right) {
      return;
    }

    const column = map.counts[i]!;
    for (let row = first; row <= last; row++) {
      const count = column[row]!;
      if (count > 0) {
        const top = Math.round(FIELD.top + deep - (row - first + 1) * high);
        pen.fillStyle = ramp[Math.round(strengthOf(count, most) * 255)]!;
        pen.fillRect(left, top, Math.max(1, right - left), Math.round(FIELD.top + deep - (row - first) * high) - top);
      }
    }
  });
  pen.restore();
}

function drawBounds(pen: CanvasRenderingContext2D, map: LatencyMap, deep: number): void {
  const { first, last } = rowsOf(map);
  const high = deep / (last - first + 1);
  const every = Math.max(1, Math.ceil(22 / high));
  pen.fillStyle = colourOf("--muted");
  pen.textAlign = "right";
  pen.textBaseline = "middle";
  for (let row = first; row <= last; row += every) {
    const bound = map.upper_bounds[row];
    if (bound !== null && bound !== undefined) {
      pen.fillText(withUnit(bound, "ms"), FIELD.left - 6, FIELD.top + deep - (row - first + 1) * high);
    }
  }
}

function drawTimes(pen: CanvasRenderingContext2D, view: HeatView, x: (at: number) => number, deep: number): void {
  const { from, to } = view.span;
  const wide = view.width - FIELD.left - FIELD.right;
  const step = TIME_STEPS.find(one => one / (to - from) * wide >= 64) ?? TIME_STEPS[TIME_STEPS.length - 1]!;
  pen.textAlign = "center";
  pen.textBaseline = "top";
  for (let at = Math.ceil(from / step) * step; at <= to; at += step) {
    pen.fillStyle = translucent("--muted", 0.16);
    pen.fillRect(Math.round(x(at)), FIELD.top, 1, deep);
    pen.fillStyle = colourOf("--muted");
    pen.fillText(elapsed(at), x(at), FIELD.top + deep + 8);
  }
}
