import { useEffect, useMemo } from "preact/hooks";
import { Banner } from "cicada/app/notice";
import { useShortcut } from "cicada/app/keys";
import { sentenceOf } from "cicada/app/refused";
import { useTitle } from "cicada/app/title";
import { Charts } from "cicada/chart/group";
import { RunActions } from "cicada/run/actions";
import { RunHeader } from "cicada/run/header";
import { RunBanners } from "cicada/run/banners";
import { RunState } from "cicada/run/state";
import { tabs, TabBar, goToTab } from "cicada/run/tab-bar";

/** The page of one run, on or over. */
export function RunPage({ run, tab }: { run: string; tab: string | null }) {
  const state = useMemo(() => new RunState(run), [run]);
  useEffect(() => state.start(), [state]);
  const detail = state.detail.value;
  useTitle(detail === null ? run : `${detail.head.test} · ${detail.head.run}`);
  useShortcut(" ", "Rest or resume drawing; never the test", () => state.isLive.value ? state.pause(!state.isPaused.value) : false);
  useShortcut("[", "Move the window back", () => state.span.value === null ? false : state.shift(-0.5));
  useShortcut("]", "Move the window on", () => state.span.value === null ? false : state.shift(0.5));
  useShortcut("Escape", "Show the whole run again", () => state.span.value === null ? false : state.zoom(null));
  for (const [index, { name, path }] of tabs.entries()) {
    useShortcut(String(index + 1), `Tab ${name}`, () => goToTab(run, path));
  }

  if (detail === null) {
    return <div class="page">{state.error.value === null ? <p class="muted">Asking for the run …</p> : <Banner kind="bad">{sentenceOf(state.error.value)}</Banner>}</div>;
  }

  const Tab = (tabs.find(({ path }) => path === (tab ?? "")) ?? tabs[0]!).tab;
  return (
    <Charts.Provider value={state.group}>
      <RunHeader state={state} detail={detail}><RunActions state={state} detail={detail} /></RunHeader>
      <TabBar run={run} tab={tab ?? ""} />
      <div class="page run-page">
        <RunBanners state={state} detail={detail} />
        <Tab shown={state} />
      </div>
    </Charts.Provider>
  );
}
