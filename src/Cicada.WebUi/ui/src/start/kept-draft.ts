import type { StartForm } from "cicada/api";
import { type Draft, draftOf } from "cicada/start/draft";

// What was typed outlives a reload of the page, as long as the tab is open; secrets do not.

const key = "cicada.start";

export function readDraft(form: StartForm): Draft {
  const fresh = draftOf(form);
  try {
    const kept = JSON.parse(sessionStorage.getItem(key) ?? "null") as Draft | null;
    // Another test, or one that has been changed, begins anew.
    const isOfThisTest = kept !== null && JSON.stringify(kept.types.map(type => type.name)) === JSON.stringify(fresh.types.map(type => type.name));
    return isOfThisTest ? { ...fresh, ...kept } : fresh;
  } catch {
    return fresh;
  }
}

export function keepDraft(draft: Draft, form: StartForm): void {
  const secrets = form.options.filter(option => option.is_secret).map(option => option.name);
  const options = Object.fromEntries(Object.entries(draft.options).filter(([name]) => !secrets.includes(name)));
  try { sessionStorage.setItem(key, JSON.stringify({ ...draft, options })); } catch { }
}

export function forgetDraft(): void {
  try { sessionStorage.removeItem(key); } catch { }
}
