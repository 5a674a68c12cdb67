import type { Sample, Samples } from "cicada/api";
import { timeText, zoneName } from "cicada/app/clock";
import { get, type Query, runOf } from "cicada/app/http";
import { elapsed, figure } from "cicada/format";
import { Answer } from "cicada/run/tabs/answer";
import { LongText } from "cicada/run/tabs/long-text";
import { useRefreshed, windowOf } from "cicada/run/tabs/refreshed";
import type { ShownRun } from "cicada/run/tabs/shown-run";

interface SampleListProps {
  shown: ShownRun;
  title: string;
  order: "slowest" | "failed";
  /** Which samples: of a request, of a kind of failure. */
  of: Query;
  empty: string;
}

/** Single requests as they were recorded. */
export function SampleList({ shown, title, order, of, empty }: SampleListProps) {
  const asked = useRefreshed<Samples>(shown, `samples ${order} ${JSON.stringify(of)}`, 10, signal => get(runOf(shown.run, "samples"), { ...windowOf(shown), ...of, order, count: 20 }, signal));
  return (
    <section class="samples">
      <h3>{title}</h3>
      <Answer asked={asked.value} what="samples" again={asked.again}>
        {({ samples }) => samples.length === 0 ? <p class="muted">{empty}</p> : (
          <div class="scroll-x" tabIndex={0} role="region" aria-label={`${title} samples`}>
            <table>
              <thead><tr>
                <th scope="col" class="number">Elapsed</th><th scope="col">Time <span class="table-unit">{zoneName(samples[0]!.time)}</span></th><th scope="col" class="number">Took <span class="table-unit">ms</span></th>
                <th scope="col">Status</th><th scope="col">Detail</th>
              </tr></thead>
              <tbody>{samples.map((sample, i) => <SampleRow key={i} sample={sample} shown={shown} />)}</tbody>
            </table>
          </div>
        )}
      </Answer>
    </section>
  );
}

function SampleRow({ sample, shown }: { sample: Sample; shown: ShownRun }) {
  const detail = [sample.exception, sample.detail].filter(part => part !== null && part !== "").join(": ");
  return (
    <tr onMouseEnter={() => { shown.group.cursor.value = sample.elapsed; }} onMouseLeave={() => { shown.group.cursor.value = null; }}>
      <td class="number">{elapsed(sample.elapsed)}</td>
      <td class="number">{timeText(sample.time)}</td>
      <td class="number">{figure(sample.response_time)}</td>
      <td>{sample.status_code ?? ""}</td>
      <td class="wrap">{detail === "" ? <span class="muted">–</span> : <LongText text={detail} />}</td>
    </tr>
  );
}
