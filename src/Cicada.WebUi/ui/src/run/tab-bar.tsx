import type { FunctionComponent } from "preact";
import { go, Link, place, runPath } from "cicada/app/router";
import { Overview } from "cicada/run/overview";
import type { RunState } from "cicada/run/state";
import { EventsTab } from "cicada/run/tabs/events";
import { FailuresTab } from "cicada/run/tabs/failures";
import { LogTab } from "cicada/run/tabs/log";
import { RequestsTab } from "cicada/run/tabs/requests";
import { SetupTab } from "cicada/run/tabs/setup";
import { TimingsTab } from "cicada/run/tabs/timings";

export interface RunTab {
  name: string;
  /** Behind the run in the address; the first one has none. */
  path: string;
  tab: FunctionComponent<{ shown: RunState }>;
}

export const tabs: readonly RunTab[] = [
  { name: "Overview", path: "", tab: Overview },
  { name: "Requests", path: "requests", tab: RequestsTab },
  { name: "Failures", path: "failures", tab: FailuresTab },
  { name: "Timings", path: "timings", tab: TimingsTab },
  { name: "Events", path: "events", tab: EventsTab },
  { name: "Setup", path: "setup", tab: SetupTab },
  { name: "Log", path: "log", tab: LogTab },
];

/** Goes to another tab of a run; the window that is looked at stays. */
export function goToTab(run: string, path: string): void {
  go(runPath(run, path || undefined), windowOf());
}

export function TabBar({ run, tab }: { run: string; tab: string }) {
  return (
    <nav class="tabs run-tabs no-print" aria-label="Parts of the run">
      {tabs.map(({ name, path }) => <Link key={path} to={runPath(run, path || undefined)} query={windowOf()} aria-current={path === tab ? "page" : undefined}>{name}</Link>)}
    </nav>
  );
}

function windowOf(): Record<string, string | null> {
  return { from: place.value.query.get("from"), to: place.value.query.get("to") };
}
