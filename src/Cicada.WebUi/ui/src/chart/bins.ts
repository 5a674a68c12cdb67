// Distributions of response times in bins of equal width on a logarithmic axis. Pure.

export interface Buckets {
  upper_bounds: readonly number[];
  counts: readonly number[];
}

export interface Axis {
  low: number;
  high: number;
}

/** What an axis must reach for all of these; from a value such as 1, 2 or 5 times a power of ten to another. */
export function axisOf(all: readonly Buckets[]): Axis {
  let low = Infinity;
  let high = 0;
  for (const { upper_bounds, counts } of all) {
    upper_bounds.forEach((bound, i) => {
      if (counts[i]! > 0 && bound > 0) {
        low = Math.min(low, bound);
        high = Math.max(high, bound);
      }
    });
  }

  return high === 0 ? { low: 1, high: 10 } : { low: below(low * 0.95), high: above(high * 1.05) };
}

/** The share of all in each of so many bins, in per cent. */
export function sharesOf({ upper_bounds, counts }: Buckets, axis: Axis, bins: number): number[] {
  const shares = new Array<number>(bins).fill(0);
  const total = counts.reduce((sum, count) => sum + count, 0);
  upper_bounds.forEach((bound, i) => {
    const bin = Math.min(bins - 1, Math.max(0, Math.floor(placeOf(bound, axis) * bins - 1e-9)));
    shares[bin]! += total === 0 ? 0 : counts[i]! / total * 100;
  });
  return shares;
}

/** Where a value is on the axis: 0 at its beginning, 1 at its end. */
export function placeOf(value: number, { low, high }: Axis): number {
  return value <= low ? 0 : Math.log(value / low) / Math.log(high / low);
}

/** The value at a place of the axis. */
export function valueAt(place: number, { low, high }: Axis): number {
  return low * (high / low) ** place;
}

/** Values to write at the axis: 1, 2 and 5 times powers of ten. */
export function logTicks({ low, high }: Axis): number[] {
  const ticks = [];
  for (let power = Math.floor(Math.log10(low)); power <= Math.ceil(Math.log10(high)); power++) {
    for (const factor of [1, 2, 5]) {
      const tick = factor * 10 ** power;
      if (tick >= low * 0.999 && tick <= high * 1.001) {
        ticks.push(Number(tick.toPrecision(1)));
      }
    }
  }

  return ticks;
}

function below(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return power * (value >= 5 * power ? 5 : value >= 2 * power ? 2 : 1);
}

function above(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return power * (value <= power ? 1 : value <= 2 * power ? 2 : value <= 5 * power ? 5 : 10);
}
