import { signal } from "@preact/signals";
import type { Info } from "cicada/api";
import { setClock, timeZone } from "cicada/app/clock";
import { get } from "cicada/app/http";
import { sameJson } from "cicada/app/same";

/** What this server is, and which run is on; null until it has answered. */
export const info = signal<Info | null>(null);

let timer: ReturnType<typeof setTimeout> | undefined;

/** Asks again; to be called after whatever may have changed it, such as a start or a stop. */
export async function refreshInfo(): Promise<Info> {
  const before = performance.now();
  const answer = await get<Info>("info");
  setClock(answer.now, performance.now() - before);
  timeZone.value = answer.time_zone;
  if (info.value === null || !sameJson({ ...info.value, now: "" }, { ...answer, now: "" })) { info.value = answer; }
  return answer;
}

/** Keeps it fresh while the page is seen. */
export function keepInfo(): void {
  const again = () => {
    clearTimeout(timer);
    if (document.visibilityState === "hidden") { return; }
    const next = () => { timer = setTimeout(again, 5000); };
    refreshInfo().then(next, next);
  };
  document.addEventListener("visibilitychange", again);
  again();
}

/** Whether this page is a report in a file of its own: then there is no store, and nothing to go to. */
export function isReport(): boolean {
  return info.value?.store === "";
}
