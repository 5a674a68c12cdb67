import type { ReadonlySignal } from "@preact/signals";
import { colourOf, seriesColour, themeChanges } from "cicada/chart/colours";
import { dashOf } from "cicada/chart/dashes";
import type { ChartProps, ChartSeries } from "cicada/chart/series";
import { withUnit } from "cicada/chart/units";

interface LegendProps {
  chart: ChartProps;
  /** The value the cursor is at; null: the last one is shown. */
  index: ReadonlySignal<number | null>;
  hidden: ReadonlySet<string>;
  toggle: (label: string, alone: boolean) => void;
}

/** The names of a chart's series with their values at the cursor. A click hides one or shows it again; with Shift it is shown alone. */
export function Legend({ chart, index, hidden, toggle }: LegendProps) {
  const at = index.value;
  void themeChanges.value;
  return (
    <ul class="chart-legend">
      {chart.series.map((series, i) => (
        <li key={series.label}>
          <button type="button" class="chart-key" aria-pressed={!hidden.has(series.label)} onClick={event => toggle(series.label, event.shiftKey)} title="Click: hide or show. Shift and click: show alone.">
            <Line series={series} index={i} dash={dashOf(chart, i)} />
            <span class="chart-label">{series.label}</span>
            <span class="chart-value">{withUnit(at === null ? lastOf(series) : series.values[at], series.axis === "right" ? chart.rightUnit ?? "" : chart.unit)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

function Line({ series, index, dash }: { series: ChartSeries; index: number; dash: number[] }) {
  return (
    <svg class="chart-line" width="18" height="8" viewBox="0 0 18 8" aria-hidden="true">
      <line x1="0" y1="4" x2="18" y2="4" stroke={colourOf(series.colour ?? seriesColour(index))} stroke-width="2.5" stroke-dasharray={dash.join(" ")} />
    </svg>
  );
}

function lastOf(series: ChartSeries): number | null {
  for (let i = series.values.length - 1; i >= 0 && i >= series.values.length - 5; i--) {
    if (series.values[i] !== null) {
      return series.values[i]!;
    }
  }

  return null;
}
