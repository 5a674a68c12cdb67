import type { LogLine } from "cicada/api";
import { matcherOf } from "cicada/table/filter";

// Lines of the log. Pure.

export const levels = ["debug", "information", "warning", "error", "critical"] as const;

export function isLevel(text: string | null): text is LogLine["level"] {
  return levels.some(level => level === text);
}

/** What was asked for and what came since, each line once. */
export function logJoined(asked: readonly LogLine[], streamed: readonly LogLine[]): readonly LogLine[] {
  const last = asked.at(-1)?.sequence ?? -Infinity, known = new Set<number>();
  const newer = streamed.filter(line => line.sequence > last && !known.has(line.sequence) && known.add(line.sequence));
  return newer.length === 0 ? asked : [...asked, ...newer];
}

/** The lines of a level or above that hold the words of a filter. */
export function logFiltered(lines: readonly LogLine[], level: LogLine["level"], filter: string): readonly LogLine[] {
  const least = levels.indexOf(level), matches = matcherOf(filter);
  return least === 0 && matches === null ? lines : lines.filter(line => levels.indexOf(line.level) >= least && (matches === null || matches(`${line.category} ${line.message}`)));
}

export function logText(lines: readonly LogLine[]): string {
  return lines.map(line => `${line.time} ${line.level} ${line.category}: ${line.message}\n`).join("");
}
