import { signal } from "@preact/signals";

// Colours come from the page's style sheet, so that charts follow light and dark like all the rest. A canvas knows no variables: they are looked up when something is drawn.

const FALLBACK: Record<string, string> = {
  "--series-1": "#0072b2", "--series-2": "#d55e00", "--series-3": "#009e73", "--series-4": "#cc79a7", "--series-5": "#b8860b", "--series-6": "#56b4e9", "--series-7": "#7a5195", "--series-8": "#888888",
  "--good": "#1a7f4b", "--bad": "#c0392b", "--warn": "#b7791f", "--text": "#222222", "--muted": "#667085", "--line": "#d0d5dd", "--surface": "#ffffff",
};

/** Dashes that tell series apart without colour. The first is a plain line. */
const DASHES: readonly (readonly number[])[] = [[], [7, 3], [2, 3], [9, 3, 2, 3], [4, 2], [1, 2], [12, 4], [6, 2, 1, 2, 1, 2]];

/** Counts up when light turns to dark or back: what has looked up colours looks them up again. */
export const themeChanges = signal(0);

let known = new Map<string, string>();

function forget(): void {
  known = new Map();
  themeChanges.value++;
}

matchMedia("(prefers-color-scheme: dark)").addEventListener("change", forget);
new MutationObserver(forget).observe(document.documentElement, { attributes: true, attributeFilter: ["class", "data-theme", "style"] });

/** The colour behind a variable such as `--bad`; what is no variable is a colour already. */
export function colourOf(name: string): string {
  if (!name.startsWith("--")) {
    return name;
  }

  let colour = known.get(name);
  if (colour === undefined) {
    colour = getComputedStyle(document.documentElement).getPropertyValue(name).trim() || FALLBACK[name] || "#888888";
    known.set(name, colour);
  }

  return colour;
}

let pen: CanvasRenderingContext2D | null = null;

/** The same colour, letting through what is behind it. */
export function translucent(name: string, alpha: number): string {
  pen ??= document.createElement("canvas").getContext("2d")!;
  pen.fillStyle = "#888888";
  pen.fillStyle = colourOf(name);
  const hex = /^#(..)(..)(..)$/.exec(String(pen.fillStyle));
  return hex === null ? colourOf(name) : `rgba(${hex.slice(1).map(part => parseInt(part, 16)).join(",")},${alpha})`;
}

/** The colour of the n-th series, counted from 0. */
export function seriesColour(index: number): string {
  return `--series-${(index % 8) + 1}`;
}

/** The dash of the n-th series, counted from 0. */
export function seriesDash(index: number): number[] {
  return [...DASHES[index % DASHES.length]!];
}
