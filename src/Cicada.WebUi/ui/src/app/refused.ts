import type { Problem } from "cicada/api";

/** What the server answered instead of what was asked for. Its message is a sentence to show. */
export class Refused extends Error {
  constructor(
    /** The HTTP status; 0 where there was no answer at all. */
    readonly status: number,
    sentence: string,
    readonly problems: NonNullable<Problem["problems"]> = [],
  ) {
    super(sentence);
    this.name = "Refused";
  }

  /** What is wrong with a field, or null. */
  problemOf(field: string): string | null {
    return this.problems.find(problem => problem.field === field)?.message ?? null;
  }
}

/** The sentence of whatever was thrown. */
export function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Whether a request was given up by who asked, which nobody needs to hear of. */
export function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === "AbortError";
}
