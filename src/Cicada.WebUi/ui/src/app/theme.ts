import { computed, effect, signal } from "@preact/signals";
import { kept } from "cicada/app/kept";

export type Theme = "system" | "light" | "dark";

/** What the reader chose. */
export const theme = kept<Theme>("theme", "system");

const system = matchMedia("(prefers-color-scheme: dark)");
const systemIsDark = signal(system.matches);

/** What it comes to. What draws on a canvas reads this, so that it is drawn again when it changes. */
export const shownTheme = computed<"light" | "dark">(() => theme.value === "system" ? (systemIsDark.value ? "dark" : "light") : theme.value);

export const nextTheme: Record<Theme, Theme> = { system: "light", light: "dark", dark: "system" };

export function applyTheme(): void {
  system.addEventListener("change", () => { systemIsDark.value = system.matches; });
  effect(() => { document.documentElement.dataset["theme"] = shownTheme.value; });
}

/** The value of a CSS variable of the theme, for canvases: `colour("--series-1")`. Follows the theme where it is read in a component or effect. */
export function colour(variable: string): string {
  void shownTheme.value;
  return getComputedStyle(document.documentElement).getPropertyValue(variable).trim();
}
