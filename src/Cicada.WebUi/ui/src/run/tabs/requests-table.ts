import { useSignal } from "@preact/signals";
import { useMemo, useRef } from "preact/hooks";
import type { RequestRow, Requests } from "cicada/api";
import { get, runOf } from "cicada/app/http";
import { useRefreshed, windowOf } from "cicada/run/tabs/refreshed";
import { requestKey } from "cicada/run/tabs/request-line";
import type { ShownRun } from "cicada/run/tabs/shown-run";

/** Sparklines are asked for every so many refreshes: they change little, and are most of what an answer says. */
const SPARKLINES_EVERY = 10;

/** Of many requests the answer is long, for the server to make and for the browser to read: one second between for each thousand. */
const ROWS_A_SECOND = 1000;

/** The table of requests, fresh each second while the run is on. */
export function useRequests(shown: ShownRun) {
  const known = shown.detail.value?.summary.requests.length ?? 0;
  const rows = useSignal(0);
  const refreshes = useRef(0);
  const lines = useRef(new Map<string, RequestRow["sparkline"]>());
  const key = `${shown.run} ${shown.span.value?.from} ${shown.span.value?.to}`;
  useMemo(() => { refreshes.current = 0; lines.current = new Map(); }, [key]);
  const every = Math.min(10, Math.ceil(Math.max(rows.value, known, 1) / ROWS_A_SECOND));
  const asked = useRefreshed<Requests>(shown, "requests", every, async signal => {
    const sparkline = refreshes.current++ % SPARKLINES_EVERY === 0 ? sparklinesFor(Math.max(rows.peek(), known)) : 0;
    const answer = await get<Requests>(runOf(shown.run, "requests"), { ...windowOf(shown), sparkline }, signal);
    rows.value = answer.rows.length;
    return withSparklines(answer, sparkline > 0, lines.current);
  });
  return asked;
}

/** The whole answer keeps a size that can be read at once. */
function sparklinesFor(rows: number): number {
  return rows <= 300 ? 40 : rows <= 3000 ? 20 : 0;
}

function withSparklines(answer: Requests, hasThem: boolean, known: Map<string, RequestRow["sparkline"]>): Requests {
  for (const row of [answer.total, ...answer.rows]) {
    const key = requestKey(row.request_type, row.name), line = known.get(key);
    if (hasThem) { known.set(key, row.sparkline); } else if (line !== undefined) { row.sparkline = line; }
  }
  return answer;
}
