// Times of day as text, always in a zone that is named. Pure.

const formats = new Map<string, Intl.DateTimeFormat>();

/** `2026-11-28 19:35:51` */
export function dateTime(time: string | number, zone: string): string {
  const at = parts(time, zone);
  return `${at.year}-${at.month}-${at.day} ${at.hour}:${at.minute}:${at.second}`;
}

/** `2026-11-28 19:35` */
export function dateMinute(time: string | number, zone: string): string {
  return dateTime(time, zone).slice(0, 16);
}

/** `19:35:51` */
export function timeOfDay(time: string | number, zone: string): string {
  return dateTime(time, zone).slice(11);
}

/** How the zone is called at that time: `UTC+1`, `UTC`. */
export function zoneText(zone: string, time: string | number): string {
  const name = formatOf(zone).formatToParts(new Date(time)).find(part => part.type === "timeZoneName")?.value ?? zone;
  return name.replace("GMT", "UTC").replace(/\+0$/, "");
}

/** How long ago, roughly: `just now`, `5 min ago`, `3 h ago`, `2 d ago`. */
export function ago(time: string | number, now: number): string {
  const seconds = Math.max(0, (now - new Date(time).getTime()) / 1000);
  if (seconds < 45) { return "just now"; }
  if (seconds < 3570) { return `${Math.round(seconds / 60)} min ago`; }
  return seconds < 84_600 ? `${Math.round(seconds / 3600)} h ago` : `${Math.round(seconds / 86_400)} d ago`;
}

function parts(time: string | number, zone: string): Record<string, string> {
  return Object.fromEntries(formatOf(zone).formatToParts(new Date(time)).map(part => [part.type, part.value]));
}

function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (format === undefined) {
    const options: Intl.DateTimeFormatOptions = {
      year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23", timeZoneName: "shortOffset",
    };
    // A zone that this browser does not know must not take the page down.
    try { format = new Intl.DateTimeFormat("en-CA", { ...options, timeZone: zone }); } catch { format = new Intl.DateTimeFormat("en-CA", { ...options, timeZone: "UTC" }); }
    formats.set(zone, format);
  }
  return format;
}
