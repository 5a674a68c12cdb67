import type { ComponentChildren } from "preact";
import { tabs } from "cicada/run/tab-bar";
import { AddressPrefix } from "cicada/table/arrangement";

const idOf = (path: string) => `part-${path || "overview"}`;

/** Links to the parts of the report. They are buttons, since what is behind `#` in the address says how tables are arranged. */
export function SectionList() {
  const goTo = (path: string) => document.getElementById(idOf(path))!.scrollIntoView();
  return (
    <nav class="tabs run-tabs no-print" aria-label="Parts of the report">
      {tabs.map(({ name, path }) => <button type="button" key={path} onClick={() => goTo(path)}>{name}</button>)}
    </nav>
  );
}

/** One part; its tables are arranged by themselves. */
export function ReportSection({ name, path, children }: { name: string; path: string; children: ComponentChildren }) {
  return (
    <section class="report-part" id={idOf(path)}>
      <h2>{name}</h2>
      <AddressPrefix.Provider value={`${path}.`}>{children}</AddressPrefix.Provider>
    </section>
  );
}
