import type { ComponentChildren } from "preact";
import type { RunDetail, Setup } from "cicada/api";
import { dateText, zoneName } from "cicada/app/clock";
import { get, runOf } from "cicada/app/http";
import { Banner } from "cicada/app/notice";
import { sentenceOf } from "cicada/app/refused";
import { count, duration, figure } from "cicada/format";
import { Code } from "cicada/run/tabs/code";
import { Facts } from "cicada/run/tabs/facts";
import { Recording } from "cicada/run/tabs/recording";
import { useRefreshed } from "cicada/run/tabs/refreshed";
import type { ShownRun } from "cicada/run/tabs/shown-run";
import { UserTypes } from "cicada/run/tabs/user-types";

/** What the run was made with, and what became of what it recorded. */
export function SetupTab({ shown }: { shown: ShownRun }) {
  const asked = useRefreshed<RunDetail>(shown, shown.isLive.value ? "setup" : null, 10, signal => get(runOf(shown.run), {}, signal));
  const detail = asked.value.answer ?? shown.detail.value;
  if (detail === null) { return <p class="empty">Reading the set-up …</p>; }
  const { head, setup, summary } = detail;
  return (
    <div class="tab setup">
      {asked.value.error !== null && <Banner kind="bad">{sentenceOf(asked.value.error)}</Banner>}
      <div class="setup-cards">
        <Card title="Run">
          <Facts facts={[
            ["Id", head.run], ["Test", head.test], ["Host", setup.host],
            ["Started", `${dateText(head.started)} ${zoneName(head.started)}`], ["Ended", head.ended === null ? null : `${dateText(head.ended)} ${zoneName(head.ended)}`],
            ["Run time", setup.run_time === null ? "until it is stopped" : duration(setup.run_time)], ["Users", count(head.users)], ["Shape", setup.shape], ["Arrival rate", setup.arrival_rate], ["Users at the most", setup.max_users === null ? null : count(setup.max_users)], ["Spawn rate", setup.spawn_rate === null ? null : `${figure(setup.spawn_rate)} users a second`],
            ["Seed", setup.seed === null ? null : String(setup.seed)], ["Note", head.note === "" ? null : head.note], ...Object.entries(head.labels).map(([key, value]) => [`Label ${key}`, value] as const),
          ]} />
        </Card>
        <Card title="Users"><UserTypes types={setup.user_types} users={head.users} /></Card>
        <Card title="Machine">
          <Facts facts={[["Name", setup.machine], ["Cores", setup.cores === null ? null : String(setup.cores)], ["Runtime", setup.runtime], ["Cicada", setup.cicada], ["Git revision", setup.git_revision]]} />
        </Card>
        <Card title="Options"><Options options={setup.options} /></Card>
        <Card title="Recording"><Recording recording={summary.recording} /></Card>
      </div>
      <CodeFile setup={setup} />
    </div>
  );
}

function Card({ title, children }: { title: string; children: ComponentChildren }) {
  return <section class="card setup-card"><h2>{title}</h2>{children}</section>;
}

/** As they were given; values of secret ones were taken out before they were recorded. */
function Options({ options }: { options: Setup["options"] }) {
  const given = Object.entries(options);
  return given.length === 0 ? <p class="muted">None were given: all had their defaults.</p> : <Facts facts={given.map(([name, value]) => [name.startsWith("-") ? name : `--${name}`, value])} isCode />;
}

function CodeFile({ setup: { code, code_file } }: { setup: Setup }) {
  return code === null
    ? <p class="muted">{code_file === null ? "The program's file was not kept with this run." : `The text of “${code_file}” was not kept with this run.`}</p>
    : <Code name={code_file ?? "program.cs"} text={code} />;
}
