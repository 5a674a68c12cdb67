// The time axis: where its lines are and what is written there. Pure.

/** Steps of a time axis in seconds that people count in. */
export const TIME_STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400, 172_800, 604_800];

/** Elapsed time the way a stopwatch shows it: 0:05, 12:30, 1:02:30, 2 d 03:00. */
export function elapsed(seconds: number): string {
  const sign = seconds < 0 ? "−" : "";
  const whole = Math.floor(Math.abs(seconds) + 1e-6);
  const days = Math.floor(whole / 86_400);
  const hours = Math.floor(whole / 3600) % 24;
  const minutes = Math.floor(whole / 60) % 60;
  const two = (value: number) => String(value).padStart(2, "0");
  const clock = days > 0 || hours > 0 ? `${days > 0 ? two(hours) : hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
  return sign + (days > 0 ? `${days} d ${clock}` : clock);
}

/** The span of a bucket: 1:20 – 1:30; of one second: 1:20. */
export function bucketName(begin: number, width: number): string {
  return width > 1 ? `${elapsed(begin)} – ${elapsed(begin + width)}` : elapsed(begin);
}

/** A time of day in a zone, with the zone's name beside it. */
export function timeOfDay(epoch: number, zone: string): string {
  return new Intl.DateTimeFormat("en-GB", { timeZone: zone, hour: "2-digit", minute: "2-digit", second: "2-digit", timeZoneName: "short" }).format(epoch);
}

/** A day and a time of day, as exactly as steps of so many seconds ask for. */
export function dayAndTime(epoch: number, zone: string, step = 60): string {
  const time: Intl.DateTimeFormatOptions = step >= 86_400 ? {} : { hour: "2-digit", minute: "2-digit", ...(step < 60 && { second: "2-digit" }) };
  return new Intl.DateTimeFormat("en-GB", { timeZone: zone, day: "numeric", month: "short", ...time }).format(epoch);
}
