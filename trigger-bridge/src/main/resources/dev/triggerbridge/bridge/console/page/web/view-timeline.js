import { html, nothing } from "./lit-html/lit-html.js";
import { repeat } from "./lit-html/directives/repeat.js";
import { get } from "./api.js";
import * as format from "./format.js";
import { lanesChart } from "./lanes-chart.js";
import { badge, body, empty, fateBadge, headers, loading, notes, problem } from "./parts.js";
import { announce, state, update } from "./store.js";

const of = () => state.timeline;
let asked = 0;

/** Finds what the address asks for. */
export function enterTimeline(query) {
  const wanted = query.get("q") ?? "";
  const back = query.get("back") ?? "1h";
  if (wanted === of().query && back === of().back && of().story) {
    return;
  }
  Object.assign(of(), { query: wanted, back, error: null, story: null });
  if (wanted) {
    find();
  }
}

async function find() {
  const mine = ++asked;
  const begin = performance.now();
  Object.assign(of(), { loading: true, error: null });
  update();
  try {
    const story = await get("stories", { query: of().query, back: of().back });
    if (mine !== asked) {
      return;
    }
    Object.assign(of(), { story, took: performance.now() - begin });
    announce(`${format.plural(story.events.length, "event")} found.`);
  } catch (e) {
    if (mine !== asked) {
      return;
    }
    of().error = e;
    of().story = null;
  }
  of().loading = false;
  update();
}

function search(event) {
  event.preventDefault();
  const { q, back } = event.target.elements;
  const query = new URLSearchParams({ q: q.value.trim(), back: back.value });
  const hash = `#/timeline?${query}`;
  if (hash === location.hash) {
    find();
  } else {
    location.hash = hash;
  }
}

const millisBetween = (from, to) => new Date(to.time) - new Date(from.time);

function origin(event, byId) {
  if (event.deadLetter) {
    return html`given up by mapping <strong>${event.deadLetter.mapping}</strong>`;
  }
  if (!event.cause) {
    return html`published by a producer`;
  }
  const who = event.functionName
    ? html`function <strong>${event.functionName}</strong>`
    : event.producers.length
      ? html`one of mappings <strong>${event.producers.join(", ")}</strong>`
      : html`a function`;
  const cause = byId.get(event.cause);
  return html`returned by ${who}${
    cause
      ? html`, ${format.millis(millisBetween(cause, event))} after <a href="#event-${cause.id}" @click=${jump}>${cause.id}</a>`
      : html` for ${event.cause}`
  }`;
}

/** To another event of the list: the hash is taken by the route. */
function jump(event) {
  event.preventDefault();
  const target = document.getElementById(event.target.getAttribute("href").slice(1));
  target?.focus();
  target?.scrollIntoView({ block: "center" });
}

function eventItem(event, first, byId) {
  return html`<li class="event ${event.deadLetter ? "dead" : ""}" id="event-${event.id}" tabindex="-1">
    <div class="when">
      <span class="offset">+${format.millis(millisBetween(first, event))}</span>
    </div>
    <div class="what">
      <h3><code>${event.subject}</code> <span class="record">${event.id}</span></h3>
      <p class="origin">${origin(event, byId)}</p>
      ${event.deadLetter
        ? html`<p class="error-line">${badge("bad", format.words(event.deadLetter.errorClass))} <code>${event.deadLetter.code}</code>
            ${event.deadLetter.message} after ${format.plural(event.deadLetter.attempts, "attempt")}.
            <a href="#/dead-letters?mapping=${event.deadLetter.mapping}">Dead letters of ${event.deadLetter.mapping}</a></p>`
        : nothing}
      ${event.fates.length ? html`<p class="fates">${event.fates.map(fateBadge)}</p>` : nothing}
      <details>
        <summary>Body and headers</summary>
        <p class="muted">Stored ${format.timeMillis(event.time)} · message id <code>${event.messageId}</code></p>
        ${body(event.body)} ${headers(event.headers)}
      </details>
    </div>
  </li>`;
}

function storyView(story) {
  if (story.events.length === 0) {
    const looked = story.searched.reduce((all, each) => all + each.messages, 0);
    return html`${notes(story.notes)}${empty(
      `Nothing bears the id ${story.query}`,
      `${format.plural(looked, "message")} of ${format.plural(story.searched.length, "stream")} since ` +
        `${format.time(story.searched[0]?.since ?? new Date())} were looked through. Look further back, or give a record such as ORDERS/9812.`,
    )}`;
  }
  const [first] = story.events;
  const last = story.events.at(-1);
  const byId = new Map(story.events.map((event) => [event.id, event]));
  const streams = new Set(story.events.map((event) => event.stream));
  const dead = story.events.filter((event) => event.deadLetter).length;
  const open = story.events.flatMap((event) => event.fates).filter((fate) => ["WAITING", "DELIVERED", "RETRYING"].includes(fate.fate));
  return html`<dl class="figures">
      <div><dt>Events</dt><dd>${format.count(story.events.length)} in ${format.plural(streams.size, "stream")}</dd></div>
      <div><dt>From</dt><dd>${format.timeMillis(first.time)}</dd></div>
      <div><dt>Lasted</dt><dd>${format.millis(millisBetween(first, last))}</dd></div>
      <div class=${open.length ? "warn" : ""}><dt>On its way</dt><dd>${format.plural(open.length, "record")}</dd></div>
      <div class=${dead ? "bad" : ""}><dt>Dead letters</dt><dd>${format.count(dead)}</dd></div>
      <div><dt>Found in</dt><dd>${format.millis(of().took)}</dd></div>
    </dl>
    ${notes(story.notes)}
    <section class="panel lanes" aria-labelledby="lanes-title">
      <h2 id="lanes-title">Across functions</h2>
      ${lanesChart(story.events)}
    </section>
    <section aria-labelledby="events-title">
      <h2 id="events-title">Events, oldest first</h2>
      <ol class="events">${repeat(story.events, (event) => event.id, (event) => eventItem(event, first, byId))}</ol>
    </section>`;
}

const BACK = [["15m", "15 minutes"], ["1h", "1 hour"], ["6h", "6 hours"], ["24h", "24 hours"], ["7d", "7 days"]];

/** One order's life, or that of whatever an id names. */
export function timelineView() {
  const { query, back, loading: busy, error, story } = of();
  return html`<h1 tabindex="-1">Timeline</h1>
    <form class="filter" role="search" aria-label="Timeline" @submit=${search}>
      <label class="grow">Record or id
        <input name="q" required spellcheck="false" autocomplete="off" placeholder="ORDERS/9812, or an order id" .value=${query}>
      </label>
      <label>Look back
        <select name="back">
          ${BACK.map(([value, text]) => html`<option value=${value} ?selected=${value === back}>${text}</option>`)}
        </select>
      </label>
      <button type="submit" class="primary">Find</button>
    </form>
    ${problem(error)}
    ${busy ? loading("Looking through the streams…") : nothing}
    ${story && !busy
      ? storyView(story)
      : !busy && !error
        ? empty(
            "One id, everything that happened",
            "Give a record such as ORDERS/9812, or any id that events bear in a header or field. What it has caused, and what has caused it, is shown across all functions.",
          )
        : nothing}`;
}
