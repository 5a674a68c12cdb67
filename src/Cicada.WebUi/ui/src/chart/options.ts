import uPlot from "uplot";
import { colourOf, seriesColour, translucent } from "cicada/chart/colours";
import { dashOf } from "cicada/chart/dashes";
import type { Plot } from "cicada/chart/plot";
import type { ChartSeries } from "cicada/chart/series";
import { TIME_STEPS, dayAndTime, elapsed } from "cicada/chart/ticks";
import { type Unit, axisValues } from "cicada/chart/units";

const FONT = "11px system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif";

/** How uPlot is to draw a chart. */
export function optionsOf(plot: Plot): Omit<uPlot.Options, "width" | "height"> {
  const { series, stacked = false } = plot.props;
  return {
    padding: [10, plot.props.rightUnit === undefined ? 20 : 4, 0, 0],
    legend: { show: false },
    cursor: {
      y: false,
      drag: { x: true, y: false, setScale: false, dist: 4 },
      points: { size: 7, width: 1 },
      bind: { dblclick: () => null },
    },
    scales: scalesOf(plot),
    axes: axesOf(plot),
    series: [{}, ...series.map((one, i) => lineOf(plot, one, i, stacked))],
    bands: stacked ? bandsOf(series) : [],
  };
}

function lineOf(plot: Plot, series: ChartSeries, index: number, stacked: boolean): uPlot.Series {
  const colour = series.colour ?? seriesColour(index);
  const fill = stacked ? translucent(colour, 0.45) : series.fill ? translucent(colour, 0.14) : null;
  return {
    label: series.label,
    scale: series.axis === "right" ? "right" : "y",
    stroke: colourOf(colour),
    width: 1.5,
    dash: dashOf(plot.props, index),
    points: { show: false, filter: (chart, i) => plot.alone(chart, i), size: 5, fill: colourOf(colour) },
    ...(fill === null || (stacked && index > 0) ? {} : { fill }),
    ...(series.steps ? { paths: uPlot.paths.stepped!({ align: 1 }) } : {}),
  };
}

/** Each series fills what is between it and the one below it. */
function bandsOf(series: readonly ChartSeries[]): uPlot.Band[] {
  return series.slice(1).map((one, i) => ({ series: [i + 2, i + 1], fill: translucent(one.colour ?? seriesColour(i + 1), 0.45) }));
}

function scalesOf(plot: Plot): uPlot.Scales {
  const lines = (axis: "left" | "right") => plot.props.lines?.filter(line => (line.axis ?? "left") === axis).map(line => line.value) ?? [];
  const upTo = (chart: uPlot, min: number | null, max: number | null): uPlot.Range.MinMax => {
    void chart;
    return valueRange(min, max, plot.view.fromZero, lines("left"));
  };
  const y: uPlot.Scale = plot.view.logarithmic ? { distr: 3, log: 10 } : { range: upTo };
  return {
    x: { time: false, range: (_, min, max) => timeRange(plot, min, max) },
    y,
    right: { range: (_, min, max) => valueRange(min, max, true, lines("right")) },
  };
}

function timeRange(plot: Plot, min: number | null, max: number | null): uPlot.Range.MinMax {
  const span = plot.view.span;
  if (span !== null) {
    return [span.from, span.to];
  }

  const half = (plot.props.width ?? 0) / 2;
  return min === null || max === null ? [0, 60] : min === max ? [min - 1, max + 1] : [min - half, max + half];
}

/** From 0, or a little below the least value, to a little above the greatest. A threshold that is not far away is in view. */
export function valueRange(min: number | null, max: number | null, fromZero: boolean, lines: readonly number[]): [number, number] {
  if (min === null || max === null) {
    return [0, 1];
  }

  const top = Math.max(max, ...lines.filter(line => line <= max * 2));
  if (fromZero || min === top) {
    return [Math.min(0, min), top > 0 ? top * 1.08 : 1];
  }

  const margin = (top - min) * 0.08;
  return [min - margin, top + margin];
}

function axesOf(plot: Plot): uPlot.Axis[] {
  const line = { stroke: translucent("--muted", 0.16), width: 1 };
  const common = { font: FONT, stroke: colourOf("--muted"), grid: line, ticks: { ...line, size: 4 } };
  const values = (side: uPlot.Axis.Side, scale: string, unit: Unit): uPlot.Axis => ({
    ...common, side, scale, size: 62, gap: 4, space: 34, values: (_, splits) => axisValues(splits, unit),
    ...(scale === "right" ? { grid: { show: false } } : {}),
  });
  const time: uPlot.Axis = plot.props.x === "date"
    ? { ...common, space: 110, incrs: TIME_STEPS, size: 28, values: (_, splits) => splits.map(at => dayAndTime(at * 1000, plot.zone, (splits[1] ?? splits[0]! + 60) - splits[0]!)) }
    : { ...common, space: 64, incrs: TIME_STEPS, size: 28, values: (_, splits) => splits.map(elapsed) };
  const axes = [time, values(3, "y", plot.props.unit)];
  return plot.props.rightUnit === undefined ? axes : [...axes, values(1, "right", plot.props.rightUnit)];
}
