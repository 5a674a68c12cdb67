import type { RunDetail } from "cicada/api";
import { get, runOf } from "cicada/app/http";
import { Link, runPath } from "cicada/app/router";
import { count } from "cicada/format";
import { LongText } from "cicada/run/tabs/long-text";
import { useRefreshed } from "cicada/run/tabs/refreshed";
import type { ShownRun } from "cicada/run/tabs/shown-run";

/** Exceptions of users' own code. They belong to no request, and to the whole run. */
export function UserErrors({ shown }: { shown: ShownRun }) {
  const asked = useRefreshed<RunDetail>(shown, shown.isLive.value ? "user errors" : null, 10, signal => get(runOf(shown.run), {}, signal));
  const errors = (asked.value.answer ?? shown.detail.value)?.summary.user_errors ?? [];
  const seconds = shown.events.value.filter(event => event.type === "user_error").length;
  if (errors.length === 0 && seconds === 0) { return null; }
  return (
    <section class="user-errors">
      <h2>Exceptions in users' code</h2>
      <p class="muted">A task threw; its user went on with the next one. They are counted over the whole run.</p>
      {errors.length === 0 ? <p>Users' code has thrown. The counts follow in a moment; the <Link to={runPath(shown.run, "events")} query={{ filter: "user_error" }}>events</Link> say when.</p> : <ErrorTable errors={errors} />}
    </section>
  );
}

function ErrorTable({ errors }: { errors: RunDetail["summary"]["user_errors"] }) {
  const hasTasks = errors.some(error => error.task !== undefined);
  return (
    <div class="scroll-x card" tabIndex={0} role="region" aria-label="Exceptions in users' code">
      <table>
        <thead><tr><th scope="col">Exception</th>{hasTasks && <th scope="col">Task</th>}<th scope="col" class="number">Count</th><th scope="col">Message</th></tr></thead>
        <tbody>
          {errors.map((error, i) => (
            <tr key={i}>
              <td class="wrap">{error.exception}</td>{hasTasks && <td class="wrap">{error.task ?? <span class="muted">–</span>}</td>}
              <td class="number">{count(error.occurrences)}</td><td class="wrap"><LongText text={error.traceback === undefined ? error.message : `${error.message}\n${error.traceback}`} /></td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
