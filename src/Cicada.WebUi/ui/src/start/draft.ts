import type { StartForm, StartRequest, StartUserType } from "cicada/api";

/** The form as it is filled in: texts as they were typed, since it is the server that says what they mean. */
export interface Draft {
  users: string;
  spawn_rate: string;
  shape: string;
  arrival_rate: string;
  max_users: string;
  host: string;
  run_time: string;
  iterations: string;
  load_model: string;
  types: DraftType[];
  labels: string[];
  exclude_labels: string[];
  /** One a line. */
  thresholds: string;
  run_labels: Record<string, string>;
  note: string;
  options: Record<string, string>;
}

export interface DraftType {
  name: string;
  takesPart: boolean;
  weight: string;
  /** Empty where the number follows from the weight. */
  fixed: string;
}

/** What the form begins with. */
export function draftOf({ values, user_types, load_models }: StartForm): Draft {
  return {
    users: text(values.users),
    spawn_rate: text(values.spawn_rate),
    shape: values.shape ?? "",
    arrival_rate: values.arrival_rate ?? "",
    max_users: text(values.max_users),
    host: values.host ?? "",
    run_time: values.run_time ?? "",
    iterations: text(values.iterations),
    load_model: values.load_model ?? load_models[0] ?? "",
    types: user_types.map(type => {
      const given = values.user_types?.find(one => one.name === type.name);
      const fixed = given?.fixed_count === undefined ? type.fixed_count : given.fixed_count;
      return { name: type.name, takesPart: values.user_types === undefined || values.user_types === null || given !== undefined, weight: text(given?.weight ?? type.weight), fixed: text(fixed || null) };
    }),
    labels: values.labels ?? [],
    exclude_labels: values.exclude_labels ?? [],
    thresholds: (values.thresholds ?? []).join("\n"),
    run_labels: values.run_labels ?? {},
    note: values.note ?? "",
    options: values.options ?? {},
  };
}

/** What is asked of the server: a field that is empty asks for none, whatever the command line says. Or the fields that hold no number. */
export function requestOf(draft: Draft, form: StartForm): { request: StartRequest; problems: { field: string; message: string }[] } {
  const problems: { field: string; message: string }[] = [];
  const number = (field: string, what: string, value: string): number | undefined => {
    if (value.trim() === "") { return undefined; }
    const parsed = Number(value);
    if (Number.isFinite(parsed)) { return parsed; }
    problems.push({ field, message: `${what} is '${value}'; expected a number.` });
    return undefined;
  };
  const request: StartRequest = { host: draft.host.trim(), run_time: draft.run_time.trim(), thresholds: draft.thresholds.split("\n").map(line => line.trim()).filter(line => line !== ""), run_labels: draft.run_labels, note: draft.note.trim(), labels: draft.labels, exclude_labels: draft.exclude_labels };
  const shaped = hasShape(draft, form) || isOpen(draft, form);
  if (draft.shape.trim() !== "" || form.values.shape) { request.shape = draft.shape.trim(); }
  const users = number("users", "The number of users", draft.users), spawnRate = number("spawn_rate", "The spawn rate", draft.spawn_rate);
  if (users !== undefined && !shaped) { request.users = users; }
  if (spawnRate !== undefined && !shaped) { request.spawn_rate = spawnRate; }
  if (draft.arrival_rate.trim() !== "" || form.values.arrival_rate) { request.arrival_rate = draft.arrival_rate.trim(); }
  if (hasArrivals(draft, form)) { request.max_users = number("max_users", "The number of users", draft.max_users) ?? 0; }
  request.iterations = number("iterations", "The number of iterations", draft.iterations) ?? 0;
  if (draft.load_model !== "") { request.load_model = draft.load_model; }
  const options = Object.entries(draft.options).filter(([name, value]) => value !== "" && form.options.some(option => option.name === name));
  if (options.length > 0) { request.options = Object.fromEntries(options); }
  if (!isAsWritten(draft, form)) {
    request.user_types = draft.types.filter(type => type.takesPart).map(({ name, weight, fixed }): StartUserType => {
      const w = number("user_types", `The weight of ${name}`, weight);
      return { name, ...(w !== undefined && { weight: w }), fixed_count: number("user_types", `The fixed count of ${name}`, fixed) ?? 0 };
    });
  }
  return { request, problems };
}

/** Whether a shape says how many users there are, so that nobody is asked for them. */
export function hasShape({ shape }: Draft, form: StartForm): boolean {
  const typed = shape.trim().toLowerCase();
  return typed === "" ? form.own_shape !== null && form.own_shape !== undefined : typed !== "none";
}

/** Whether arrivals make the users, of all user types that take part, so that nobody is asked for a number of them. */
export function isOpen(draft: Draft, form: StartForm): boolean {
  return hasArrivals(draft, form) && draft.types.filter(type => type.takesPart).every(type => form.user_types.find(one => one.name === type.name)?.takes_arrivals !== false && (type.fixed === "" || type.fixed === "0"));
}

/** Whether there is an arrival rate. */
export function hasArrivals({ arrival_rate }: Draft, form: StartForm): boolean {
  const typed = arrival_rate.trim().toLowerCase();
  return typed === "" ? form.own_arrival_rate !== null && form.own_arrival_rate !== undefined : typed !== "none";
}

/** Whether all user types take part, as they are written in the test. */
function isAsWritten(draft: Draft, form: StartForm): boolean {
  return form.user_types.every(type => {
    const one = draft.types.find(other => other.name === type.name);
    return one !== undefined && one.takesPart && one.weight === text(type.weight) && one.fixed === text(type.fixed_count);
  });
}

function text(value: number | null | undefined): string {
  return value === null || value === undefined ? "" : String(value);
}
