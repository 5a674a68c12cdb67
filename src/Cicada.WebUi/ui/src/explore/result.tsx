import { useSignal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import { dateText, timeZone, zoneName } from "cicada/app/clock";
import { Banner } from "cicada/app/notice";
import { Scroll } from "cicada/app/scroll";
import { Chart } from "cicada/chart/chart";
import { ChartGroup, Charts } from "cicada/chart/group";
import { courseOf } from "cicada/explore/course";
import type { InfluxResult, InfluxValue } from "cicada/explore/influx";
import { rowsOf } from "cicada/explore/rows";
import { count, figure } from "cicada/format";

// A browser can show more, but nobody reads them; all are in the CSV.
const shownAtFirst = 300;

/** The answer to one statement: a chart where it has times and numbers, and a table. */
export function Result({ result, index, of }: { result: InfluxResult; index: number; of: number }) {
  const course = useMemo(() => courseOf(result), [result]);
  const group = useMemo(() => new ChartGroup(), [result]);
  group.zone.value = timeZone.value;
  const title = of > 1 ? `Statement ${index + 1}` : "Answer";
  return (
    <section class="result" aria-label={title}>
      <h2 class={of > 1 ? "" : "unseen"}>{title}</h2>
      {result.error !== undefined && <Banner kind="bad">{result.error}</Banner>}
      {result.messages?.map(({ level, text }) => <Banner key={text} kind={level === "warning" ? "warn" : "info"}>{text}</Banner>)}
      {result.partial && <Banner kind="warn">This is the first part of the answer only: the server sends no more rows at once. Ask for a shorter time, group by time, or set a LIMIT.</Banner>}
      {course && (
        <Charts.Provider value={group}>
          <Chart title={result.series?.[0]?.name || title} unit="" x="date" time={course.time} series={course.series} height={260} {...(course.leftOut > 0 && { note: `${course.leftOut} more lines are in the table only` })} />
        </Charts.Provider>
      )}
      <Rows result={result} />
    </section>
  );
}

function Rows({ result }: { result: InfluxResult }) {
  const isAll = useSignal(false);
  const { columns, isNumber, rows } = useMemo(() => rowsOf(result), [result]);
  if (columns.length === 0) { return result.error === undefined ? <p class="empty card">Nothing was found.</p> : null; }
  const shown = isAll.value ? rows : rows.slice(0, shownAtFirst);
  return (
    <Scroll label="Rows" class="card result-rows">
      <table>
        <thead><tr>{columns.map((column, i) => <th key={i} scope="col" class={isNumber[i] ? "number" : ""}>{column}{column === "time" && ` (${zoneName()})`}</th>)}</tr></thead>
        <tbody>{shown.map((row, i) => <tr key={i}>{row.map((value, j) => <td key={j} class={isNumber[j] ? "number" : ""}><Value value={value} isTime={columns[j] === "time"} /></td>)}</tr>)}</tbody>
      </table>
      {shown.length < rows.length && <p class="compare-more"><button type="button" onClick={() => { isAll.value = true; }}>Show all {count(rows.length)} rows</button></p>}
    </Scroll>
  );
}

function Value({ value, isTime }: { value: InfluxValue; isTime: boolean }) {
  if (value === null) { return <span class="muted">–</span>; }
  if (isTime && typeof value === "number") { return <>{dateText(value)}<span class="muted">.{String(Math.floor(value) % 1000).padStart(3, "0")}</span></>; }
  if (typeof value === "number") { return <span title={String(value)}>{Number.isInteger(value) ? count(value) : figure(value)}</span>; }
  return <>{String(value)}</>;
}
