import type { Distribution, Series, Threshold } from "cicada/api";
import { get, runOf } from "cicada/app/http";
import { Chart } from "cicada/chart/chart";
import { Histogram } from "cicada/chart/histogram";
import { failureShare, perSecond } from "cicada/run/rates";
import { limitsOf } from "cicada/run/thresholds";
import { Answer } from "cicada/run/tabs/answer";
import { useRefreshed, windowOf } from "cicada/run/tabs/refreshed";
import type { ShownRun } from "cicada/run/tabs/shown-run";

/** One request over time, and how long it takes. */
export function RequestCharts({ shown, type, name }: { shown: ShownRun; type: string; name: string }) {
  const of = { request_type: type, name };
  const series = useRefreshed<Series>(shown, `series ${type} ${name}`, 3, signal => get(runOf(shown.run, "series"), { ...windowOf(shown), ...of, points: 300, parts: "requests" }, signal));
  const distribution = useRefreshed<Distribution>(shown, `distribution ${type} ${name}`, 10, signal => get(runOf(shown.run, "distribution"), { ...windowOf(shown), ...of }, signal));
  return (
    <>
      <Answer asked={series.value} what="its course" again={series.again}>{answer => <Over series={answer} thresholds={shown.detail.value?.summary.thresholds ?? []} of={{ type, name }} />}</Answer>
      <Answer asked={distribution.value} what="its distribution" again={distribution.again}>
        {({ succeeded, failed, percentiles }) => succeeded.counts.length + failed.counts.length === 0 ? <p class="muted">No response times to distribute.</p> : (
          <Histogram title="Distribution of response times" height={180} series={[
            ...succeeded.counts.length === 0 ? [] : [{ label: "succeeded", colour: "--series-1", ...succeeded, percentiles }],
            ...failed.counts.length === 0 ? [] : [{ label: "failed", colour: "--bad", ...failed }],
          ]} />
        )}
      </Answer>
    </>
  );
}

function Over({ series, thresholds, of }: { series: Series; thresholds: readonly Threshold[]; of: { type: string; name: string } }) {
  const columns = series.requests;
  if (columns === null) { return null; }
  const { time, width } = series, hasFailed = columns.failed.some(count => count > 0);
  return (
    <>
      <Chart title="Rate" unit="/s" time={time} width={width} height={130} stacked lines={limitsOf(thresholds, of, ({ metric }) => metric === "rps")} series={[
        { label: "succeeded", values: perSecond(series, columns.succeeded), colour: "--series-1", fill: true, dash: [] },
        ...hasFailed ? [{ label: "failed", values: perSecond(series, columns.failed), colour: "--bad", fill: true, dash: [] }] : [],
      ]} />
      <Chart title="Response times" unit="ms" time={time} width={width} height={150} lines={limitsOf(thresholds, of, ({ unit }) => unit === "ms")} note="of successes" empty="Nothing succeeded in the time that is shown." series={[
        { label: "p50", values: columns.p50 }, { label: "p90", values: columns.p90 }, { label: "p95", values: columns.p95 }, { label: "p99", values: columns.p99 },
        { label: "p99.9", values: columns.p999, hidden: true }, { label: "max", values: columns.max, hidden: true },
      ]} />
      {hasFailed && (
        <Chart title="Failed" unit="%" time={time} width={width} height={110} lines={limitsOf(thresholds, of, ({ unit }) => unit === "%")} series={[
          { label: "failed", values: failureShare(series), colour: "--bad", dash: [] },
        ]} />
      )}
    </>
  );
}
