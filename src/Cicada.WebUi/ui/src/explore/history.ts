import { kept } from "cicada/app/kept";

const most = 50;

/** What was asked before, the latest first. */
export const history = kept<string[]>("explore", []);

export function remember(query: string): void {
  history.value = [query, ...history.peek().filter(other => other !== query)].slice(0, most);
}
