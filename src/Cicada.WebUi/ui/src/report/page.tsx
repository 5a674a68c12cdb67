import { useEffect, useMemo } from "preact/hooks";
import { dateText, zoneName } from "cicada/app/clock";
import { Banner, Notices } from "cicada/app/notice";
import { sentenceOf } from "cicada/app/refused";
import { useShortcut } from "cicada/app/keys";
import { ShortcutList, showShortcuts } from "cicada/app/shortcuts";
import { useTitle } from "cicada/app/title";
import { Charts } from "cicada/chart/group";
import type { ReportDocument } from "cicada/report/answers";
import { ReportSection, SectionList } from "cicada/report/sections";
import { ThemeButton } from "cicada/report/theme-button";
import { RunBanners } from "cicada/run/banners";
import { RunHeader } from "cicada/run/header";
import { RunState } from "cicada/run/state";
import { tabs } from "cicada/run/tab-bar";

/** All of a run's page, one part below the other, from what is embedded in the file. */
export function ReportPage({ report }: { report: ReportDocument }) {
  const state = useMemo(() => stateOf(report.run), [report]);
  useEffect(() => state.start(), [state]);
  const detail = state.detail.value;
  const zoomed = state.group.span.value;
  useTitle(detail === null ? report.run : `${detail.head.test} · ${detail.head.run}`);
  useShortcut("Escape", "Show the whole run again", () => state.group.span.value === null ? false : state.group.zoom(null));
  useShortcut("?", "Show the shortcuts", showShortcuts);
  if (detail === null) {
    return <div class="page">{state.error.value === null ? <p class="muted">Reading the report …</p> : <Banner kind="bad">{sentenceOf(state.error.value)}</Banner>}</div>;
  }

  return (
    <Charts.Provider value={state.group}>
      <RunHeader state={state} detail={detail}><ThemeButton /></RunHeader>
      <SectionList />
      <main class="page run-page report">
        {detail.head.state === "running" && <Banner kind="warn">The run was still on when this report was made.</Banner>}
        <RunBanners state={state} detail={detail} />
        {zoomed !== null && <Banner>The charts show a part of the run; figures and tables are of all of it. <button type="button" class="link" onClick={() => state.group.zoom(null)}>Whole run</button></Banner>}
        {tabs.map(({ name, path, tab: Tab }) => <ReportSection key={name} name={name} path={path}><Tab shown={state} /></ReportSection>)}
        <footer class="report-end muted small">Made by Cicada {report.version}, {dateText(report.made)} {zoneName(report.made)}. This file asks nothing of any server.</footer>
      </main>
      <Notices />
      <ShortcutList />
    </Charts.Provider>
  );
}

/** A state whose charts are zoomed in the data there are: there is nobody to compute figures of a part anew. */
function stateOf(run: string): RunState {
  const state = new RunState(run, false);
  state.group.zoom = span => {
    state.group.span.value = span;
  };
  return state;
}
