import { bytes, nothing, plain } from "cicada/format";

// How values of charts are written: on axes briefly, in legends and tables as everywhere. Pure; nothing of the page is used here.

export type Unit = "ms" | "/s" | "%" | "bytes/s" | "bytes" | "users" | "count" | "s" | "";

const BYTES = ["B", "kB", "MB", "GB", "TB"];

/** A value as a legend or a table shows it, with its unit. `null` is nothing, not 0. */
export function withUnit(value: number | null | undefined, unit: Unit): string {
  if (value === null || value === undefined || !Number.isFinite(value)) {
    return nothing;
  }

  switch (unit) {
    case "ms": return value >= 10_000 ? `${plain(value / 1000)}\u00a0s` : `${plain(value)}\u00a0ms`;
    case "s": return `${plain(value)}\u00a0s`;
    case "/s": return `${plain(value)}\u00a0/s`;
    case "%": return `${plain(value)}\u00a0%`;
    case "bytes": return bytes(value);
    case "bytes/s": return `${bytes(value)}/s`;
    default: return plain(value);
  }
}

/** The values beside an axis, all in the same unit and with as many digits as their distance asks for. */
export function axisValues(splits: readonly number[], unit: Unit): string[] {
  const step = splits.length > 1 ? Math.abs(splits[1]! - splits[0]!) : 1;
  const top = Math.max(...splits.map(Math.abs), 0);
  let divisor = 1;
  let suffix = "";
  if (unit === "bytes" || unit === "bytes/s") {
    const power = Math.min(BYTES.length - 1, top > 0 ? Math.max(0, Math.floor(Math.log10(top) / 3)) : 0);
    divisor = 1000 ** power;
    suffix = ` ${BYTES[power]}`;
  } else if (unit === "ms") {
    divisor = top >= 10_000 ? 1000 : 1;
    suffix = divisor === 1 ? " ms" : " s";
  } else if (unit === "%") {
    suffix = " %";
  } else if (top >= 10_000) {
    divisor = top >= 10_000_000 ? 1_000_000 : 1000;
    suffix = divisor === 1000 ? " k" : " M";
  }

  let digits = 0;
  while (digits < 4 && Math.abs(Number((step / divisor).toFixed(digits)) - step / divisor) > step / divisor / 1000) {
    digits++;
  }

  return splits.map(split => `${(split / divisor).toFixed(digits)}${split === 0 && suffix.length > 2 && unit !== "ms" ? "" : suffix}`);
}

/** The unit as a title names it. */
export function unitName(unit: Unit): string {
  return unit === "/s" ? "per second" : unit === "bytes/s" ? "bytes per second" : unit === "count" ? "" : unit;
}
