import { html, nothing, svg } from "./lit-html/lit-html.js";
import * as format from "./format.js";

/** A state as a word with a colour: never a colour alone. */
export const badge = (tone, text) => html`<span class="badge ${tone}">${text}</span>`;

const STATES = {
  RUNNING: "ok",
  STANDBY: "calm",
  PAUSED: "calm",
  PAUSING: "warn",
  DISABLED: "calm",
  STARTING: "warn",
  DRAINING: "warn",
  BREAKER_HALF_OPEN: "warn",
  BREAKER_OPEN: "bad",
  DISCONNECTED: "bad",
  STALLED: "bad",
  STOPPED: "bad",
  NO_REPLICA: "bad",
};

/** Of a mapping; replicas that differ say so. */
export function stateBadge(mapping) {
  const tone = STATES[mapping.state] ?? (mapping.ready ? "warn" : "bad");
  return badge(tone, format.words(mapping.state));
}

const FATES = {
  SETTLED: "ok",
  FILTERED: "calm",
  WAITING: "warn",
  DELIVERED: "warn",
  RETRYING: "warn",
  DEAD_LETTERED: "bad",
  REMOVED: "bad",
  NO_CONSUMER: "bad",
};

/** What became of a record in a mapping. */
export const fateBadge = (fate) =>
  html`<span class="fate" title=${fate.detail}
    >${badge(FATES[fate.fate] ?? "calm", format.words(fate.fate))} <span>in ${fate.mapping}</span></span
  >`;

/** Recent values as a line, for the eye only. */
export function sparkline(values) {
  const width = 72;
  const height = 18;
  if (!values || values.length < 2) {
    return html`<svg class="spark" viewBox="0 0 ${width} ${height}" aria-hidden="true"></svg>`;
  }
  const most = Math.max(...values, 1);
  const step = width / (values.length - 1);
  const points = values
    .map((value, at) => `${(at * step).toFixed(1)},${(height - 1.5 - (value / most) * (height - 3)).toFixed(1)}`)
    .join(" ");
  return html`<svg class="spark" viewBox="0 0 ${width} ${height}" aria-hidden="true">
    ${svg`<polyline points=${points} />`}
  </svg>`;
}

/** How much of a limit is used. */
export function meter(value, most) {
  const width = most > 0 ? Math.min(100, (value / most) * 100) : 0;
  return html`<svg class="meter" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
    <rect class="all" width="100" height="4" />
    ${svg`<rect class="used" width=${width} height="4" />`}
  </svg>`;
}

/** A refusal: what, and what to do. */
export function problem(error) {
  if (!error) {
    return nothing;
  }
  const { field, value, message, remedy } = error.problem ?? { message: error.message };
  const what = [field, value].filter(Boolean).join(" ");
  return html`<div class="problem" role="alert">
    <p><strong>${what ? `${what} ` : ""}${what ? message : capital(message)}</strong></p>
    ${remedy ? html`<p>${capital(remedy)}${/[.!?]$/.test(remedy) ? "" : "."}</p>` : nothing}
  </div>`;
}

const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

export const notes = (texts) => texts.map((text) => html`<p class="note">${text}</p>`);

export const empty = (title, text) => html`<div class="empty">
  <p class="empty-title">${title}</p>
  <p>${text}</p>
</div>`;

export const loading = (text) => html`<p class="loading" role="status">
  <span class="spinner" aria-hidden="true"></span>${text}
</p>`;

const FORMATS = {
  json: "JSON",
  protobuf: "Protobuf",
  text: "Text",
  bytes: "Bytes",
  elsewhere: "Elsewhere",
};

/** A payload that was decoded for a person. */
export function body(shown) {
  const what = [FORMATS[shown.format], shown.type, format.bytes(shown.bytes)].filter(Boolean).join(" · ");
  return html`<figure class="body">
    <figcaption>${what}${shown.note ? html` <span class="muted">(${shown.note})</span>` : nothing}</figcaption>
    <pre tabindex="0" aria-label="Body">${shown.text || "(empty)"}</pre>
    ${shown.cut ? html`<p class="note">Only the beginning is shown.</p>` : nothing}
  </figure>`;
}

/** Headers as a list. */
export function headers(values) {
  const names = Object.keys(values);
  if (names.length === 0) {
    return html`<p class="muted">No headers.</p>`;
  }
  return html`<dl class="pairs mono">
    ${names.map((name) => html`<div><dt>${name}</dt><dd>${values[name].join(", ")}</dd></div>`)}
  </dl>`;
}

export const pairs = (list) => html`<dl class="pairs">
  ${list.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}
</dl>`;
