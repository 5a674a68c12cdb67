import type { Arrivals, RequestFigures, RunDetail, RunPhase, Series, Threshold, Tick } from "cicada/api";
import { perSecond } from "cicada/run/rates";

// How a run that is on stands. Pure.

export interface Standing {
  /** Whole seconds since its start. */
  second: number;
  phase: RunPhase;
  users: number | null;
  targetUsers: number | null;
  /** Requests a second, over the last ten seconds. */
  rps: number | null;
  /** Everything since the start. */
  total: RequestFigures;
  thresholds: readonly Threshold[];
  arrivals: Arrivals | null;
}

/** How it stands as the stream says it. */
export function standingOf({ second, phase, users, target_users, current_rps, total, thresholds, arrivals }: Tick): Standing {
  return { second, phase, users, targetUsers: target_users, rps: current_rps, total, thresholds, arrivals };
}

/** How it stood when the store was asked: `recent` is its last ten seconds, which the store has. */
export function standingIn({ head, phase, summary }: RunDetail, recent: Series): Standing {
  const { requests, users, time } = recent;
  const rates = requests === null ? [] : perSecond(recent, time.map((_, i) => (requests.succeeded[i] ?? 0) + (requests.failed[i] ?? 0))).filter(rate => rate !== null);
  return {
    second: Math.floor(head.duration),
    phase,
    users: users?.count.findLast(isThere) ?? null,
    targetUsers: users?.target.findLast(isThere) ?? null,
    rps: rates.length === 0 ? null : rates.reduce((sum, rate) => sum + rate, 0) / rates.length,
    total: head.total,
    thresholds: summary.thresholds ?? [],
    arrivals: summary.arrivals ?? null,
  };
}

function isThere(value: number | null): value is number {
  return value !== null;
}
