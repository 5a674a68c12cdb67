import { useChartGroup } from "cicada/chart/group";
import type { ChartProps } from "cicada/chart/series";
import { bucketName, dayAndTime, timeOfDay } from "cicada/chart/ticks";
import { withUnit } from "cicada/chart/units";

/** More lines help nobody to read, and would make a page slow; all are in the CSV. */
const MOST_ROWS = 600;

/** A chart's values as a table, newest first. */
export function DataTable({ chart }: { chart: ChartProps }) {
  const group = useChartGroup();
  const origin = group?.origin.value ?? null;
  const zone = group?.zone.value ?? "UTC";
  const { time, series, width = 0 } = chart;
  const indexes = Array.from({ length: Math.min(time.length, MOST_ROWS) }, (_, i) => time.length - 1 - i);
  const unitOf = (axis: string | undefined) => axis === "right" ? chart.rightUnit ?? "" : chart.unit;
  return (
    <div class="chart-table" tabIndex={0} role="region" aria-label={`${chart.title}: values`}>
      <table>
        <thead>
          <tr>
            <th scope="col">{chart.x === "date" ? "Time" : "Elapsed"}</th>
            {origin !== null && chart.x !== "date" && <th scope="col">Time</th>}
            {series.map(one => <th scope="col" key={one.label}>{one.label}</th>)}
          </tr>
        </thead>
        <tbody>
          {indexes.map(i => (
            <tr key={time[i]}>
              <th scope="row">{chart.x === "date" ? dayAndTime(time[i]! * 1000, zone, 1) : bucketName(time[i]!, width)}</th>
              {origin !== null && chart.x !== "date" && <td>{timeOfDay(origin + time[i]! * 1000, zone)}</td>}
              {series.map(one => <td key={one.label}>{withUnit(one.values[i], unitOf(one.axis))}</td>)}
            </tr>
          ))}
        </tbody>
      </table>
      {time.length > MOST_ROWS && <p>The newest {MOST_ROWS} of {time.length} values. The CSV has all of them.</p>}
    </div>
  );
}
