import { useComputed, useSignal, useSignalEffect } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { themeChanges } from "cicada/chart/colours";
import { bucketAt } from "cicada/chart/columns";
import { csvOf } from "cicada/chart/csv";
import { DataTable } from "cicada/chart/data-table";
import { inNextFrame } from "cicada/chart/frame";
import { ChartGroup, useChartGroup } from "cicada/chart/group";
import { cursorKeys } from "cicada/chart/keys";
import { Legend } from "cicada/chart/legend";
import { CursorNote } from "cicada/chart/note";
import { savePicture } from "cicada/chart/picture";
import { Plot, type PlotView } from "cicada/chart/plot";
import { copyText } from "cicada/chart/save";
import { useSeen } from "cicada/chart/seen";
import type { ChartProps } from "cicada/chart/series";
import { summaryOf } from "cicada/chart/summary";
import { Tools } from "cicada/chart/tools";
import { unitName } from "cicada/chart/units";

/** A chart over time: drag to zoom all charts of the page, double click to go back, move to read values. */
export function Chart(props: ChartProps) {
  const own = useMemo(() => new ChartGroup(), []);
  const group = useChartGroup() ?? own;
  const host = useRef<HTMLDivElement>(null);
  const plot = useRef<Plot | null>(null);
  const hidden = useSignal<ReadonlySet<string>>(new Set(props.series.filter(one => one.hidden).map(one => one.label)));
  const isTable = useSignal(false);
  const fromZero = useSignal(true);
  const logarithmic = useSignal(false);
  const said = useSignal("");
  const latest = useSignal(props);
  latest.value = props;
  const index = useComputed(() => group.cursor.value === null ? null : indexAt(latest.value, group.cursor.value));

  const view: PlotView = { hidden: hidden.value, marks: group.marks.value, span: group.span.value, fromZero: fromZero.value, logarithmic: logarithmic.value, zone: group.zone.value };
  useEffect(() => {
    plot.current = new Plot(host.current!, { moved: at => group.cursor.value = at, zoomed: span => group.zoom(span) }, props, view);
    return () => plot.current!.destroy();
  }, [group]);
  useEffect(() => plot.current!.set(props, view));
  useSeen(host, isSeen => plot.current!.see(isSeen), width => plot.current!.resize(width));
  useSignalEffect(() => {
    const at = group.cursor.value;
    inNextFrame(() => plot.current?.follow(at));
  });
  useSignalEffect(() => {
    if (themeChanges.value > 0) {
      plot.current?.renew();
    }
  });
  const onKeyDown = cursorKeys(group, props);

  const toggle = (label: string, alone: boolean) => {
    const labels = props.series.map(one => one.label);
    const next = new Set(hidden.value);
    if (alone) {
      const isAlone = !next.has(label) && next.size === labels.length - 1;
      hidden.value = new Set(isAlone ? [] : labels.filter(other => other !== label));
    } else {
      next.delete(label) || next.add(label);
      hidden.value = next;
    }
  };
  const copy = async () => {
    const done = await copyText(`${props.title}.csv`, csvOf(props.time, props.series, props.unit));
    said.value = done === "copied" ? "Copied." : "Saved as a file.";
  };
  const isEmpty = props.time.length === 0 || props.series.length === 0;
  return (
    <section class="chart" role="group" aria-label={props.title}>
      <header class="chart-head">
        <h3>{props.title} <span class="chart-unit">{unitName(props.unit)}</span></h3>
        {props.note !== undefined && <span class="chart-about">{props.note}</span>}
        <span class="chart-said" role="status">{said.value}</span>
        <Tools title={props.title} tools={[
          { name: "Values as a table", isOn: isTable.value, use: () => isTable.value = !isTable.value },
          { name: "Value axis from 0", isOn: fromZero.value && !logarithmic.value, use: () => (fromZero.value = logarithmic.value || !fromZero.value, logarithmic.value = false) },
          ...(props.stacked ? [] : [{ name: "Logarithmic axis", isOn: logarithmic.value, use: () => logarithmic.value = !logarithmic.value }]),
          { name: "Copy as CSV", use: () => void copy() },
          { name: "Save as PNG", use: () => plot.current?.canvas && savePicture(plot.current.canvas, props, hidden.value, document.title) },
        ]} />
      </header>
      <Legend chart={props} index={index} hidden={hidden.value} toggle={toggle} />
      <div class="chart-plot" tabIndex={0} role="img" aria-label={summaryOf(props)} style={{ minHeight: `${props.height ?? 190}px` }}
        onDblClick={() => group.zoom(null)} onKeyDown={onKeyDown} onClick={() => props.onPick !== undefined && index.value !== null && props.onPick(index.value)}>
        <div ref={host} />
        <CursorNote chart={props} plot={plot} index={index} />
        {isEmpty && <p class="chart-empty">{props.empty ?? "Nothing yet."}</p>}
      </div>
      {isTable.value && <DataTable chart={props} />}
    </section>
  );
}

function indexAt({ time, width = 0 }: ChartProps, at: number): number | null {
  const found = bucketAt(time, at);
  if (width > 0) {
    return found < 0 || at > time[found]! + width ? null : found;
  }

  const next = time[found + 1];
  return time.length === 0 ? null : found < 0 || (next !== undefined && next - at < at - time[found]!) ? found + 1 : found;
}
