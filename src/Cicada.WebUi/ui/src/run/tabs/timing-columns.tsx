import type { TimingRow } from "cicada/api";
import { count, figure } from "cicada/format";
import { RequestName } from "cicada/run/tabs/request-name";
import type { Column } from "cicada/table/column";

function mean(key: "dns" | "connect" | "tls" | "first_byte" | "response", name: string, about: string, from: number): Column<TimingRow> {
  return { key, name, unit: "ms", about, value: row => row[key], cell: row => figure(row[key]), width: 112, isNumber: true, from };
}

/** The columns of the table of timings, in order. */
export const timingColumns: readonly Column<TimingRow>[] = [
  { key: "name", name: "Request", width: 150, value: row => row.name, cell: row => <RequestName type={row.request_type} name={row.name} /> },
  { key: "count", name: "Count", about: "Requests that ended.", width: 90, isNumber: true, from: 640, value: row => row.count, cell: row => count(row.count) },
  { key: "connections", name: "Connections", about: "Connections that were opened for these requests; all others used one that was open.", width: 112, isNumber: true, from: 560, value: row => row.connections, cell: row => count(row.connections) },
  mean("dns", "DNS", "Looking up the target's address: the mean over requests that had to.", 760),
  mean("connect", "Connect", "Opening a connection: the mean over requests that had to.", 0),
  mean("tls", "TLS", "Agreeing on keys: the mean over requests that had to.", 820),
  mean("first_byte", "First byte", "From the request to the first byte of its answer: the mean.", 0),
  mean("response", "Response", "The whole answer: the mean.", 640),
  { key: "part", name: "First byte and the rest", width: 176, from: 1000, isPicture: true, value: () => null, cell: row => <Parts row={row} /> },
];

/** How much of the response time passes before the first byte. */
function Parts({ row: { first_byte, response } }: { row: TimingRow }) {
  if (first_byte === null || response === null || response <= 0) { return null; }
  const before = Math.min(1, first_byte / response);
  return (
    <svg class="parts" width="160" height="10" viewBox="0 0 160 10" role="img" aria-label={`${Math.round(before * 100)} % of the response time passes before the first byte`}>
      <rect class="parts-rest" width="160" height="10" rx="2" /><rect class="parts-before" width={Math.max(1, before * 160)} height="10" rx="2" />
    </svg>
  );
}
