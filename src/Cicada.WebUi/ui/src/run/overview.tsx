import { useMemo } from "preact/hooks";
import type { Arrivals, Series, Threshold, TimeFigures } from "cicada/api";
import { Chart } from "cicada/chart/chart";
import { HeatMap } from "cicada/chart/heatmap";
import type { ChartSeries } from "cicada/chart/series";
import { count, msWithUnit } from "cicada/format";
import { Baseline } from "cicada/run/baseline";
import { Checks, Transactions } from "cicada/run/checks";
import { failureShare, perSecond } from "cicada/run/rates";
import type { RunState } from "cicada/run/state";
import { limitsOf, Thresholds, thresholdsOf } from "cicada/run/thresholds";

/** What became of the arrivals, and how long requests took from their start: what users felt is in the charts. */
function ArrivalsLine({ arrivals, service }: { arrivals: Arrivals | null; service: TimeFigures | null | undefined }) {
  if (arrivals === null) { return null; }
  return (
    <p class="muted small" data-arrivals>
      {count(arrivals.scheduled)} arrivals were due, {count(arrivals.started)} were started and {count(arrivals.dropped)} dropped. Response times run from when they were due
      {service && <>; service times, from the start of a request: p50 {msWithUnit(service.p50)}, p95 {msWithUnit(service.p95)}, p99 {msWithUnit(service.p99)}, longest {msWithUnit(service.max)}</>}.
    </p>
  );
}

/** The course of the run at one glance. */
export function Overview({ shown }: { shown: RunState }) {
  const series = shown.series.value;
  const map = shown.map.value;
  const thresholds = thresholdsOf(shown);
  const drawn = useMemo(() => series === null ? null : chartsOf(series, thresholds), [series]);
  if (drawn === null || map === null) {
    return <p class="muted">Asking for the course of the run …</p>;
  }

  return (
    <div class="charts">
      <h2 class="unseen">Overview</h2>
      <Thresholds thresholds={thresholds} isLive={shown.isLive.value} />
      <Baseline comparison={shown.detail.value?.summary.comparison} run={shown.detail.value?.summary.run ?? ""} />
      <ArrivalsLine arrivals={(shown.isLive.value ? shown.standing.value?.arrivals : null) ?? shown.detail.value?.summary.arrivals ?? null} service={shown.detail.value?.summary.total.service} />
      <Checks checks={shown.detail.value?.summary.checks ?? []} />
      <Transactions transactions={shown.detail.value?.summary.transactions ?? []} />
      {drawn.slice(0, 4).map(chart => <Chart key={chart.title} {...chart} />)}
      <HeatMap title="Response times" map={map} note="how many requests took how long" />
      {drawn.slice(4).map(chart => <Chart key={chart.title} {...chart} />)}
    </div>
  );
}

type Drawn = Parameters<typeof Chart>[0];

function chartsOf(series: Series, thresholds: readonly Threshold[]): Drawn[] {
  const { time, width, requests, generator } = series;
  if (requests === null) {
    return [];
  }

  const rate = (counts: readonly number[]) => perSecond(series, counts);
  const common = { time, width };
  const small = { ...common, height: 130 };
  const percentiles: ChartSeries[] = [
    { label: "p50", values: requests.p50 }, { label: "p90", values: requests.p90 }, { label: "p95", values: requests.p95 }, { label: "p99", values: requests.p99 }, { label: "p99.9", values: requests.p999 },
    { label: "max", values: requests.max, hidden: true }, { label: "mean", values: requests.mean, hidden: true },
  ];
  const classes = ["none", "1xx", "2xx", "3xx", "4xx", "5xx"]
    .map((label, i): ChartSeries => ({ label, values: rate(requests.status[i] ?? []) }))
    .filter(one => one.values.some(value => value !== null && value > 0));
  return [
    { ...common, title: "Throughput", unit: "/s", series: [{ label: "succeeded", values: rate(requests.succeeded), colour: "--series-3", dash: [], fill: true }, { label: "failed", values: rate(requests.failed), colour: "--bad", dash: [6, 3], fill: true }], lines: limitsOf(thresholds, null, ({ metric }) => metric === "rps") },
    { ...common, title: "Percentiles", unit: "ms", series: percentiles, note: "response times of requests that succeeded", lines: limitsOf(thresholds, null, ({ unit }) => unit === "ms") },
    { ...common, title: "Failures", unit: "/s", rightUnit: "%", series: [{ label: "failures", values: rate(requests.failed), colour: "--bad", dash: [], fill: true }, { label: "share", values: failureShare(series), colour: "--series-5", dash: [2, 3], axis: "right" }], lines: limitsOf(thresholds, null, ({ unit }) => unit === "%", "right") },
    usersOf(series),
    { ...common, title: "Status classes", unit: "/s", stacked: true, series: classes, empty: "No request had a status." },
    { ...common, title: "Bytes received", unit: "bytes/s", series: [{ label: "bytes", values: rate(requests.bytes), dash: [], fill: true }] },
    ...generator === null ? [] : [
      { ...small, title: "Generator: processor", unit: "%", series: [{ label: "cpu", values: generator.cpu, dash: [] }], note: "of all cores; above 90 % it bends the load" } satisfies Drawn,
      { ...small, title: "Generator: lateness", unit: "ms", series: [{ label: "scheduler lateness p99", values: generator.scheduler_lateness_p99 }, { label: "garbage collection", values: generator.gc_pause }] } satisfies Drawn,
      { ...small, title: "Generator: memory", unit: "bytes", series: [{ label: "memory", values: generator.memory, dash: [] }] } satisfies Drawn,
      { ...small, title: "Generator: connections", unit: "count", series: [{ label: "connections", values: generator.connections }, { label: "thread pool queue", values: generator.thread_pool_queue }] } satisfies Drawn,
    ],
  ];
}

function usersOf({ time, width, users }: Series): Drawn {
  const types = Object.entries(users?.by_type ?? {});
  return {
    title: "Users", unit: "users", time, width,
    series: [
      { label: "users", values: users?.count ?? [], colour: "--series-1", dash: [], fill: true },
      { label: "target", values: users?.target ?? [], colour: "--muted", dash: [4, 3], steps: true },
      ...types.length > 1 ? types.map(([label, values]): ChartSeries => ({ label, values, hidden: types.length > 4 })) : [],
    ],
  };
}
