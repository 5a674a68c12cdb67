import type { LatencyMap } from "cicada/api";

// The heat map's arithmetic. Pure.

/** The rows of a latency map that have something in them: from the first to the last bucket of latency that was ever hit, at least five. */
export function rowsOf({ upper_bounds, counts }: LatencyMap): { first: number; last: number } {
  let first = upper_bounds.length;
  let last = -1;
  for (const column of counts) {
    for (let row = 0; row < column.length; row++) {
      if (column[row]! > 0) {
        first = Math.min(first, row);
        last = Math.max(last, row);
      }
    }
  }

  if (last < 0) {
    return { first: 0, last: upper_bounds.length - 1 };
  }

  const missing = Math.max(0, 5 - (last - first + 1));
  return { first: Math.max(0, first - Math.floor(missing / 2)), last: Math.min(upper_bounds.length - 1, last + Math.ceil(missing / 2)) };
}

/** The greatest count there is. */
export function mostOf({ counts }: LatencyMap): number {
  let most = 0;
  for (const column of counts) {
    for (const count of column) {
      most = Math.max(most, count);
    }
  }

  return most;
}

/** How strong a count's colour is, 0 to 1: few must be seen beside many, so the scale is a logarithm's; 0 is nothing at all. */
export function strengthOf(count: number, most: number): number {
  return count <= 0 || most <= 0 ? 0 : 0.12 + 0.88 * Math.log1p(count) / Math.log1p(most);
}

// Stops of a ramp that grows evenly darker, or lighter on a dark ground, and that people who do not see red and green tell apart.
const LIGHT: readonly (readonly [number, number, number])[] = [[226, 240, 236], [141, 205, 190], [46, 151, 150], [24, 92, 128], [38, 33, 88]];
const DARK: readonly (readonly [number, number, number])[] = [[28, 44, 66], [30, 84, 116], [38, 142, 140], [120, 199, 130], [250, 231, 110]];

/** 256 colours from weak to strong. */
export function rampOf(isDark: boolean): string[] {
  const stops = isDark ? DARK : LIGHT;
  return Array.from({ length: 256 }, (_, i) => {
    const place = i / 255 * (stops.length - 1);
    const from = stops[Math.floor(place)]!;
    const to = stops[Math.min(stops.length - 1, Math.floor(place) + 1)]!;
    const part = place - Math.floor(place);
    return `rgb(${from.map((channel, k) => Math.round(channel + (to[k]! - channel) * part)).join(",")})`;
  });
}

/** Lower and upper bound of a row in ms; null above is open. */
export function boundsOf(upperBounds: readonly (number | null)[], row: number): { from: number; to: number | null } {
  return { from: row === 0 ? 0 : upperBounds[row - 1]!, to: upperBounds[row] ?? null };
}
