/** Elapsed time as it is written: `90`, `1:30`, `1:02:03`; NaN for what is none. */
export function secondsOf(text: string): number {
  const parts = text.trim().split(":");
  if (parts.length > 3 || parts.some(part => !/^\d+(\.\d+)?$/.test(part.trim()))) { return NaN; }
  return parts.reduce((sum, part) => sum * 60 + Number(part), 0);
}
