import { place, setQuery } from "cicada/app/router";
import type { FigureName } from "cicada/compare/figures";

/** What is compared, as the address says it. */
export interface CompareQuery {
  /** The first is what the others are compared with. */
  runs: string[];
  from: number | null;
  to: number | null;
  figure: FigureName;
  /** The request the charts are about; null for all. */
  request: { request_type: string; name: string } | null;
}

export const letters = ["A", "B", "C", "D"] as const;

export function compareQuery(): CompareQuery {
  const { query } = place.value, name = query.get("name");
  return {
    runs: [...new Set((query.get("runs") ?? "").split(",").filter(run => run !== ""))].slice(0, letters.length),
    from: numberOf(query.get("from")),
    to: numberOf(query.get("to")),
    figure: (query.get("figure") ?? "p95") as FigureName,
    request: name === null ? null : { request_type: query.get("request_type") ?? "", name },
  };
}

export function setRuns(runs: readonly string[]): void {
  setQuery({ runs: runs.join(",") }, { push: true });
}

/** Compares only what was between these seconds after the start of each run; null for all. */
export function setWindow(from: number | null, to: number | null): void {
  setQuery({ from: from !== null && from > 0 ? from : null, to }, { push: true });
}

export function setRequest(request: CompareQuery["request"]): void {
  setQuery({ request_type: request?.request_type, name: request?.name }, { push: true });
}

function numberOf(text: string | null): number | null {
  const value = Number(text);
  return text === null || text === "" || !Number.isFinite(value) || value < 0 ? null : value;
}
