import type { Summary } from "cicada/api";
import { count, counted } from "cicada/format";

type Accounts = Omit<Summary["recording"]["outputs"][number], "name">;

const parts: readonly { key: keyof Accounts; name: string; about: string }[] = [
  { key: "recorded", name: "Recorded", about: "Points handed to the output." },
  { key: "stored", name: "Stored", about: "Points the output has taken in." },
  { key: "spooled", name: "Spooled", about: "Points that wait on disk to be delivered." },
  { key: "dropped", name: "Dropped", about: "Points that no queue could hold: they are lost." },
  { key: "rejected", name: "Rejected", about: "Points the output refused." },
];

/** What became of what was recorded, for each output: nothing disappears silently. */
export function Recording({ recording }: { recording: Summary["recording"] }) {
  if (recording.outputs.length === 0) { return <p class="muted">The run had no output, or none has reported yet.</p>; }
  const isWhole = recording.outputs.every(one => one.recorded === one.stored + one.spooled + one.dropped + one.rejected);
  const lost = recording.dropped + recording.rejected;
  return (
    <>
      <div class="scroll-x" tabIndex={0} role="region" aria-label="Recording">
        <table class="plain">
          <thead><tr><th scope="col">Output</th>{parts.map(part => <th scope="col" class="number" key={part.key} title={part.about}>{part.name}</th>)}</tr></thead>
          <tbody>
            {recording.outputs.map(output => (
              <tr key={output.name}>
                <td class="wrap">{output.name}</td>
                {parts.map(({ key }) => <td key={key} class={(key === "dropped" || key === "rejected") && output[key] > 0 ? "number bad" : "number"}>{count(output[key])}</td>)}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p class={lost > 0 ? "bad" : "muted"}>
        {lost > 0 ? `${counted(lost, "point")} ${lost === 1 ? "was" : "were"} lost: figures of this run may be too low.` : isWhole ? "Recorded = stored + spooled + dropped + rejected: every point is accounted for." : "Some points are still on their way to their output."}
      </p>
    </>
  );
}
