import type { LatencyMap, Series } from "cicada/api";

// How what the stream brings is joined to what the store gave. Pure.

/** What has to be done with a second that the stream brings. */
export type Joint = "append" | "known" | "gap" | "wide";

/**
 * Seconds follow each other without gap or double; where buckets are wider than a second, the newest have to be asked for again. The last second of a run may be told
 * a second time, with what came behind it: it reaches further then.
 */
export function jointOf(series: Series, second: Series): Joint {
  if (second.until <= series.until) {
    return "known";
  }

  if (series.width > 1) {
    return "wide";
  }

  return second.from <= series.until ? "append" : "gap";
}

/** The series with a second behind its last one. A bucket that was given before it was full gives way to it. */
export function append(given: Series, second: Series): Series {
  const begin = second.time[0];
  const full = begin === undefined ? -1 : given.time.findIndex(time => time >= begin);
  const series = full < 0 ? given : cut(given, full);
  return {
    ...series,
    to: second.until,
    until: second.until,
    time: [...series.time, ...second.time],
    requests: joined(series.requests, second.requests),
    users: joinedUsers(series, second),
    generator: joined(series.generator, second.generator),
  };
}

/** The series with its newest buckets as they are now: `newest` begins where one of the series' buckets does. */
export function renew(series: Series, newest: Series): Series {
  return append(series, newest);
}

/** The latency map with a second behind its last one, or in its place. */
export function appendLatency(map: LatencyMap, begin: number, counts: number[]): LatencyMap {
  const last = map.time[map.time.length - 1];
  if (last !== undefined && begin < last) {
    return map;
  }

  const kept = begin === last ? map.time.length - 1 : map.time.length;
  return { ...map, time: [...map.time.slice(0, kept), begin], counts: [...map.counts.slice(0, kept), counts] };
}

/** The latency map with its newest buckets as they are now. */
export function renewLatency(map: LatencyMap, newest: LatencyMap): LatencyMap {
  const begin = newest.time[0];
  const found = begin === undefined ? -1 : map.time.findIndex(time => time >= begin);
  const kept = found < 0 ? map.time.length : found;
  return { ...map, time: [...map.time.slice(0, kept), ...newest.time], counts: [...map.counts.slice(0, kept), ...newest.counts] };
}

function cut(series: Series, length: number): Series {
  return {
    ...series,
    time: series.time.slice(0, length),
    requests: mapped(series.requests, values => values.slice(0, length)),
    users: series.users && {
      count: series.users.count.slice(0, length),
      target: series.users.target.slice(0, length),
      by_type: mapped(series.users.by_type, values => values.slice(0, length)),
    },
    generator: mapped(series.generator, values => values.slice(0, length)),
  };
}

function joinedUsers({ users, time }: Series, { users: more, time: moreTime }: Series): Series["users"] {
  if (users === null || more === null) {
    return users ?? more;
  }

  // A user type may appear, or be missing, from some second on.
  const types = new Set([...Object.keys(users.by_type), ...Object.keys(more.by_type)]);
  const nothing = (length: number) => new Array<null>(length).fill(null);
  return {
    count: [...users.count, ...more.count],
    target: [...users.target, ...more.target],
    by_type: Object.fromEntries([...types].map(type => [type, [...users.by_type[type] ?? nothing(time.length), ...more.by_type[type] ?? nothing(moreTime.length)]])),
  };
}

/** Columns one behind the other; a column of columns (the classes of status) likewise, one by one. */
function joined<T extends object>(columns: T | null, more: T | null): T | null {
  if (columns === null || more === null) {
    return columns ?? more;
  }

  return Object.fromEntries(Object.entries(columns).map(([name, values]: [string, unknown[]]) => {
    const added = (more as Record<string, unknown[]>)[name] ?? [];
    return [name, Array.isArray(values[0]) ? values.map((part, i) => [...part as unknown[], ...added[i] as unknown[]]) : [...values, ...added]];
  })) as T;
}

function mapped<T extends object | null>(columns: T, part: (values: never[]) => unknown[]): T {
  return columns && Object.fromEntries(Object.entries(columns).map(([name, values]: [string, unknown[]]) =>
    [name, Array.isArray(values[0]) ? values.map(one => part(one as never[])) : part(values as never[])])) as T;
}
