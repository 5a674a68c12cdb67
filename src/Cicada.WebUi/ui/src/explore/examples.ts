export interface Example {
  title: string;
  /** `RUN` stands for the id of a run. */
  query: string;
}

/** What can be asked of Cicada's own measurements, to begin with. */
export const examples: readonly Example[] = [
  { title: "Requests a second, succeeded and failed", query: `SELECT sum(count) FROM cicada_request_stats\nWHERE run = 'RUN' AND "name" = '(all)'\nGROUP BY time(1s), success fill(0)` },
  { title: "Percentiles over time", query: `SELECT p50, p95, p99 FROM cicada_request_stats\nWHERE run = 'RUN' AND "name" = '(all)' AND success = 'true'` },
  { title: "p95 of each request, from the requests themselves", query: `SELECT percentile(response_time, 95) FROM cicada_requests\nWHERE run = 'RUN' AND success = 'true'\nGROUP BY "name"` },
  { title: "The slowest requests", query: `SELECT top(response_time, 20), "name", request_type FROM cicada_requests\nWHERE run = 'RUN'` },
  { title: "Users and how many there should be", query: `SELECT count, target FROM cicada_users\nWHERE run = 'RUN'` },
  { title: "How the generator fared", query: `SELECT cpu, scheduler_lateness_p99 FROM cicada_generator\nWHERE run = 'RUN'` },
  { title: "What happened", query: `SELECT * FROM cicada_events\nWHERE run = 'RUN'` },
  { title: "What there is: measurements", query: "SHOW MEASUREMENTS" },
  { title: "Fields and their types", query: "SHOW FIELD KEYS" },
  { title: "Tags of requests", query: "SHOW TAG KEYS FROM cicada_requests" },
];
