// What the pages and the server say to each other: Cicada's HTTP API, `/api/cicada/v1/…`. The records of the server are in src/Cicada/RunsApi and are the same, name by name;
// a test holds the two against each other. All names are in snake case, times of day are ISO 8601 in UTC, durations and elapsed times are seconds, response times milliseconds.

/** Where a run stands. While it is on, `state` in a summary is `running`, and `phase` says more. */
export type RunState = "running" | "finished" | "stopped" | "interrupted" | "failed";
export type RunPhase = "ready" | "spawning" | "running" | "stopping" | RunState;

/** GET info */
export interface Info {
  version: string;
  /** `run`: a load test that can be started here; `serve`: a store to look into. */
  mode: "run" | "serve";
  /** The test's name; null in `serve`. */
  test: string | null;
  store: string;
  /** The run that is on, or null. */
  live_run: string | null;
  can_start: boolean;
  /** Whether who asks may change things: stop, edit, label, delete. */
  can_change: boolean;
  /** The user who is logged in, or null where nobody is asked. */
  user: string | null;
  /** Whether who asks has to log in first; all else is empty then. */
  needs_login: boolean;
  /** The server's clock, and its time zone as an IANA name. */
  now: string;
  time_zone: string;
}

/** GET form: what a run can be started with, and what it was last started with. */
export interface StartForm {
  /** What to begin with: the last values, else the command line's, else the defaults. */
  values: StartRequest;
  user_types: FormUserType[];
  /** All labels of tasks. */
  labels: string[];
  /** The options the test declares for itself. */
  options: FormOption[];
  /** The shape that holds where the form names none; null where users and spawn rate hold. */
  own_shape: string | null;
  /** The arrival rate of the program, which holds where the form names none; null where it has none. */
  own_arrival_rate: string | null;
  /** Ways to load there are: `closed`. */
  load_models: string[];
  /** Sentences a person should read first. */
  warnings: string[];
}

export interface FormUserType {
  name: string;
  host: string | null;
  weight: number;
  /** So many users of it whatever the total, or null. */
  fixed_count: number | null;
  /** Whether it takes arrivals, where there is a rate of them. */
  takes_arrivals: boolean;
  tasks: { name: string; weight: number; share: number; labels: string[] }[];
}

export interface FormOption {
  /** As on the command line, with its dashes. */
  name: string;
  description: string;
  default_value: string | null;
  /** Its value is never sent back, and shown as dots. */
  is_secret: boolean;
}

/** POST runs: starts a run. Everything left out is as on the command line. Texts are read as the command line reads them. */
export interface StartRequest {
  users?: number;
  spawn_rate?: number;
  /** In place of users and spawn rate: `ramp 100 1m, hold 5m`; empty for the program's own, if it has one; `none` for none. */
  shape?: string;
  /** As --arrival-rate takes it; empty for the program's own, "none" for none. */
  arrival_rate?: string;
  /** The most users that arrivals may make; 0 for the default. */
  max_users?: number;
  host?: string;
  /** `90`, `1m30s`; empty until it is stopped. */
  run_time?: string;
  /** 0 for no limit. */
  iterations?: number | null;
  load_model?: string;
  /** Those that take part; left out for all. */
  user_types?: StartUserType[];
  labels?: string[];
  exclude_labels?: string[];
  /** What the run has to hold, as `--threshold` takes it: `p95(GET /) < 200ms`. Beside those the test has in its code. */
  thresholds?: string[];
  run_labels?: Record<string, string>;
  note?: string;
  options?: Record<string, string>;
}

export interface StartUserType {
  name: string;
  weight?: number;
  /** 0 for none: a share by weight. */
  fixed_count?: number | null;
}

export interface Started {
  run: string;
}

/** PATCH runs/RUN/load: changes the load of the run that is on. */
export interface LoadChange {
  users: number;
  spawn_rate?: number;
  user_types?: StartUserType[];
}

/** POST runs/RUN/stop */
export interface StopRequest {
  reason?: string;
}

/** POST runs/RUN/annotations: a mark on the time axis. */
export interface Annotation {
  title: string;
  text?: string;
  /** Where, in seconds after the run's start; left out for now (while the run is on). */
  elapsed?: number;
}

/** Every refusal, with its HTTP status: 400 not understood, 401, 403, 404, 409 (a run is on already, or is not on), 413, 422 (understood and makes no sense). */
export interface Problem {
  /** One sentence: what we saw, what we expected, what to do. */
  error: string;
  /** 422: one for each field; `field` is the name in the request, such as `users` or `options.--region`, or null. */
  problems?: { field: string | null; message: string }[];
}

/** One line of figures: a request, or all. */
export interface RequestFigures {
  request_type: string;
  name: string;
  count: number;
  failures: number;
  rps: number;
  mean: number;
  min: number;
  max: number;
  p50: number;
  p75: number;
  p90: number;
  p95: number;
  p99: number;
  p999: number;
  bytes: number;
  /** From the start of a request; in the open model, where the times above run from when an arrival was due. Only where the figures are of all of a run. */
  service?: TimeFigures | null;
}

/** Of a distribution of times, in ms. */
export interface TimeFigures {
  mean: number;
  min: number;
  max: number;
  p50: number;
  p75: number;
  p90: number;
  p95: number;
  p99: number;
  p999: number;
}

/** What became of arrivals: scheduled = started + dropped, when the run is over. */
export interface Arrivals { scheduled: number; started: number; dropped: number }

/** GET runs?test=&q=&label=key=value&state=&sort=&limit=&offset=  `q` is looked for in id, test, host, note and labels; `label` may be given several times. */
export interface RunList {
  runs: RunHead[];
  /** How many there are without limit and offset. */
  total: number;
  tests: string[];
  /** All labels in the store: key → values. */
  labels: Record<string, string[]>;
}

export interface RunHead {
  run: string;
  test: string;
  state: RunState;
  exit_code: number | null;
  /** A sentence where there is more to say of the verdict than good or failed; null before the end. */
  verdict: Verdict | null;
  started: string;
  ended: string | null;
  /** How long it was, or has been. */
  duration: number;
  users: number;
  host: string | null;
  labels: Record<string, string>;
  note: string;
  baseline: boolean;
  total: RequestFigures;
  /** Up to 60 values over the run: requests a second, and p95 of successes (null where there was none). */
  sparkline: { rps: number[]; p95: (number | null)[] };
  /** About how many bytes it takes in the store. */
  size: number;
}

export type Verdict = "good" | "failures" | "bad_options" | "threshold_broken" | "regression" | "generator_limited" | "samples_lost" | "interrupted";

/** PATCH runs/RUN: what people say about a run. A label set to null goes. Answers with RunHead. DELETE runs/RUN deletes it; POST runs/delete takes {runs: [...]} */
export interface RunPatch {
  note?: string;
  labels?: Record<string, string | null>;
  baseline?: boolean;
}

/** GET runs/RUN — RUN is an id, the beginning of one, or `latest`. */
export interface RunDetail {
  head: RunHead;
  phase: RunPhase;
  is_live: boolean;
  /** What it was started with; secrets replaced. */
  setup: Setup;
  /** The summary document, as `show --json` prints it. */
  summary: Summary;
}

export interface Setup {
  options: Record<string, string>;
  host: string | null;
  git_revision: string | null;
  seed: number | null;
  /** The shape of the load; null where users and spawn rate say it. */
  shape: string | null;
  /** The rate of arrivals; null where users wait for each answer. */
  arrival_rate: string | null;
  /** The most users that arrivals may make; null without a rate of them. */
  max_users: number | null;
  spawn_rate: number | null;
  run_time: number | null;
  user_types: { name: string; weight: number; fixed_count: number | null }[];
  code_file: string | null;
  /** The text of the program's file; null where it was not kept. */
  code: string | null;
  machine: string | null;
  cores: number | null;
  runtime: string | null;
  cicada: string | null;
}

export interface Summary {
  run: string;
  test: string;
  state: RunState;
  exit_code: number | null;
  /** Why the exit code is not 0, the one that decides first; documents of older versions are without. */
  exit_reasons?: string[];
  started: string;
  ended: string | null;
  users: number;
  requests: RequestFigures[];
  total: RequestFigures;
  failures: FailureFigures[];
  user_errors: { exception: string; message: string; task?: string; traceback?: string; occurrences: number }[];
  metrics: unknown[];
  /** How often what a test checks was so, by name. */
  checks?: { name: string; passes: number; fails: number }[];
  /** Groups of requests with a time of their own; in no total. */
  transactions?: RequestFigures[];
  /** Only in runs with an arrival rate. */
  arrivals?: Arrivals;
  /** What became of the run's thresholds; documents of older versions are without. */
  thresholds?: Threshold[];
  /** How the run differs from the one it was compared with at its end; only where it was. */
  comparison?: BaselineComparison;
  warnings: string[];
  recording: { recorded: number; stored: number; spooled: number; dropped: number; rejected: number; outputs: { name: string; recorded: number; stored: number; spooled: number; dropped: number; rejected: number }[] };
}

/** Something the run has to hold, and what became of it. */
export interface Threshold {
  /** As it was written: `p95(GET /) < 200ms`. */
  text: string;
  state: "passed" | "broken" | "no_data";
  /** `p95` or another percentile, `mean`, `min`, `max`, `failures`, `rps`, `requests`. */
  metric: string;
  /** A name, or a type and a name, with `*` for any letters; null for all requests. */
  requests: string | null;
  comparison: "<" | "<=" | ">" | ">=";
  limit: number;
  /** Of the whole run, or the worst of its stretches; null without data. */
  observed: number | null;
  unit: "ms" | "%" | "requests/s" | "requests";
  /** Over stretches of so many seconds; null for the whole run. */
  over: number | null;
  /** So many seconds of the beginning are left out. */
  after: number | null;
  /** Whether it ends the run when it breaks. */
  abort: boolean;
  /** When it first broke, in seconds. */
  broken_at: number | null;
}

/** How a run differs from its baseline. */
export interface BaselineComparison {
  base: string;
  /** The figures of all requests together; empty where one of the two has no requests. */
  total: BaselineDifference[];
  regressions: Regression[];
  /** Sentences about what makes the two hard to compare. */
  warnings: string[];
}

/** A rule about how much worse than its baseline a run may be, and what became of it. */
export interface Regression {
  /** As it was written: `p95(GET /) +10%`. */
  text: string;
  state: "passed" | "unsure" | "no_data" | "broken";
  /** How many requests it is about. */
  requests: number;
  /** The request that stands worst, `(all)` for the total; null where there is none. */
  request_type: string | null;
  name: string | null;
  /** Only where both runs have the request. */
  difference?: BaselineDifference;
}

/** A figure beside that of the baseline, all in `unit`. */
export interface BaselineDifference {
  figure: string;
  unit: "ms" | "requests/s" | "%";
  base: number;
  value: number;
  difference: number;
  percent: number | null;
  lower: number | null;
  upper: number | null;
  meaning: "better" | "worse" | "same" | "neutral" | "unsure";
}

export interface FailureFigures {
  request_type: string;
  name: string;
  exception: string;
  message: string;
  occurrences: number;
  first_seen: string;
  last_seen: string;
}

/**
 * GET runs/RUN/series?from=&to=&points=1200&request_type=&name=&parts=requests,users,generator
 * Columns over time. Buckets have equal width, a whole number of seconds from the run's start; `time[i]` is where bucket i begins. The last ends at `until`: it may not be
 * full yet, or be up to half a second longer, since what is left behind a run's last whole second is no bucket of its own.
 * While the run is on only whole seconds that are complete are in it: `until` says up to where, and ticks of the stream go on from there.
 */
export interface Series {
  run: string;
  from: number;
  to: number;
  width: number;
  until: number;
  /** `merged` histograms of each second, or `exact` from the requests themselves. */
  source: "merged" | "exact";
  time: number[];
  requests: RequestColumns | null;
  users: { count: (number | null)[]; target: (number | null)[]; by_type: Record<string, (number | null)[]> } | null;
  generator: GeneratorColumns | null;
}

/** Counts are per bucket (divide by the time it covers for a rate); times are of requests that succeeded, null where there was none. */
export interface RequestColumns {
  succeeded: number[];
  failed: number[];
  mean: (number | null)[];
  min: (number | null)[];
  max: (number | null)[];
  p50: (number | null)[];
  p75: (number | null)[];
  p90: (number | null)[];
  p95: (number | null)[];
  p99: (number | null)[];
  p999: (number | null)[];
  /** Of requests that failed. */
  failed_p50: (number | null)[];
  failed_p95: (number | null)[];
  bytes: number[];
  /** Counts by class of status: none, 1xx … 5xx. */
  status: number[][];
  /** Means of the requests that have them. */
  dns: (number | null)[];
  connect: (number | null)[];
  tls: (number | null)[];
  first_byte: (number | null)[];
}

export interface GeneratorColumns {
  cpu: (number | null)[];
  memory: (number | null)[];
  gc_pause: (number | null)[];
  scheduler_lateness_p99: (number | null)[];
  thread_pool_queue: (number | null)[];
  connections: (number | null)[];
  recorded: (number | null)[];
  spooled: (number | null)[];
  dropped: (number | null)[];
}

/** GET runs/RUN/latency-map?from=&to=&points=&request_type=&name=  How many requests took how long; `counts[i][j]` is bucket i of time and j of `upper_bounds` (ms; the last, null, is open). */
export interface LatencyMap {
  width: number;
  time: number[];
  upper_bounds: (number | null)[];
  counts: number[][];
}

/** GET runs/RUN/requests?from=&to=&sparkline=40  Without from and to: the whole run, live from memory while it is on. `sparkline=0`: none, which is far less to read. */
export interface Requests {
  run: string;
  from: number;
  to: number;
  source: "merged" | "exact" | "live";
  total: RequestRow;
  rows: RequestRow[];
}

export interface RequestRow extends RequestFigures {
  /** Over the last ten seconds by the wall clock while the run is on; null afterwards. */
  current_rps: number | null;
  /** Requests a second, and p95 of successes, in `sparkline` buckets of equal width. */
  sparkline: { rps: number[]; p95: (number | null)[] };
}

/** GET runs/RUN/distribution?from=&to=&request_type=&name=  Response times, finely: `count[i]` requests took more than upper_bounds[i-1] and at most upper_bounds[i] ms; empty buckets are left out. */
export interface Distribution {
  succeeded: { upper_bounds: number[]; counts: number[] };
  failed: { upper_bounds: number[]; counts: number[] };
  /** [percentile, ms] of successes, 0 … 100, dense towards the end. */
  percentiles: [number, number][];
}

/** GET runs/RUN/samples?order=slowest|failed&count=20&exception=&request_type=&name=&from=&to= */
export interface Samples {
  samples: Sample[];
}

export interface Sample {
  time: string;
  elapsed: number;
  request_type: string;
  name: string;
  response_time: number;
  status_code: number | null;
  exception: string | null;
  detail: string | null;
}

/** GET runs/RUN/failures?from=&to=&points=60  Kind × request, most frequent first, each over time. */
export interface Failures {
  width: number;
  /** Where the last bucket ends. */
  until: number;
  time: number[];
  rows: (FailureFigures & { counts: number[] })[];
}

/** GET runs/RUN/timings?from=&to=  A line for each request: means in ms over the requests that have them, and over how many those are. */
export interface Timings {
  total: TimingRow;
  rows: TimingRow[];
}

export interface TimingRow {
  request_type: string;
  name: string;
  count: number;
  response: number | null;
  /** Connections that were opened. */
  connections: number;
  dns: number | null;
  connect: number | null;
  tls: number | null;
  first_byte: number | null;
}

/** GET runs/RUN/events */
export interface Events {
  events: RunEvent[];
}

export interface RunEvent {
  elapsed: number;
  time: string;
  /** test_start, spawning_start, spawning_complete, load_change, shape_step, limit_level, limit, annotation, threshold, cpu_warning, test_stopping, test_stop … */
  type: string;
  title: string;
  text: string;
}

/** GET runs/RUN/log?after=SEQUENCE&level=&limit=  Messages of the run's process while the run was on, oldest first. */
export interface Log {
  lines: LogLine[];
  /** More lines than are kept. */
  left_out: number;
}

export interface LogLine {
  sequence: number;
  time: string;
  elapsed: number;
  level: "debug" | "information" | "warning" | "error" | "critical";
  category: string;
  message: string;
}

/**
 * GET runs/RUN/stream?after=SECOND  Server-sent events while the run is on. `id` of a tick is its second, so a browser that reconnects goes on where it was; what is still in
 * memory (five minutes) is sent first. Events: `tick` (Tick), `event` (RunEvent), `log` (LogLine), `end` ({run, state}), after which the server closes.
 */
export interface Tick {
  /** The second that ended: whole seconds after the run's start. The last of a run may come a second time, with what happened before the run's end. */
  second: number;
  now: string;
  phase: RunPhase;
  users: number;
  target_users: number;
  /** Requests a second, over the last ten seconds by the wall clock: 0 when nothing comes back. */
  current_rps: number;
  current_failures_per_second: number;
  /** Everything since the start (or since the statistics were reset). */
  total: RequestFigures;
  /** What has become of the arrivals until now; null in a run without any. */
  arrivals: Arrivals | null;
  /** How the run's thresholds stand. */
  thresholds: Threshold[];
  /** This second, as a Series of one bucket; the last may be shorter or longer than a second. */
  series: Series;
  /** Requests of this second in each bucket of latency, parallel to LatencyMap.upper_bounds. */
  latency: number[];
}

/** GET compare?runs=A,B[,C,D]&from=&to=  The first run is what the others are compared with. */
export interface Comparison {
  runs: RunHead[];
  total: ComparedRequest;
  requests: ComparedRequest[];
  /** Differences in set-up: one line for each setting that is not the same in all. */
  setup: { name: string; values: (string | null)[] }[];
  /** Sentences about what a reader should know. */
  warnings: string[];
}

export interface ComparedRequest {
  request_type: string;
  name: string;
  /** For each run, null where it has no such request. */
  figures: (RequestFigures | null)[];
  /** For each run behind the first: how it differs from the first; null where one of them has nothing. */
  differences: (Difference[] | null)[];
}

export interface Difference {
  figure: "rps" | "failure_ratio" | "mean" | "p50" | "p75" | "p90" | "p95" | "p99" | "p999" | "max" | "count" | "bytes";
  /** That of this run minus that of the first; in the figure's unit. */
  by: number;
  /** The same in per cent of the first; null where that is 0. */
  percent: number | null;
  meaning: "better" | "worse" | "same" | "neutral" | "unsure";
  /** Whether there are too few samples on a side to tell. */
  too_few: boolean;
  /** The interval that the difference lies in, with 99 % confidence, in the figure's unit; null where it has none. */
  lower: number | null;
  upper: number | null;
}

/** GET trend?test=&figure=p95&request_type=&name=&limit=100  Oldest first. */
export interface Trend {
  test: string;
  figure: string;
  points: { run: string; started: string; value: number | null; count: number; state: RunState; baseline: boolean; labels: Record<string, string> }[];
}

/** POST login: sets a cookie that only this server reads. POST logout takes it back. */
export interface Login {
  user?: string;
  password: string;
}
