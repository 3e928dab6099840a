import { html, nothing } from "./lit-html/lit-html.js";
import { live } from "./lit-html/directives/live.js";
import { repeat } from "./lit-html/directives/repeat.js";
import { get } from "./api.js";
import { close, open } from "./dialogs.js";
import * as format from "./format.js";
import { badge, body, empty, headers, loading, pairs, problem } from "./parts.js";
import { redrive } from "./redrive.js";
import { announce, state, update } from "./store.js";

const of = () => state.deadLetters;
let asked = 0;

/** Lists what the address asks for. */
export function enterDeadLetters(query) {
  of().wanted = { mapping: query.get("mapping") ?? "", code: query.get("code") ?? "", since: query.get("since") ?? "" };
  list();
}

async function list() {
  const mine = ++asked;
  of().loading = true;
  of().error = null;
  update();
  try {
    const listed = await get("dead-letters", of().wanted);
    if (mine !== asked) {
      return;
    }
    of().listed = listed;
    const there = new Set(listed.entries.map((entry) => entry.id));
    of().selected = new Set([...of().selected].filter((id) => there.has(id)));
    announce(`${format.plural(listed.entries.length, "dead letter")} shown.`);
  } catch (e) {
    if (mine !== asked) {
      return;
    }
    of().error = e;
    of().listed = null;
  }
  of().loading = false;
  update();
}

function filter(event) {
  event.preventDefault();
  const { mapping, code, since } = event.target.elements;
  const query = new URLSearchParams();
  for (const field of [mapping, code, since]) {
    if (field.value.trim()) {
      query.set(field.name, field.value.trim());
    }
  }
  const hash = `#/dead-letters${query.size ? `?${query}` : ""}`;
  if (hash === location.hash) {
    list();
  } else {
    location.hash = hash;
  }
}

function select(id, on) {
  const selected = new Set(of().selected);
  if (on) {
    selected.add(id);
  } else {
    selected.delete(id);
  }
  of().selected = selected;
  update();
}

function selectAll(on) {
  of().selected = new Set(on ? of().listed.entries.map((entry) => entry.id) : []);
  update();
}

async function show(id) {
  const dialog = open(html`<h2 id="dialog-title">Dead letter ${id}</h2>${loading("Reading…")}`, true);
  try {
    dialog.draw(detail(await get(`dead-letters/${id}`)));
  } catch (e) {
    dialog.draw(
      html`<h2 id="dialog-title">Dead letter ${id}</h2>${problem(e)}
        <div class="actions"><button type="button" class="quiet" @click=${close}>Close</button></div>`,
    );
  }
}

const detail = ({ entry, consumer, epoch, headers: values, body: shown }) => html`<h2 id="dialog-title">
    Dead letter ${entry.id}
  </h2>
  <p class="error-line">${badge("bad", format.words(entry.errorClass))} <code>${entry.code}</code> ${entry.message}</p>
  ${pairs([
    ["Record", html`<a href="#/timeline?q=${entry.record}" @click=${close}>${entry.record}</a>`],
    ["Subject", html`<code>${entry.subject}</code>`],
    ["Message id", html`<code>${entry.messageId}</code>`],
    ["Mapping", `${entry.mapping}, consumer ${consumer}`],
    ["Given up", format.time(entry.time)],
    ["Stored", format.time(entry.recordTime)],
    ["Attempts", `${entry.attempts} of the record itself, ${format.plural(entry.deliveries, "delivery", "deliveries")}`],
    ["Epoch", html`<code>${epoch}</code>`],
  ])}
  <h3>Body</h3>
  ${body(shown)}
  <h3>Headers</h3>
  ${headers(values)}
  <div class="actions">
    <button type="button" class="quiet" @click=${close}>Close</button>
    <button type="button" class="primary" @click=${() => redrive([entry.id], list)}>Redrive…</button>
  </div>`;

function row(entry) {
  return html`<tr role="row">
    <td role="cell" class="pick">
      <input type="checkbox" aria-label="Select ${entry.id}" .checked=${live(of().selected.has(entry.id))}
        @change=${(event) => select(entry.id, event.target.checked)}>
    </td>
    <th role="rowheader" scope="row">
      <button type="button" class="link-button" @click=${() => show(entry.id)}>${entry.id}</button>
    </th>
    <td role="cell" data-label="Given up" class="time">${format.time(entry.time)}</td>
    <td role="cell" data-label="Mapping">${entry.mapping}</td>
    <td role="cell" data-label="Record"><a href="#/timeline?q=${entry.record}">${entry.record}</a><span class="under mono">${entry.subject}</span></td>
    <td role="cell" data-label="Error" class="error">
      ${badge("bad", format.words(entry.errorClass))} <code>${entry.code}</code><span class="under">${entry.message}</span>
    </td>
    <td role="cell" data-label="Attempts" class="number">${entry.attempts}</td>
  </tr>`;
}

function table({ entries, matching, looked, complete }) {
  const { selected, wanted } = of();
  if (entries.length === 0) {
    return Object.values(wanted).some(Boolean)
      ? empty("No dead letter matches", "Widen the filter to see others.")
      : empty("No dead letters", "Every record was processed, or is still on its way.");
  }
  const all = selected.size === entries.length;
  return html`<div class="bar">
      <p>${format.count(entries.length)} of ${format.plural(matching, "entry", "entries")}, newest first${
        complete ? "" : html`; only the newest ${format.count(looked)} positions of each stream were looked at`
      }</p>
      <button type="button" class="primary" ?disabled=${selected.size === 0} @click=${() => redrive([...selected], list)}>
        Redrive ${selected.size ? format.count(selected.size) : ""} selected…
      </button>
    </div>
    <div class="panel">
      <table role="table" class="dead-letters">
        <caption class="visually-hidden">Dead letters, newest first</caption>
        <thead role="rowgroup">
          <tr role="row">
            <th role="columnheader" scope="col" class="pick">
              <input type="checkbox" aria-label="Select all" .checked=${live(all)} .indeterminate=${live(selected.size > 0 && !all)}
                @change=${(event) => selectAll(event.target.checked)}>
            </th>
            ${["Entry", "Given up", "Mapping", "Record", "Error"].map((head) => html`<th role="columnheader" scope="col">${head}</th>`)}
            <th role="columnheader" scope="col" class="number">Attempts</th>
          </tr>
        </thead>
        <tbody role="rowgroup">${repeat(entries, (entry) => entry.id, row)}</tbody>
      </table>
    </div>`;
}

const SPANS = [["", "any time"], ["1h", "last hour"], ["24h", "last 24 hours"], ["7d", "last 7 days"]];

/** Dead letters: look, choose, redrive. */
export function deadLettersView() {
  const { wanted, listed, error } = of();
  const names = state.overview?.mappings.map((each) => each.name) ?? [];
  const known = wanted.mapping && !names.includes(wanted.mapping) ? [wanted.mapping, ...names] : names;
  return html`<h1 tabindex="-1">Dead letters</h1>
    <form class="filter" role="search" aria-label="Dead letters" @submit=${filter}>
      <label>Mapping
        <select name="mapping" .value=${live(wanted.mapping)}>
          <option value="">any</option>
          ${known.map((name) => html`<option value=${name} ?selected=${name === wanted.mapping}>${name}</option>`)}
        </select>
      </label>
      <label>Code or class
        <input name="code" spellcheck="false" autocomplete="off" placeholder="any" .value=${wanted.code}>
      </label>
      <label>Given up
        <select name="since">
          ${SPANS.map(([value, text]) => html`<option value=${value} ?selected=${value === wanted.since}>${text}</option>`)}
        </select>
      </label>
      <button type="submit">Show</button>
    </form>
    ${problem(error)}
    ${listed ? table(listed) : error ? nothing : loading("Reading the dead letters…")}`;
}
