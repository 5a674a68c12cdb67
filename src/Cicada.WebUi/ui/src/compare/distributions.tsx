import type { Distribution } from "cicada/api";
import { useAsked } from "cicada/app/asked";
import { get, runOf } from "cicada/app/http";
import { Failure } from "cicada/app/notice";
import { Histogram } from "cicada/chart/histogram";
import { type CompareQuery, letters } from "cicada/compare/compare-query";

/** How many requests took how long, the runs on top of each other. */
export function Distributions({ query }: { query: CompareQuery }) {
  const { runs, from, to, request } = query;
  const { answer, error } = useAsked(JSON.stringify([runs, from, to, request]), signal => Promise.all(runs.map(run =>
    get<Distribution>(runOf(run, "distribution"), { from, to, request_type: request?.request_type, name: request?.name }, signal)))).value;
  if (error !== null) { return <Failure error={error} />; }
  if (answer === null) { return null; }
  return <Histogram title="Response times of successes" height={230} series={answer.map(({ succeeded, percentiles }, index) => ({ label: letters[index] ?? "", ...succeeded, percentiles }))} />;
}
