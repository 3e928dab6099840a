import { html, nothing } from "./lit-html/lit-html.js";
import { live } from "./lit-html/directives/live.js";
import { get, post } from "./api.js";
import { badge, empty, loading, problem } from "./parts.js";
import { announce, state, update } from "./store.js";

const of = () => state.filters;

/** Asks once which mappings there are. */
export async function enterFilters() {
  if (of().known) {
    return;
  }
  try {
    of().known = (await get("filters")).mappings;
    of().error = null;
    if (of().known.length > 0) {
      choose(of().known[0].mapping);
    }
  } catch (e) {
    of().error = e;
  }
  update();
}

function choose(mapping) {
  const known = of().known.find((each) => each.mapping === mapping);
  const plain = known.subjects.find((subject) => !/[*>]/.test(subject));
  of().form = { mapping, subject: plain ?? "", headers: "", payload: of().form?.payload ?? "", base64: false, pattern: "" };
  of().verdict = null;
  update();
}

const set = (field) => (event) => {
  of().form[field] = event.target.type === "checkbox" ? event.target.checked : event.target.value;
};

function headers(text) {
  const parsed = {};
  for (const line of text.split("\n").filter((each) => each.trim())) {
    const at = line.indexOf("=");
    if (at < 1) {
      const error = new Error(`Header "${line}" is not NAME=VALUE.`);
      error.problem = { field: "headers", value: line, message: "is not NAME=VALUE", remedy: "Write Content-Type=application/json" };
      throw error;
    }
    const name = line.slice(0, at).trim();
    parsed[name] = [...(parsed[name] ?? []), line.slice(at + 1).trim()];
  }
  return parsed;
}

async function test(event) {
  event.preventDefault();
  const { form } = of();
  of().loading = true;
  of().error = null;
  update();
  try {
    of().verdict = await post("filters/test", { ...form, headers: headers(form.headers) });
    announce(outcome(of().verdict));
  } catch (e) {
    of().error = e;
    of().verdict = null;
  }
  of().loading = false;
  update();
}

function outcome(verdict) {
  if (verdict.passes) {
    return "The record reaches the function.";
  }
  return verdict.delivered && verdict.invalid ? "The record becomes a dead letter." : "The record is filtered out.";
}

function verdictView(verdict) {
  const subjects = verdict.subjects.length ? verdict.subjects.join(", ") : "all of the stream";
  return html`<p class="verdict ${verdict.passes ? "ok" : "calm"}">
      ${outcome(verdict)}
    </p>
    <ol class="steps">
      <li>${badge(verdict.delivered ? "ok" : "bad", verdict.delivered ? "delivered" : "never delivered")}
        The server delivers ${subjects}.</li>
      <li>${badge("calm", "read as")} ${verdict.readAs || "nothing"}</li>
      ${verdict.filters.map(
        (each) => html`<li>${badge(each.matches ? "ok" : "calm", each.matches ? "matches" : "no match")}
          pattern ${each.filter + 1}: <code>${each.pattern}</code></li>`,
      )}
      ${verdict.filters.length === 0 ? html`<li>${badge("ok", "no patterns")} Everything that is delivered passes.</li>` : nothing}
    </ol>
    ${verdict.formatMismatch
      ? html`<p class="note">The payload's format is not the one that a pattern on <code>data</code> asks for.</p>`
      : nothing}
    ${verdict.invalid ? html`<p class="note">Not what the schema asks for: ${verdict.invalid}</p>` : nothing}
    <h3>What patterns see</h3>
    <pre tabindex="0" aria-label="What patterns see">${verdict.seen}</pre>`;
}

/** Says whether a record would reach a function. */
export function filtersView() {
  const { known, form, verdict, error } = of();
  if (!known) {
    return html`<h1 tabindex="-1">Filter tester</h1>${error ? problem(error) : loading("Reading the mappings…")}`;
  }
  if (!form) {
    return html`<h1 tabindex="-1">Filter tester</h1>${empty("No mappings", "The configuration has none.")}`;
  }
  const own = known.find((each) => each.mapping === form.mapping);
  return html`<h1 tabindex="-1">Filter tester</h1>
    <p class="lead">Says whether a record would reach a mapping's function, and what the filters see of it. Nothing is published.</p>
    <div class="columns">
      <form class="panel form" @submit=${test}>
        <label for="f-mapping">Mapping</label>
        <select id="f-mapping" .value=${live(form.mapping)} @change=${(event) => choose(event.target.value)}>
          ${known.map((each) => html`<option value=${each.mapping} ?selected=${each.mapping === form.mapping}>${each.mapping}</option>`)}
        </select>
        <p class="muted">${own.patterns.length ? `${own.patterns.length} patterns in the configuration` : "No patterns in the configuration"}</p>
        <label for="f-subject">Subject</label>
        <input id="f-subject" required spellcheck="false" autocomplete="off" .value=${live(form.subject)} @input=${set("subject")}>
        <label for="f-headers">Headers, one NAME=VALUE a line</label>
        <textarea id="f-headers" rows="3" spellcheck="false" .value=${live(form.headers)} @input=${set("headers")}></textarea>
        <label for="f-payload">Payload</label>
        <textarea id="f-payload" rows="8" spellcheck="false" .value=${live(form.payload)} @input=${set("payload")}></textarea>
        <label class="check"><input type="checkbox" .checked=${live(form.base64)} @change=${set("base64")}> The payload is in base64</label>
        <label for="f-pattern">Another pattern, instead of the configured ones</label>
        <textarea id="f-pattern" rows="3" spellcheck="false" placeholder='{"data": {"total": [{"numeric": [">", 100]}]}}'
          .value=${live(form.pattern)} @input=${set("pattern")}></textarea>
        <button type="submit" class="primary" ?disabled=${of().loading}>Test the record</button>
      </form>
      <section class="panel result" aria-labelledby="result-title">
        <h2 id="result-title">Result</h2>
        ${problem(error)}
        ${verdict ? verdictView(verdict) : error ? nothing : html`<p class="muted">Describe a record and test it.</p>`}
      </section>
    </div>`;
}
