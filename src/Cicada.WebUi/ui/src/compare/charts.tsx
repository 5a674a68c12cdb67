import { useEffect, useMemo } from "preact/hooks";
import type { RunHead } from "cicada/api";
import { useAsked } from "cicada/app/asked";
import { Failure } from "cicada/app/notice";
import { Chart } from "cicada/chart/chart";
import { ChartGroup, Charts } from "cicada/chart/group";
import type { Unit } from "cicada/chart/units";
import { type CompareQuery, letters, setWindow } from "cicada/compare/compare-query";
import { askCourses, type Courses } from "cicada/compare/courses";

const charts: readonly { title: string; unit: Unit; columns: (courses: Courses) => (number | null)[][] }[] = [
  { title: "Requests a second", unit: "/s", columns: courses => courses.rps },
  { title: "p95 of response times", unit: "ms", columns: courses => courses.p95 },
  { title: "p50 of response times", unit: "ms", columns: courses => courses.p50 },
  { title: "p99 of response times", unit: "ms", columns: courses => courses.p99 },
  { title: "Failed requests", unit: "%", columns: courses => courses.failed },
  { title: "Users", unit: "users", columns: courses => courses.users },
];

/** The runs over elapsed time, on top of each other. To zoom is to compare that part of the runs. */
export function CourseCharts({ heads, query }: { heads: readonly RunHead[]; query: CompareQuery }) {
  const lengths = heads.map(head => head.duration);
  const key = JSON.stringify([query.runs, query.from, query.to, query.request, lengths.map(Math.floor)]);
  const { answer, error } = useAsked(key, signal => askCourses(query, lengths, signal)).value;
  const group = useMemo(() => {
    const made = new ChartGroup();
    made.zoom = span => setWindow(span && Math.floor(span.from), span && Math.ceil(span.to));
    return made;
  }, []);
  useEffect(() => { group.span.value = query.from === null && query.to === null ? null : { from: query.from ?? 0, to: query.to ?? Math.max(...lengths) }; }, [query.from, query.to]);
  if (error !== null) { return <Failure error={error} />; }
  return (
    <Charts.Provider value={group}>
      <div class="compare-charts">
        {charts.map(({ title, unit, columns }) => {
          const values = answer === null ? [] : columns(answer);
          return <Chart key={title} title={title} unit={unit} time={answer?.time ?? []} width={answer?.width ?? 0} height={170}
            series={values.map((column, index) => ({ label: letters[index] ?? "", values: column, ...(unit === "users" && { steps: true }) }))} empty={answer === null ? "Asking …" : "There is nothing."} />;
        })}
      </div>
    </Charts.Provider>
  );
}
