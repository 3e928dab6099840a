/** What the page knows. Views read it; whoever changes it calls update(). */
export const state = {
  session: null, // {tokenNeeded, signedIn}, null until known
  route: { view: "mappings", query: new URLSearchParams() },
  overview: null,
  overviewError: null,
  history: new Map(), // mapping -> recent rates
  deadLetters: { wanted: {}, loading: false, error: null, listed: null, selected: new Set() },
  timeline: { query: "", back: "1h", loading: false, error: null, story: null, took: 0 },
  filters: { known: null, form: null, loading: false, error: null, verdict: null },
};

const KEPT_RATES = 60;
let draw = () => {};
let due = false;

/** Who draws. */
export function onUpdate(render) {
  draw = render;
}

/** Draws once for all changes that were made in the same moment. */
export function update() {
  if (!due) {
    due = true;
    queueMicrotask(() => {
      due = false;
      draw();
    });
  }
}

/** A new overview, with its rates added to the recent ones. */
export function show(overview) {
  state.overview = overview;
  state.overviewError = null;
  for (const mapping of overview.mappings) {
    const rates = state.history.get(mapping.name) ?? [];
    rates.push(mapping.ratePerSecond);
    state.history.set(mapping.name, rates.slice(-KEPT_RATES));
  }
  update();
}

/** Says something to those who listen rather than look. */
export function announce(text) {
  document.getElementById("announcer").textContent = text;
}
