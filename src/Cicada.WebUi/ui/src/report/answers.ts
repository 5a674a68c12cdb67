import type { Info } from "cicada/api";
import type { Question } from "cicada/app/http";
import { Refused } from "cicada/app/refused";

// What a report has embedded instead of a server, and how the pages' questions are answered from it. Pure.

/** The embedded document; the server writes it in src/Cicada/RunsApi/ReportAnswers.cs. */
export interface ReportDocument {
  run: string;
  made: string;
  version: string;
  time_zone: string;
  answers: ReportAnswer[];
}

export interface ReportAnswer {
  /** The last part of the path; `run` for the run itself. */
  what: string;
  request_type?: string;
  name?: string;
  order?: string;
  exception?: string;
  answer: unknown;
}

/** The answer to a question of the API. What a question says of windows and points is passed over: there is one answer, about the whole run. */
export function answerOf(report: ReportDocument, { method, path, query }: Pick<Question, "method" | "path" | "query">): unknown {
  if (method !== "GET") {
    throw new Refused(405, "A report stays as it was made: nothing in it can be changed.");
  }

  if (path === "info") {
    return infoOf(report);
  }

  const [, run, what = "run"] = path.split("/").map(decodeURIComponent);
  const asked = { what, request_type: query["request_type"], name: query["name"], order: what === "samples" ? query["order"] ?? "slowest" : undefined, exception: query["exception"] };
  const found = report.answers.find(one => one.what === asked.what && one.request_type === asked.request_type && one.name === asked.name && one.order === asked.order && one.exception === asked.exception);
  if (run === undefined || found === undefined) {
    throw new Refused(404, "This is not part of the report, which has details only of the requests and failures there are most of. The store that the run is in has all of it.");
  }

  return found.answer;
}

function infoOf({ made, version, time_zone }: ReportDocument): Info {
  return { version, mode: "serve", test: null, store: "", live_run: null, can_start: false, can_change: false, user: null, needs_login: false, now: made, time_zone };
}
