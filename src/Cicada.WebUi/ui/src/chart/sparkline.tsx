import { colourOf, themeChanges } from "cicada/chart/colours";

interface SparklineProps {
  values: readonly (number | null)[];
  /** What it shows, in words, for those who do not see it. */
  label: string;
  colour?: string;
  width?: number;
  height?: number;
  /** Bars instead of a line: for counts that are mostly 0. */
  bars?: boolean;
  /** What the top stands for, where several are to be compared; left out, the greatest value. */
  top?: number;
}

/** A small line without axes: how something went. From 0; gaps where there was nothing. */
export function Sparkline({ values, label, colour = "--series-1", width = 96, height = 20, bars = false, top }: SparklineProps) {
  void themeChanges.value;
  const most = top ?? values.reduce<number>((most, value) => Math.max(most, value ?? 0), 0);
  const y = (value: number) => round(height - 1 - (most === 0 ? 0 : value / most) * (height - 2));
  const step = width / Math.max(1, bars ? values.length : values.length - 1);
  const path = bars ? barsOf(values, y, step, height) : lineOf(values, y, step);
  return (
    <svg class="sparkline" width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      {bars ? <path d={path} fill={colourOf(colour)} /> : <path d={path} fill="none" stroke={colourOf(colour)} stroke-width="1.25" stroke-linecap="round" stroke-linejoin="round" />}
    </svg>
  );
}

function lineOf(values: readonly (number | null)[], y: (value: number) => number, step: number): string {
  let path = "";
  let isDown = false;
  values.forEach((value, i) => {
    if (value !== null) {
      const isAlone = !isDown && (values[i + 1] ?? null) === null;
      path += `${isDown ? "L" : "M"}${round(i * step)} ${y(value)}${isAlone ? "h.01" : ""}`;
    }

    isDown = value !== null;
  });
  return path;
}

function barsOf(values: readonly (number | null)[], y: (value: number) => number, step: number, height: number): string {
  const wide = Math.max(1, step - 0.5);
  return values.map((value, i) => value === null || value === 0 ? "" : `M${round(i * step)} ${height}V${Math.min(y(value), height - 1.5)}h${round(wide)}V${height}z`).join("");
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
