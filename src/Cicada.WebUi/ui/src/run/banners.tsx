import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { RunDetail } from "cicada/api";
import { info } from "cicada/app/info";
import { Banner } from "cicada/app/notice";
import { sentenceOf } from "cicada/app/refused";
import { Link, runPath } from "cicada/app/router";
import { counted, duration } from "cicada/format";
import type { RunState } from "cicada/run/state";
import { WindowFigures } from "cicada/run/window-figures";

/** What a reader should know before the figures. */
export function RunBanners({ state, detail }: { state: RunState; detail: RunDetail }) {
  const other = info.value?.live_run ?? null;
  const { recording, warnings } = detail.summary;
  const missing = recording.dropped + recording.rejected;
  return (
    <div class="run-banners">
      <Lost state={state} />
      {state.isPaused.value && <Banner kind="warn">Drawing rests; the test goes on. <button type="button" class="link" onClick={() => state.pause(false)}>Go on</button></Banner>}
      {state.error.value !== null && <Banner kind="bad">{sentenceOf(state.error.value)} <button type="button" class="link" onClick={() => void state.load()}>Try again</button></Banner>}
      {other !== null && other !== detail.head.run && <Banner>Another run is on: <Link to={runPath(other)}>{other}</Link>.</Banner>}
      {missing > 0 && <Banner kind="bad">{counted(missing, "sample")} of this run {missing === 1 ? "was" : "were"} not kept: the figures lack them.</Banner>}
      {warnings.map(warning => <Banner key={warning} kind="warn">{warning}</Banner>)}
      <WindowFigures state={state} />
    </div>
  );
}

/** While the stream is broken off: how old what is shown has become. */
function Lost({ state }: { state: RunState }) {
  const clock = useSignal(performance.now());
  const lostAt = state.lostAt.value;
  useEffect(() => {
    if (lostAt === null) {
      return;
    }

    const timer = setInterval(() => { clock.value = performance.now(); }, 1000);
    return () => clearInterval(timer);
  }, [lostAt]);
  const seconds = lostAt === null ? 0 : Math.max(0, (clock.value - lostAt) / 1000);
  return seconds < 2 ? null : <Banner kind="bad">The connection is lost. What is shown is {duration(Math.round(seconds))} old; the page goes on by itself when the server answers again.</Banner>;
}
