import type { ChartSeries } from "cicada/chart/series";

// From what a page has to what is drawn. Pure.

type Values = readonly (number | null)[];

/** Where a bucket's value is drawn: in its middle, so that what happened in it is not left or right of its value. */
export function middles(time: readonly number[], width: number): number[] {
  return width === 0 ? [...time] : time.map(begin => begin + width / 2);
}

/** What is drawn of each series: nothing of hidden ones, and sums with those before it where they are stacked. */
export function drawn(series: readonly ChartSeries[], hidden: ReadonlySet<string>, stacked: boolean, length: number): (number | null)[][] {
  const nothing = new Array<null>(length).fill(null);
  const shown = series.map(one => hidden.has(one.label) ? nothing : one.values as (number | null)[]);
  return stacked ? stack(shown) : shown;
}

/** Each series on top of those before it; nothing where no series up to it has a value. */
export function stack(series: readonly Values[]): (number | null)[][] {
  const sums: (number | null)[][] = [];
  for (const values of series) {
    const below = sums[sums.length - 1];
    sums.push(values.map((value, i) => {
      const base = below?.[i] ?? null;
      return value === null && base === null ? null : (value ?? 0) + (base ?? 0);
    }));
  }

  return sums;
}

/** Values with nothing on either side: a line has no length there, so they are drawn as points. */
export function alone(values: Values, from: number, to: number): number[] {
  const found: number[] = [];
  for (let i = from; i <= to; i++) {
    if (isThere(values[i]) && !isThere(values[i - 1]) && !isThere(values[i + 1])) {
      found.push(i);
    }
  }

  return found;
}

/** The bucket of a time: the last one that begins at or before it; -1 before the first. */
export function bucketAt(time: readonly number[], at: number): number {
  let low = 0;
  let high = time.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (time[middle]! <= at) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }

  return low - 1;
}

function isThere(value: number | null | undefined): boolean {
  return value !== null && value !== undefined;
}
