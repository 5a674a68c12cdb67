import type uPlot from "uplot";
import { colourOf } from "cicada/chart/colours";
import type { Mark } from "cicada/chart/group";
import type { ChartLine } from "cicada/chart/series";

// What is drawn over a chart besides its series: events on the time axis, and values such as thresholds all along it.

/** The colour of a mark: what people wrote stands out, what went wrong is red, what Cicada does itself is quiet. */
export function markColour(type: string): string {
  return type === "annotation" ? "--series-4" : type === "threshold_broken" || type === "cpu_warning" ? "--bad" : type === "load_change" || type === "shape_step" || type === "limit" ? "--warn" : "--muted";
}

export function drawMarks(plot: uPlot, marks: readonly Mark[]): void {
  const { ctx, bbox } = plot;
  const size = devicePixelRatio;
  const { min, max } = plot.scales["x"]!;
  ctx.save();
  ctx.lineWidth = size;
  for (const mark of marks) {
    if (mark.at < min! || mark.at > max!) {
      continue;
    }

    const x = Math.round(plot.valToPos(mark.at, "x", true)) + 0.5;
    ctx.strokeStyle = ctx.fillStyle = colourOf(markColour(mark.type));
    ctx.globalAlpha = mark.type === "annotation" ? 1 : 0.7;
    ctx.setLineDash([3 * size, 3 * size]);
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
    ctx.beginPath();
    ctx.moveTo(x - 4 * size, bbox.top - 6 * size);
    ctx.lineTo(x + 4 * size, bbox.top - 6 * size);
    ctx.lineTo(x, bbox.top);
    ctx.fill();
  }

  ctx.restore();
}

export function drawLines(plot: uPlot, lines: readonly ChartLine[]): void {
  const { ctx, bbox } = plot;
  const size = devicePixelRatio;
  ctx.save();
  ctx.lineWidth = size;
  ctx.font = `${11 * size}px system-ui, sans-serif`;
  ctx.textAlign = "right";
  for (const line of lines) {
    const y = Math.round(plot.valToPos(line.value, line.axis === "right" ? "right" : "y", true)) + 0.5;
    if (y < bbox.top || y > bbox.top + bbox.height) {
      continue;
    }

    ctx.strokeStyle = ctx.fillStyle = colourOf(line.colour ?? "--bad");
    ctx.setLineDash([6 * size, 4 * size]);
    ctx.beginPath();
    ctx.moveTo(bbox.left, y);
    ctx.lineTo(bbox.left + bbox.width, y);
    ctx.stroke();
    ctx.fillText(line.label, bbox.left + bbox.width - 4 * size, y - 4 * size);
  }

  ctx.restore();
}

/** The marks so near to a place of the axis, in CSS pixels from its left, that a reader means them. */
export function marksAt(plot: uPlot, marks: readonly Mark[], left: number): Mark[] {
  return marks.filter(mark => Math.abs(plot.valToPos(mark.at, "x") - left) <= 5);
}
