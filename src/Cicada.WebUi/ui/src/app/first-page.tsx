import { useEffect } from "preact/hooks";
import { info } from "cicada/app/info";
import { go, runPath } from "cicada/app/router";

/** Where one begins: at the run that is on, else where one can be started, else at those there were. */
export function FirstPage() {
  const { live_run, can_start } = info.value!;
  useEffect(() => go(live_run !== null ? runPath(live_run) : can_start ? "/start" : "/runs", {}, { replace: true }), [live_run, can_start]);
  return null;
}
