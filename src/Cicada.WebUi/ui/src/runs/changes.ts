import type { RunHead, RunPatch } from "cicada/api";
import { patch, post, runOf } from "cicada/app/http";
import { complain, notify } from "cicada/app/notice";

/** Changes what people say about a run. True when it is done; what went wrong has been said. */
export async function changeRun(run: string, change: RunPatch): Promise<boolean> {
  try {
    await patch<RunHead>(runOf(run), change);
    return true;
  } catch (error) {
    complain(error);
    return false;
  }
}

export async function deleteRuns(runs: readonly string[]): Promise<boolean> {
  try {
    await post("runs/delete", { runs });
    notify(runs.length === 1 ? `Deleted ${runs[0]}.` : `Deleted ${runs.length} runs.`, "good");
    return true;
  } catch (error) {
    complain(error);
    return false;
  }
}

/** The change that makes labels from what they were to what they should be. */
export function labelChanges(before: Record<string, string>, after: Record<string, string>): Record<string, string | null> {
  const gone = Object.keys(before).filter(key => !(key in after)).map(key => [key, null] as const);
  return Object.fromEntries([...Object.entries(after).filter(([key, value]) => before[key] !== value), ...gone]);
}
