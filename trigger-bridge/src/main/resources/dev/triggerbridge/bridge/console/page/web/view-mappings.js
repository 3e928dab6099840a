import { html, nothing } from "./lit-html/lit-html.js";
import { repeat } from "./lit-html/directives/repeat.js";
import { get, post } from "./api.js";
import { confirm } from "./dialogs.js";
import * as format from "./format.js";
import { empty, loading, meter, notes, problem, sparkline, stateBadge } from "./parts.js";
import { announce, show, state } from "./store.js";

const sum = (mappings, field) => mappings.reduce((all, each) => all + (each[field] ?? 0), 0);

function figures({ mappings, replicas }) {
  const ready = mappings.filter((each) => each.ready).length;
  const oldest = Math.max(...mappings.map((each) => each.oldestSeconds ?? -1));
  const list = [
    ["Ready", `${ready} of ${mappings.length}`, ready < mappings.length ? "bad" : ""],
    ["Waiting", format.plural(sum(mappings, "pending"), "record")],
    ["Oldest", oldest < 0 ? "none" : format.seconds(oldest)],
    ["In flight", format.plural(sum(mappings, "inFlight"), "record")],
    ["Acked", `${format.decimal(sum(mappings, "ratePerSecond"))} / s`],
    ["Dead letters", `${format.count(sum(mappings, "deadLetters"))} since start`],
    ["Replicas", format.count(replicas.length)],
  ];
  return html`<dl class="figures">
    ${list.map(([name, value, tone]) => html`<div class=${tone ?? ""}><dt>${name}</dt><dd>${value}</dd></div>`)}
  </dl>`;
}

async function switched(mapping, action) {
  await post(`mappings/${encodeURIComponent(mapping.name)}/${action}`);
  announce(`Mapping ${mapping.name} is ${action === "pause" ? "paused" : "resumed"}.`);
  show(await get("overview"));
}

const pause = (mapping) =>
  confirm({
    title: `Pause mapping ${mapping.name}?`,
    text: [
      `On all replicas nothing more is pulled for function ${mapping.functionName}. What is in flight, ` +
        `${format.plural(mapping.inFlight, "record")} now, is finished. Messages wait in stream ${mapping.stream}, ` +
        "within its limits.",
      "The pause outlives restarts and ends when somebody resumes the mapping.",
    ],
    action: "Pause mapping",
    tone: "danger",
    act: () => switched(mapping, "pause"),
  });

const resume = (mapping) =>
  confirm({
    title: `Resume mapping ${mapping.name}?`,
    text: [
      mapping.pending === undefined
        ? `Function ${mapping.functionName} is invoked again.`
        : `Function ${mapping.functionName} is invoked again, beginning with ` +
          `${format.plural(mapping.pending, "record")} that ${mapping.pending === 1 ? "waits" : "wait"}.`,
      mapping.enabled ? "" : "It does not begin yet: the configuration has enabled: false.",
    ].filter(Boolean),
    action: "Resume mapping",
    act: () => switched(mapping, "resume"),
  });

const cell = (label, content, kind = "") =>
  html`<td role="cell" data-label=${label} class=${kind}>${content}</td>`;

function row(mapping) {
  const breaker = mapping.breaker === "closed" ? "closed" : html`<strong class="bad-text">${mapping.breaker}</strong>`;
  const latency = mapping.invokeMillis === undefined ? html`<span class="muted">idle</span>` : format.millis(mapping.invokeMillis);
  return html`<tr role="row">
      <th role="rowheader" scope="row">
        <span class="name">${mapping.name}</span>
        <span class="route">${mapping.stream} <span aria-label="to">→</span> ${mapping.functionName}</span>
      </th>
      ${cell("State", stateBadge(mapping))}
      ${cell(
        "Waiting",
        mapping.pending === undefined
          ? html`<span class="muted">no consumer</span>`
          : html`${format.count(mapping.pending)}${
              mapping.oldestSeconds === undefined
                ? nothing
                : html`<span class="under">oldest ${format.seconds(mapping.oldestSeconds)}</span>`
            }`,
        "number",
      )}
      ${cell("In flight", format.count(mapping.inFlight), "number")}
      ${cell(
        "Acked / s",
        html`<span class="with-spark">${sparkline(state.history.get(mapping.name))}${format.decimal(mapping.ratePerSecond)}</span>`,
        "number",
      )}
      ${cell("Invocation", latency, "number")}
      ${cell(
        "Concurrency",
        html`<span title="invocations under way, and how many may be now, of at most ${mapping.maximumConcurrency} per replica"
            >${mapping.invocations} of ${mapping.concurrencyLimit}</span
          >${meter(mapping.invocations, mapping.concurrencyLimit)}`,
        "number",
      )}
      ${cell("Breaker", breaker)}
      ${cell("Failures", format.count(mapping.failures), "number")}
      ${cell(
        "Dead letters",
        mapping.deadLetters
          ? html`<a href="#/dead-letters?mapping=${mapping.name}">${format.count(mapping.deadLetters)}</a>`
          : "0",
        "number",
      )}
      ${cell(
        "",
        mapping.paused
          ? html`<button type="button" @click=${() => resume(mapping)}>Resume<span class="visually-hidden"> ${mapping.name}</span></button>`
          : html`<button type="button" class="quiet" @click=${() => pause(mapping)}>Pause<span class="visually-hidden"> ${mapping.name}</span></button>`,
        "act",
      )}
    </tr>
    ${mapping.reason
      ? html`<tr role="row" class="reason"><td role="cell" colspan="11">${mapping.name}: ${mapping.reason}</td></tr>`
      : nothing}`;
}

const HEADS = ["Mapping", "State", "Waiting", "In flight", "Acked / s", "Invocation", "Concurrency", "Breaker", "Failures", "Dead letters"];
const NUMBERS = new Set(["Waiting", "In flight", "Acked / s", "Invocation", "Concurrency", "Failures", "Dead letters"]);

/** How every mapping stands, live. */
export function mappingsView() {
  const { overview, overviewError } = state;
  if (!overview) {
    return html`<h1 tabindex="-1">Mappings</h1>
      ${overviewError ? problem(overviewError) : loading("Asking the replicas…")}`;
  }
  return html`<h1 tabindex="-1">Mappings</h1>
    ${overviewError ? problem(overviewError) : nothing} ${notes(overview.notes)} ${figures(overview)}
    ${overview.mappings.length === 0
      ? empty("No mappings", "The configuration has none.")
      : html`<div class="panel">
          <table role="table" class="mappings">
            <caption class="visually-hidden">Every mapping, over all replicas, every two seconds</caption>
            <thead role="rowgroup">
              <tr role="row">
                ${HEADS.map((head) => html`<th role="columnheader" scope="col" class=${NUMBERS.has(head) ? "number" : ""}>${head}</th>`)}
                <th role="columnheader" scope="col"><span class="visually-hidden">Action</span></th>
              </tr>
            </thead>
            <tbody role="rowgroup">
              ${repeat(overview.mappings, (each) => each.name, row)}
            </tbody>
          </table>
        </div>
        <p class="legend">
          Waiting: not delivered yet, as the server counts. Acked and invocation: means over the last 12 seconds.
          Failures and dead letters: since the replicas began.
        </p>`}`;
}
