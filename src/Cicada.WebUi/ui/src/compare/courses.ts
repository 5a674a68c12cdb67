import type { Series } from "cicada/api";
import { get, runOf } from "cicada/app/http";
import type { CompareQuery } from "cicada/compare/compare-query";
import { failureShare, perSecond } from "cicada/run/rates";

/** The course of several runs on one axis of elapsed time; a column for each run, null where it has nothing. */
export interface Courses {
  time: number[];
  width: number;
  rps: (number | null)[][];
  failed: (number | null)[][];
  users: (number | null)[][];
  p50: (number | null)[][];
  p95: (number | null)[][];
  p99: (number | null)[][];
}

const points = 600;

/**
 * Asks for the runs' courses in buckets of the same width. The server chooses a width by length and number of points; percentiles of narrower buckets cannot be made into those of
 * wider ones, so a run that comes in narrower buckets is asked for again.
 */
export async function askCourses({ runs, from, to, request }: CompareQuery, lengths: readonly number[], signal: AbortSignal): Promise<Courses> {
  const begin = from ?? 0, ends = lengths.map(length => Math.min(to ?? length, length)), longest = Math.max(1, ...ends.map(end => end - begin));
  const ask = (index: number, most: number) =>
    get<Series>(runOf(runs[index]!, "series"), { from, to, points: Math.max(1, most), parts: "requests,users", request_type: request?.request_type, name: request?.name }, signal);
  let all = await Promise.all(runs.map((_, index) => ask(index, Math.ceil(points * Math.max(1, ends[index]! - begin) / longest))));
  const width = Math.max(...all.map(one => one.width));
  all = await Promise.all(all.map((one, index) => one.width < width ? ask(index, Math.floor(Math.max(1, ends[index]! - begin) / width)) : one));
  return together(all);
}

/** Puts courses beside each other. */
export function together(all: readonly Series[]): Courses {
  const time = [...new Set(all.flatMap(one => one.time))].sort((a, b) => a - b);
  const at = new Map(time.map((second, index) => [second, index]));
  const columns = (of: (series: Series) => readonly (number | null)[] | undefined) => all.map(series => {
    const column = new Array<number | null>(time.length).fill(null), values = of(series) ?? [];
    series.time.forEach((second, bucket) => { column[at.get(second)!] = values[bucket] ?? null; });
    return column;
  });
  return {
    time,
    width: Math.max(...all.map(one => one.width)),
    rps: columns(one => one.requests === null ? [] : perSecond(one, one.requests.succeeded.map((count, i) => count + one.requests!.failed[i]!))),
    failed: columns(failureShare),
    users: columns(one => one.users?.count),
    p50: columns(one => one.requests?.p50),
    p95: columns(one => one.requests?.p95),
    p99: columns(one => one.requests?.p99),
  };
}
