import { useMemo } from "preact/hooks";
import type { Trend } from "cicada/api";
import { useAsked } from "cicada/app/asked";
import { timeZone } from "cicada/app/clock";
import { get } from "cicada/app/http";
import { info } from "cicada/app/info";
import { Failure } from "cicada/app/notice";
import { go, place, runPath, setQuery } from "cicada/app/router";
import { Chart } from "cicada/chart/chart";
import { ChartGroup, Charts } from "cicada/chart/group";
import type { Unit } from "cicada/chart/units";

const figures: readonly { figure: string; name: string; unit: Unit; scale?: number }[] = [
  { figure: "p50", name: "p50 of response times", unit: "ms" },
  { figure: "p90", name: "p90 of response times", unit: "ms" },
  { figure: "p95", name: "p95 of response times", unit: "ms" },
  { figure: "p99", name: "p99 of response times", unit: "ms" },
  { figure: "p999", name: "p99.9 of response times", unit: "ms" },
  { figure: "mean", name: "Mean of response times", unit: "ms" },
  { figure: "max", name: "Longest response time", unit: "ms" },
  { figure: "rps", name: "Requests a second", unit: "/s" },
  { figure: "failure_ratio", name: "Failed requests", unit: "%", scale: 100 },
  { figure: "count", name: "Requests", unit: "count" },
  { figure: "bytes", name: "Bytes received", unit: "bytes" },
];

/** A figure over the runs of a test; a point leads to its run. */
export function TrendPanel({ tests, test }: { tests: string[]; test: string }) {
  const chosen = figures.find(one => one.figure === place.value.query.get("trend")) ?? figures[2]!;
  const ofTest = test || (place.value.query.get("of") ?? tests.find(one => one === info.value?.test) ?? tests[0] ?? "");
  const { answer, error } = useAsked(ofTest && `${ofTest} ${chosen.figure}`, signal => get<Trend>("trend", { test: ofTest, figure: chosen.figure, limit: 500 }, signal)).value;
  const group = useMemo(() => new ChartGroup(), []);
  group.zone.value = timeZone.value;
  const points = (answer?.points ?? []).filter(point => point.value !== null);
  const scale = chosen.scale ?? 1, baseline = points.findLast(point => point.baseline);
  return (
    <section class="card trend" aria-label="Trend">
      <div class="trend-head">
        <h2>Trend</h2>
        <select aria-label="Figure" value={chosen.figure} onChange={event => setQuery({ trend: event.currentTarget.value })}>
          {figures.map(({ figure, name }) => <option key={figure} value={figure}>{name}</option>)}
        </select>
        {test === "" && (
          <select aria-label="Test of the trend" value={ofTest} onChange={event => setQuery({ of: event.currentTarget.value })}>
            {tests.map(one => <option key={one} value={one}>{one}</option>)}
          </select>
        )}
        <span class="muted small">{points.length > 0 && `${points.length} ${points.length === 1 ? "run" : "runs"}; select a point to open its run`}</span>
      </div>
      <Failure error={error} />
      <Charts.Provider value={group}>
        <Chart title={`${chosen.name}, ${ofTest}`} unit={chosen.unit} x="date" time={points.map(point => Date.parse(point.started) / 1000)} height={180}
          series={[{ label: chosen.name, values: points.map(point => point.value! * scale) }, ...(baseline ? [{ label: "Baseline", values: points.map(point => point.baseline ? point.value! * scale : null), colour: "--warn" }] : [])]}
          lines={baseline ? [{ value: baseline.value! * scale, label: "baseline", colour: "--warn" }] : []}
          empty="No run of this test has ended yet."
          onPick={index => { const point = points[index]; if (point) { go(runPath(point.run)); } }} />
      </Charts.Provider>
    </section>
  );
}
