import type { Series } from "cicada/api";
import { get, runOf } from "cicada/app/http";
import { Chart } from "cicada/chart/chart";
import { Answer } from "cicada/run/tabs/answer";
import { useRefreshed, windowOf } from "cicada/run/tabs/refreshed";
import type { ShownRun } from "cicada/run/tabs/shown-run";

/** The timings of all requests over time. */
export function TimingCharts({ shown }: { shown: ShownRun }) {
  const asked = useRefreshed<Series>(shown, "timings over time", 3, signal => get(runOf(shown.run, "series"), { ...windowOf(shown), points: 400, parts: "requests" }, signal));
  return (
    <Answer asked={asked.value} what="the timings over time" again={asked.again}>
      {({ time, width, requests }) => requests === null ? null : (
        <div class="two-charts">
          <Chart title="Answers" unit="ms" time={time} width={width} height={170} note="means of all requests" series={[
            { label: "whole response", values: requests.mean }, { label: "first byte", values: requests.first_byte },
          ]} />
          <Chart title="Opening connections" unit="ms" time={time} width={width} height={170} note="means over the connections opened" empty="No connection was opened in the time that is shown." series={[
            { label: "DNS", values: requests.dns, colour: "--series-4" }, { label: "connect", values: requests.connect, colour: "--series-3" }, { label: "TLS", values: requests.tls, colour: "--series-5" },
          ]} />
        </div>
      )}
    </Answer>
  );
}
