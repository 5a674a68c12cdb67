import type { Span } from "cicada/chart/group";

// The part of a run that is looked at, as it stands in the address: `?from=30&to=90`, or `?from=30` for all from there on, however long the run goes on. Pure.

export function spanOf(query: URLSearchParams): Span | null {
  const from = numberOf(query.get("from")) ?? 0;
  const to = numberOf(query.get("to"));
  return to === null ? (from > 0 ? { from, to: Infinity } : null) : to > from ? { from, to } : null;
}

/** Whether a span goes on as long as the run does. */
export function isOpen(span: Span | null): boolean {
  return span !== null && span.to === Infinity;
}

/** From and to of a span as a question says them. */
export function askedOf(span: Span | null): { from: number | null; to: number | null } {
  return { from: span?.from ?? null, to: span === null || isOpen(span) ? null : span.to };
}

/** A span as charts show it: one that is open up to where the run has come, and at least two seconds wide. */
export function shownOf(span: Span | null, length: number): Span | null {
  return span !== null && isOpen(span) ? { from: span.from, to: Math.max(span.from + 2, length) } : span;
}

/** A span of whole seconds, since those are answered exactly and quickly; never shorter than two. */
export function wholeSeconds({ from, to }: Span, length: number): Span {
  const begin = Math.max(0, Math.min(Math.floor(from), Math.floor(length) - 2));
  return { from: begin, to: Math.max(begin + 2, Math.min(Math.ceil(to), Math.ceil(length))) };
}

/** The span moved by a part of its length, no further than the run. */
export function moved(span: Span, share: number, length: number): Span {
  const { from, to } = shownOf(span, Math.ceil(length))!;
  const width = to - from;
  const begin = Math.max(0, Math.min(from + Math.round(width * share), Math.ceil(length) - width));
  return { from: begin, to: begin + width };
}

function numberOf(text: string | null): number | null {
  const value = text === null || text === "" ? NaN : Number(text);
  return Number.isFinite(value) && value >= 0 ? value : null;
}
