import type { Failures } from "cicada/api";
import { dateText, zoneName } from "cicada/app/clock";
import { Link, place, setQuery } from "cicada/app/router";
import { Chart } from "cicada/chart/chart";
import { count, percent } from "cicada/format";
import { Drawer } from "cicada/run/tabs/drawer";
import { type FailureLine, failureOf } from "cicada/run/tabs/failure-line";
import { requestKey } from "cicada/run/tabs/request-line";
import { SampleList } from "cicada/run/tabs/samples";
import type { ShownRun } from "cicada/run/tabs/shown-run";

/** All about one kind of failure at one request: its message, when it happened, and single requests that failed so. */
export function FailureDrawer({ shown, failure, line, chart: { time, width } }: { shown: ShownRun; failure: string; line: FailureLine | null; chart: Failures }) {
  const { exception, request_type, name } = line ?? failureOf(failure);
  const query = place.value.query;
  return (
    <Drawer kind={exception} title={`${request_type} ${name}`} close={() => setQuery({ failure: null })}>
      {line === null ? <p class="muted">No such failure in the time that is shown.</p> : (
        <>
          <dl class="figures">
            <div><dt>Count</dt><dd>{count(line.occurrences)}</dd></div>
            <div><dt>Of all failures</dt><dd>{percent(line.share)}</dd></div>
            <div><dt>First seen</dt><dd>{dateText(line.first_seen)}</dd></div>
            <div><dt>Last seen</dt><dd>{dateText(line.last_seen)} <span class="muted">{zoneName(line.last_seen)}</span></dd></div>
          </dl>
          {line.message !== "" && <pre class="message" tabIndex={0} aria-label="Message">{line.message}</pre>}
          <Chart title="Over time" unit="count" time={time} width={width} height={110} note={`in buckets of ${width} s`} series={[{ label: exception || "failures", values: line.counts, colour: "--bad", fill: true, dash: [] }]} />
        </>
      )}
      <p><Link to={`/runs/${encodeURIComponent(shown.run)}/requests`} query={{ from: query.get("from"), to: query.get("to"), request: requestKey(request_type, name) }}>All about this request</Link></p>
      <SampleList shown={shown} title="Samples" order="failed" of={{ exception, request_type, name }} empty="No sample of this failure has been kept." />
    </Drawer>
  );
}
