import { type ReadonlySignal, useComputed, useSignal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import type { Series } from "cicada/api";
import { get, runOf } from "cicada/app/http";
import { notify } from "cicada/app/notice";
import { place, setQuery } from "cicada/app/router";
import { Chart } from "cicada/chart/chart";
import { plottedOf, plottedFigures, type PlottedFigure } from "cicada/run/tabs/plotted";
import { Answer } from "cicada/run/tabs/answer";
import { useRefreshed, windowOf } from "cicada/run/tabs/refreshed";
import { requestOf } from "cicada/run/tabs/request-line";
import type { ShownRun } from "cicada/run/tabs/shown-run";

/** More lines than these nobody can tell apart. */
const MOST = 10;

/** The requests a reader has starred; they are in the address. */
export interface Stars {
  keys: ReadonlySignal<readonly string[]>;
  toggle: (key: string) => void;
}

export function useStars(): Stars {
  const keys = useComputed<readonly string[]>(() => place.value.query.getAll("star").slice(0, MOST));
  return useMemo(() => ({
    keys,
    toggle: (key: string) => {
      const now = keys.peek(), isStarred = now.includes(key);
      if (!isStarred && now.length === MOST) { notify(`${MOST} requests are plotted; take the star off one of them first.`, "warn"); return; }
      setQuery({ star: isStarred ? now.filter(other => other !== key) : [...now, key] });
    },
  }), []);
}

/** The starred requests over time, in one chart. */
export function Starred({ shown, stars }: { shown: ShownRun; stars: Stars }) {
  const keys = stars.keys.value;
  const figure = useSignal<PlottedFigure>("rate");
  const asked = useRefreshed<Map<string, Series>>(shown, keys.length === 0 ? null : keys.join("\n"), 3, async signal => {
    const answers = new Map<string, Series>();
    for (const key of keys) {
      const { type, name } = requestOf(key);
      answers.set(key, await get<Series>(runOf(shown.run, "series"), { ...windowOf(shown), request_type: type, name, points: 300, parts: "requests" }, signal));
    }
    return answers;
  });
  if (keys.length === 0) { return null; }
  return (
    <div class="starred">
      <div class="actions">
        <span class="group" role="group" aria-label="What is plotted">
          {plottedFigures.map(one => <button type="button" key={one.key} aria-pressed={figure.value === one.key} onClick={() => { figure.value = one.key; }}>{one.name}</button>)}
        </span>
        <button type="button" class="quiet" onClick={() => setQuery({ star: null })}>Take all stars off</button>
      </div>
      <Answer asked={asked.value} what="the starred requests" again={asked.again}>
        {answers => <Chart {...plottedOf(keys, answers, figure.value)} />}
      </Answer>
    </div>
  );
}
