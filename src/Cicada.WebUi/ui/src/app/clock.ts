import { signal } from "@preact/signals";
import { dateMinute, dateTime, timeOfDay, zoneText } from "cicada/times";

// The server's clock, not the browser's: a laptop whose clock is wrong, or is elsewhere, shows the same times as the log of the run.

let offset: number | null = null;
let uncertainty = Infinity;

/** The server's time zone, as an IANA name. */
export const timeZone = signal("UTC");

/** Learns what time it is there. `tookMilliseconds` is how long the answer was on its way: the quickest answer knows best. */
export function setClock(serverNow: string, tookMilliseconds = 0): void {
  uncertainty *= 1.1;
  if (offset !== null && tookMilliseconds > uncertainty) { return; }
  uncertainty = tookMilliseconds;
  offset = Date.parse(serverNow) + tookMilliseconds / 2 - performance.now();
}

/** Milliseconds since 1970 by the server's clock. */
export function now(): number {
  return offset === null ? Date.now() : offset + performance.now();
}

/** `2026-11-28 19:35` where the server is. */
export const minuteText = (time: string | number) => dateMinute(time, timeZone.value);

/** `2026-11-28 19:35:51` where the server is. */
export const dateText = (time: string | number) => dateTime(time, timeZone.value);

/** `19:35:51` where the server is. */
export const timeText = (time: string | number) => timeOfDay(time, timeZone.value);

/** `UTC+1`: to be said once wherever times are shown. */
export const zoneName = (time: string | number = now()) => zoneText(timeZone.value, time);
