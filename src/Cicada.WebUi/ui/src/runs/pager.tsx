import { setQuery } from "cicada/app/router";
import { count } from "cicada/format";
import { runsOnPage } from "cicada/runs/run-query";

/** Which of them are shown, and the way to the others. */
export function Pager({ page, total }: { page: number; total: number }) {
  const pages = Math.max(1, Math.ceil(total / runsOnPage));
  if (pages === 1 && page === 1) { return null; }
  const to = (next: number) => { setQuery({ page: next === 1 ? null : next }, { push: true }); scrollTo(0, 0); };
  return (
    <nav class="pager" aria-label="Pages of runs">
      <button type="button" disabled={page <= 1} onClick={() => to(Math.min(page - 1, pages))}>Previous</button>
      <span>{count((page - 1) * runsOnPage + 1)} to {count(Math.min(page * runsOnPage, total))} of {count(total)}</span>
      <button type="button" disabled={page >= pages} onClick={() => to(page + 1)}>Next</button>
    </nav>
  );
}
