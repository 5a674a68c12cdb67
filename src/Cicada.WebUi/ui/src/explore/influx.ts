import { fetched } from "cicada/app/http";
import { Refused } from "cicada/app/refused";

// InfluxDB's API, which the store answers as well. Questions go by POST, so that no address becomes too long.

export interface InfluxSeries {
  name: string;
  tags?: Record<string, string>;
  columns: string[];
  values: InfluxValue[][];
}

export type InfluxValue = string | number | boolean | null;

export interface InfluxResult {
  statement_id: number;
  series?: InfluxSeries[];
  error?: string;
  messages?: { level: string; text: string }[];
  partial?: boolean;
}

/** Asks; a question that could not be understood is thrown as a Refused with InfluxDB's own sentence. */
export async function ask(query: string, database: string | null, signal?: AbortSignal): Promise<InfluxResult[]> {
  const address = new URL("query", document.baseURI);
  address.searchParams.set("epoch", "ms");
  if (database) { address.searchParams.set("db", database); }
  const response = await fetched(address.href, { method: "POST", body: new URLSearchParams({ q: query }), headers: { accept: "application/json" }, signal: signal ?? null }).catch(explained);
  const { results = [], error } = await response.json() as { results?: InfluxResult[]; error?: string };
  if (error !== undefined) { throw new Error(error); }
  return results;
}

/** The databases there are. */
export async function askDatabases(signal: AbortSignal): Promise<string[]> {
  const [result] = await ask("SHOW DATABASES", null, signal);
  return (result?.series?.[0]?.values ?? []).map(([name]) => String(name));
}

/** How a series is called: its measurement, and the tags that tell it from others. */
export function seriesName({ name, tags = {} }: InfluxSeries): string {
  return [name, ...Object.entries(tags).map(([key, value]) => `${key}=${value === "" ? "–" : value}`)].filter(part => part !== "").join(" ");
}

function explained(error: unknown): never {
  throw error instanceof Refused && error.status === 404 ? new Refused(404, "InfluxQL is not answered here: this server has no InfluxDB-compatible API. 'serve' has one.") : error;
}
