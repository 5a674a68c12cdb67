import type { Series } from "cicada/api";

// From counts of buckets to rates. Pure.

type Buckets = Pick<Series, "time" | "until">;

/** How many seconds of a bucket there are: up to where the next begins, or up to the end. The server makes none that is too short to tell a rate by. */
export function covered({ time, until }: Buckets, bucket: number): number {
  return (time[bucket + 1] ?? until) - time[bucket]!;
}

/** Counts of buckets as so many a second, by the time each bucket covers. */
export function perSecond(buckets: Buckets, counts: readonly number[]): (number | null)[] {
  return buckets.time.map((_, i) => {
    const seconds = covered(buckets, i);
    return seconds > 0 ? (counts[i] ?? 0) / seconds : null;
  });
}

/** The share of failures in each bucket in per cent; null where nothing came back. */
export function failureShare({ requests }: Series): (number | null)[] {
  return (requests?.failed ?? []).map((failed, i) => {
    const all = failed + (requests?.succeeded[i] ?? 0);
    return all > 0 ? failed / all * 100 : null;
  });
}
