import type { TimingRow } from "cicada/api";
import { count, counted, msWithUnit, percent, ratio } from "cicada/format";

/** What each timing means, with its figure for all requests. */
export function TimingMeanings({ total }: { total: TimingRow }) {
  const share = percent(ratio(total.connections, total.count));
  const opened = total.connections === 0 ? "No connection was opened in the time that is shown: what takes place only then has no figures."
    : `${count(total.connections)} of ${counted(total.count, "request")} (${share}) opened a connection; all others used one that was open. The first three are means over those.`;
  return (
    <details class="meanings">
      <summary>What these mean</summary>
      <p>{opened}</p>
      <dl>
        <div><dt>DNS <span>{msWithUnit(total.dns)}</span></dt><dd>The look-up of the target's address, before a connection is opened. A host given as an address needs none.</dd></div>
        <div><dt>Connect <span>{msWithUnit(total.connect)}</span></dt><dd>Until TCP has its connection: about one round trip to the target. When it grows, the target's queue of new connections is full, or packets are lost.</dd></div>
        <div><dt>TLS <span>{msWithUnit(total.tls)}</span></dt><dd>Until both sides have agreed on keys: one or two round trips and some computing. Without HTTPS there is none.</dd></div>
        <div><dt>First byte <span>{msWithUnit(total.first_byte)}</span></dt><dd>Until the first byte of the answer is there: what the target needs to make it, and one round trip.</dd></div>
        <div><dt>Response <span>{msWithUnit(total.response)}</span></dt><dd>Until the last byte is read. What it is more than the first byte is the answer on its way: large bodies, or a slow line.</dd></div>
      </dl>
    </details>
  );
}
