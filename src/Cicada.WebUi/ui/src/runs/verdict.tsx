import type { RunState, Verdict } from "cicada/api";

const verdicts: Record<Verdict, { text: string; kind: "good" | "warn" | "bad" }> = {
  good: { text: "Good", kind: "good" },
  failures: { text: "Failures", kind: "bad" },
  bad_options: { text: "Bad options", kind: "bad" },
  threshold_broken: { text: "Threshold broken", kind: "bad" },
  regression: { text: "Regression", kind: "bad" },
  generator_limited: { text: "Generator limited", kind: "warn" },
  samples_lost: { text: "Samples lost", kind: "warn" },
  interrupted: { text: "Interrupted", kind: "warn" },
};

const signs = { good: "✓", warn: "!", bad: "✗" };

const states: Record<RunState, string> = { running: "Running", finished: "Finished", stopped: "Stopped", interrupted: "Interrupted", failed: "Failed" };

export const stateNames = states;

/** What a run came to: a sign and a word, the colour only beside them. */
export function VerdictBadge({ verdict, state }: { verdict: Verdict | null; state: RunState }) {
  if (state === "running") { return <span class="badge info"><span aria-hidden="true">▶</span> Running</span>; }
  if (verdict === null) { return <span class="badge">{states[state]}</span>; }
  const { text, kind } = verdicts[verdict];
  const more = state === "finished" || states[state] === text ? null : states[state].toLowerCase();
  return <span class={`badge ${kind}`}><span aria-hidden="true">{signs[kind]}</span> {text}{more && `, ${more}`}</span>;
}
