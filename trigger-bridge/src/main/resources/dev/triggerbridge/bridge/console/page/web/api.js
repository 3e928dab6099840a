import { state, update } from "./store.js";

/** An answer that is a refusal: names field, value and remedy where it can. */
export class Refused extends Error {
  constructor(status, problem) {
    super(problem.message);
    this.status = status;
    this.problem = problem;
  }
}

async function call(method, path, body) {
  const init = { method, headers: {}, credentials: "same-origin", cache: "no-store" };
  if (method !== "GET") {
    init.headers = { "Content-Type": "application/json", "X-Requested-By": "console" };
    init.body = JSON.stringify(body ?? {});
  }
  let response;
  try {
    response = await fetch("/api/" + path, init);
  } catch {
    throw new Refused(0, {
      message: "the bridge does not answer",
      remedy: "It may be restarting; this page goes on trying.",
    });
  }
  let answer = null;
  try {
    answer = await response.json();
  } catch {
    answer = null;
  }
  if (response.ok && answer) {
    return answer;
  }
  if (response.status === 401 && state.session?.signedIn) {
    state.session = { tokenNeeded: true, signedIn: false };
    update();
  }
  throw new Refused(
    response.status,
    answer?.error ?? { message: `the bridge answered ${response.status}`, remedy: "See its log." },
  );
}

export const get = (path, query) => {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value) {
      parameters.set(name, value);
    }
  }
  const text = parameters.toString();
  return call("GET", text ? `${path}?${text}` : path);
};
export const post = (path, body) => call("POST", path, body);
export const remove = (path) => call("DELETE", path);
