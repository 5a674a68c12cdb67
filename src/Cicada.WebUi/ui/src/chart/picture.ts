import { colourOf, seriesColour } from "cicada/chart/colours";
import { dashOf } from "cicada/chart/dashes";
import { saveFile } from "cicada/chart/save";
import { unitName } from "cicada/chart/units";
import type { ChartProps } from "cicada/chart/series";

/** Saves a chart as a PNG with its title, its unit and its legend, so that it can be read where it is pasted. */
export function savePicture(chart: HTMLCanvasElement, props: ChartProps, hidden: ReadonlySet<string>, subtitle: string): void {
  const scale = devicePixelRatio;
  const margin = 12 * scale;
  const picture = document.createElement("canvas");
  const pen = picture.getContext("2d")!;
  const shown = props.series.map((one, i) => ({ one, i })).filter(({ one }) => !hidden.has(one.label));
  pen.font = font(12, scale);
  const rows = rowsOf(shown.map(({ one }) => pen.measureText(one.label).width + 44 * scale), chart.width);
  const top = 46 * scale;
  picture.width = chart.width + 2 * margin;
  picture.height = top + chart.height + (rows[rows.length - 1]! + 1) * 20 * scale + 2 * margin;
  pen.fillStyle = colourOf("--surface");
  pen.fillRect(0, 0, picture.width, picture.height);
  pen.fillStyle = colourOf("--text");
  pen.font = `600 ${font(15, scale)}`;
  pen.fillText(props.unit === "" || props.unit === "count" ? props.title : `${props.title} (${unitName(props.unit)})`, margin, margin + 12 * scale);
  pen.font = font(11, scale);
  pen.fillStyle = colourOf("--muted");
  pen.fillText(subtitle, margin, margin + 29 * scale);
  pen.drawImage(chart, margin, top);
  pen.font = font(12, scale);
  const lefts = new Map<number, number>();
  shown.forEach(({ one, i }, n) => {
    const row = rows[n]!;
    const left = lefts.get(row) ?? margin;
    const y = top + chart.height + margin + row * 20 * scale + 8 * scale;
    pen.strokeStyle = colourOf(one.colour ?? seriesColour(i));
    pen.lineWidth = 2 * scale;
    pen.setLineDash(dashOf(props, i).map(part => part * scale));
    pen.beginPath();
    pen.moveTo(left, y);
    pen.lineTo(left + 22 * scale, y);
    pen.stroke();
    pen.fillStyle = colourOf("--text");
    pen.fillText(one.label, left + 28 * scale, y + 4 * scale);
    lefts.set(row, left + pen.measureText(one.label).width + 44 * scale);
  });
  picture.toBlob(blob => blob !== null && saveFile(`${props.title}.png`, blob), "image/png");
}

function font(size: number, scale: number): string {
  return `${size * scale}px system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif`;
}

/** Which row of the legend each entry is in, where a row has so much room. */
function rowsOf(widths: readonly number[], room: number): number[] {
  let row = 0;
  let used = 0;
  return widths.map(width => {
    if (used + width > room && used > 0) {
      row++;
      used = 0;
    }

    used += width;
    return row;
  });
}
