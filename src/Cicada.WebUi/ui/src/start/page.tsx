import type { StartForm } from "cicada/api";
import { useAsked } from "cicada/app/asked";
import { get } from "cicada/app/http";
import { info } from "cicada/app/info";
import { Banner, Failure } from "cicada/app/notice";
import { Link, runPath } from "cicada/app/router";
import { useTitle } from "cicada/app/title";
import { Form } from "cicada/start/form";

/** Where a run is started. */
export function StartPage() {
  useTitle("Start");
  const { mode, test, live_run, can_change } = info.value!;
  const isPossible = mode === "run" && can_change;
  const { answer: form, error } = useAsked(isPossible ? `form ${live_run}` : null, signal => get<StartForm>("form", {}, signal)).value;
  return (
    <div class="page">
      <div class="page-head"><h1>Start a run{test && <span class="muted"> of {test}</span>}</h1></div>
      {mode === "serve" && <Banner>This Cicada serves a store and has no test to start. Start one by its own program, such as <code>dotnet run test.cs</code>; its runs can be in the same store. <Link to="/runs">To the runs</Link></Banner>}
      {mode === "run" && !can_change && <Banner kind="warn">You may look at runs here, but not start them.</Banner>}
      {live_run && <Banner kind="info">A run is on: <Link to={runPath(live_run)}>{live_run}</Link>. The next one can be started when it has ended; there it can also be stopped, or its load changed.</Banner>}
      <Failure error={error} />
      {form && <Form form={form} />}
    </div>
  );
}
