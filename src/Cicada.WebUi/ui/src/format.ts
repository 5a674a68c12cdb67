// Figures as text. Digits are grouped by narrow spaces, units follow after one; a figure that is not there is a dash. Pure: no clock, no page.

const narrow = "\u202f";
export const nothing = "–";

/** `12345` → `12 345`, with thin gaps. */
export function count(value: number | null | undefined): string {
  return isThere(value) ? grouped(Math.round(value).toString()) : nothing;
}

/** So many of something: `1 request`, `12 requests`. What has another plural than one with an s says it. */
export function counted(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}

/** A number with three significant digits: `0.0123`, `1.23`, `12.3`, `123`, `12 345`. */
export function figure(value: number | null | undefined): string {
  if (!isThere(value)) { return nothing; }
  const size = Math.abs(value);
  if (size === 0) { return "0"; }
  if (size < 0.001) { return value.toExponential(1); }
  return grouped(value.toFixed(size >= 99.95 ? 0 : size >= 9.995 ? 1 : size >= 0.9995 ? 2 : 3));
}

/** A number as it is: a whole one whole, any other with three significant digits. */
export function plain(value: number | null | undefined): string {
  return isThere(value) && Number.isInteger(value) ? count(value) : figure(value);
}

/** Milliseconds, without their unit: columns say it in their head. */
export const ms = figure;

/** Milliseconds with their unit: `12.3 ms`; from ten seconds on in seconds. */
export function msWithUnit(value: number | null | undefined): string {
  if (!isThere(value)) { return nothing; }
  return Math.abs(value) >= 10_000 ? `${figure(value / 1000)}\u00a0s` : `${figure(value)}\u00a0ms`;
}

/** Events a second, without unit. */
export const rate = figure;

/** A share of 1 as per cent: `0.0123` → `1.23 %`. What is more than nothing never reads `0`, and what is less than all never `100`. */
export function percent(ratio: number | null | undefined): string {
  if (!isThere(ratio)) { return nothing; }
  const value = ratio * 100;
  if (value === 0) { return "0\u00a0%"; }
  if (value > 0 && value < 0.01) { return "<0.01\u00a0%"; }
  if (value < 100 && value > 99.99) { return ">99.99\u00a0%"; }
  return `${value.toFixed(value === 100 ? 0 : value >= 99.95 ? 2 : value >= 9.995 ? 1 : 2)}\u00a0%`;
}

/** The share of failures among so many, null where there were none. */
export function ratio(part: number, whole: number): number | null {
  return whole > 0 ? part / whole : null;
}

/** `1234567` → `1.23 MB`; thousands, as on disks. */
export function bytes(value: number | null | undefined): string {
  if (!isThere(value)) { return nothing; }
  const units = ["B", "kB", "MB", "GB", "TB"];
  let unit = 0;
  while (Math.abs(value) >= 999.5 && unit < units.length - 1) { value /= 1000; unit++; }
  return `${unit === 0 ? Math.round(value) : figure(value)}\u00a0${units[unit]}`;
}

/** Seconds as a clock shows them: `0:09`, `12:05`, `1:02:03`. */
export function elapsed(seconds: number | null | undefined): string {
  if (!isThere(seconds)) { return nothing; }
  const whole = Math.floor(Math.abs(seconds)), sign = seconds < 0 ? "−" : "", two = (n: number) => n.toString().padStart(2, "0");
  const hours = Math.floor(whole / 3600), minutes = Math.floor(whole / 60) % 60;
  return hours > 0 ? `${sign}${hours}:${two(minutes)}:${two(whole % 60)}` : `${sign}${minutes}:${two(whole % 60)}`;
}

/** Seconds in words: `9.2 s`, `1 min 30 s`, `2 h 5 min`, `3 d 4 h`. */
export function duration(seconds: number | null | undefined): string {
  if (!isThere(seconds)) { return nothing; }
  if (seconds < 59.95) { return `${trimmed(seconds.toFixed(seconds < 9.95 ? 1 : 0))}\u00a0s`; }
  const whole = Math.round(seconds), pair = (a: number, unit: string, b: number, smaller: string) => b > 0 ? `${a} ${unit} ${b} ${smaller}` : `${a} ${unit}`;
  if (whole < 3600) { return pair(Math.floor(whole / 60), "min", whole % 60, "s"); }
  const minutes = Math.round(seconds / 60);
  if (minutes < 1440) { return pair(Math.floor(minutes / 60), "h", minutes % 60, "min"); }
  const hours = Math.round(seconds / 3600);
  return pair(Math.floor(hours / 24), "d", hours % 24, "h");
}

/** With its sign, a real minus: `+12.3`, `−4`. */
export function signed(value: number | null | undefined, text: (value: number) => string = figure): string {
  if (!isThere(value)) { return nothing; }
  return value > 0 ? `+${text(value)}` : value < 0 ? `−${text(-value)}` : text(0);
}

/** A difference in per cent with its sign: `+12.3 %`; from a hundred on without a fraction. */
export function percentText(percent: number): string {
  return signed(percent, value => `${value.toFixed(value >= 99.5 ? 0 : 1)}\u00a0%`);
}

function isThere(value: number | null | undefined): value is number {
  return value !== null && value !== undefined && Number.isFinite(value);
}

function grouped(digits: string): string {
  const [whole, fraction] = digits.split(".") as [string, string?];
  const spaced = whole.replace("-", "−").replace(/\B(?=(\d{3})+$)/g, narrow);
  return fraction === undefined ? spaced : `${spaced}.${fraction}`;
}

function trimmed(digits: string): string {
  return digits.includes(".") ? digits.replace(/\.?0+$/, "") : digits;
}
