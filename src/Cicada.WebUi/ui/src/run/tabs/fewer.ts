/** So many counts as so few: each the sum of some beside each other. Pure. */
export function fewer(counts: readonly number[], most: number): number[] {
  if (counts.length <= most) { return [...counts]; }
  const sums = new Array<number>(most).fill(0);
  counts.forEach((count, i) => { sums[Math.floor(i * most / counts.length)]! += count; });
  return sums;
}
