import { html, nothing, render } from "./lit-html/lit-html.js";
import { get, remove } from "./api.js";
import * as format from "./format.js";
import { announce, onUpdate, show, state, update } from "./store.js";
import { deadLettersView, enterDeadLetters } from "./view-dead-letters.js";
import { enterFilters, filtersView } from "./view-filters.js";
import { mappingsView } from "./view-mappings.js";
import { signInView } from "./view-sign-in.js";
import { enterTimeline, timelineView } from "./view-timeline.js";

const EVERY_MILLIS = 2000;
const VIEWS = {
  mappings: { title: "Mappings", view: mappingsView, enter: () => {} },
  timeline: { title: "Timeline", view: timelineView, enter: enterTimeline },
  "dead-letters": { title: "Dead letters", view: deadLettersView, enter: enterDeadLetters },
  filters: { title: "Filter tester", view: filtersView, enter: enterFilters },
};

function readRoute() {
  const [path, query] = location.hash.replace(/^#\/?/, "").split("?");
  return { view: path in VIEWS ? path : "mappings", query: new URLSearchParams(query ?? "") };
}

function route() {
  const before = state.route.view;
  state.route = readRoute();
  document.title = `${VIEWS[state.route.view].title} · trigger-bridge`;
  if (state.session?.signedIn) {
    VIEWS[state.route.view].enter(state.route.query);
  }
  update();
  if (before !== state.route.view) {
    // As after loading another page: the keyboard goes on at its heading.
    queueMicrotask(() => document.querySelector("main h1")?.focus());
    window.scrollTo(0, 0);
  }
}

async function poll() {
  if (document.visibilityState === "visible" && state.session?.signedIn) {
    try {
      show(await get("overview"));
    } catch (e) {
      if (!state.overviewError && e.status !== 401) {
        announce(`No news from the bridge: ${e.message}`);
      }
      state.overviewError = e;
      update();
    }
  }
  setTimeout(poll, EVERY_MILLIS);
}

function theme(event) {
  const chosen = event.target.value;
  if (chosen === "auto") {
    delete document.documentElement.dataset.theme;
    localStorage.removeItem("theme");
  } else {
    document.documentElement.dataset.theme = chosen;
    localStorage.setItem("theme", chosen);
  }
}

const themes = () => {
  const now = document.documentElement.dataset.theme ?? "auto";
  return html`<label class="theme"
    ><span class="visually-hidden">Theme</span
    ><select @change=${theme}>
      ${["auto", "light", "dark"].map(
        (each) => html`<option value=${each} ?selected=${each === now}>${each} theme</option>`,
      )}
    </select></label
  >`;
};

async function signOut() {
  state.session = await remove("session");
  update();
}

function link() {
  const { overview, overviewError } = state;
  if (overviewError) {
    return html`<span class="link bad"><span class="dot" aria-hidden="true"></span>no answer${
      overview ? html`<span class="wide-only"> since ${format.clock(overview.time)}</span>` : nothing
    }</span>`;
  }
  if (!overview) {
    return html`<span class="link"><span class="dot" aria-hidden="true"></span>asking</span>`;
  }
  return overview.connected
    ? html`<span class="link ok"><span class="dot" aria-hidden="true"></span>live
        <span class="wide-only">${format.clock(overview.time)}</span></span>`
    : html`<span class="link bad"><span class="dot" aria-hidden="true"></span>no NATS</span>`;
}

const navigation = () => html`<nav aria-label="Console">
  <ul>
    ${Object.entries(VIEWS).map(
      ([name, { title }]) =>
        html`<li><a href="#/${name}" aria-current=${state.route.view === name ? "page" : nothing}>${title}</a></li>`,
    )}
  </ul>
</nav>`;

function page() {
  if (!state.session) {
    return html`<main><p class="loading" role="status">Asking the bridge…</p></main>`;
  }
  const { overview, session } = state;
  return html`<a class="skip" href="#main" @click=${skip}>Skip to content</a>
    <header class="top">
      <p class="brand"><img src="/assets/icon.svg" alt="" width="22" height="22">trigger-bridge</p>
      ${session.signedIn ? navigation() : nothing}
      <div class="side">
        ${session.signedIn ? link() : nothing} ${themes()}
        ${session.tokenNeeded && session.signedIn
          ? html`<button type="button" class="quiet" @click=${signOut}>Sign out</button>`
          : nothing}
      </div>
    </header>
    <main id="main" tabindex="-1">${session.signedIn ? VIEWS[state.route.view].view() : signInView(begin)}</main>
    <footer>
      ${overview ? html`version ${overview.version} · replica ${overview.instance}` : nothing}
    </footer>`;
}

function skip(event) {
  event.preventDefault();
  document.getElementById("main").focus();
}

async function begin() {
  try {
    state.session = await get("session");
  } catch (e) {
    render(
      html`<main><h1>The console cannot be used here</h1>
        <p>${e.message}</p><p>${e.problem?.remedy ?? ""}</p></main>`,
      document.getElementById("app"),
    );
    return;
  }
  route();
}

onUpdate(() => render(page(), document.getElementById("app")));
window.addEventListener("hashchange", route);
await begin();
if (state.session) {
  poll();
}
