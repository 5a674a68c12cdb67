import { setQuery } from "cicada/app/router";
import { Drawer } from "cicada/run/tabs/drawer";
import { RequestCharts } from "cicada/run/tabs/request-charts";
import { RequestFiguresList } from "cicada/run/tabs/request-figures";
import { type RequestLine, requestOf } from "cicada/run/tabs/request-line";
import { SampleList } from "cicada/run/tabs/samples";
import type { ShownRun } from "cicada/run/tabs/shown-run";

/** All about one request: figures, charts over time, how long it takes, its slowest and its failed samples. */
export function RequestDrawer({ shown, request, line }: { shown: ShownRun; request: string; line: RequestLine | null }) {
  const { type, name } = line ?? requestOf(request);
  return (
    <Drawer kind={type} title={name} close={() => setQuery({ request: null })}>
      {line === null ? <p class="muted">No such request has ended in the time that is shown.</p> : <RequestFiguresList line={line} />}
      <RequestCharts shown={shown} type={type} name={name} />
      <SampleList shown={shown} title="Slowest" order="slowest" of={{ request_type: type, name }} empty="No sample of this request has been kept." />
      {(line === null || line.failures > 0) && <SampleList shown={shown} title="Failed" order="failed" of={{ request_type: type, name }} empty="No failed sample of this request has been kept." />}
    </Drawer>
  );
}
