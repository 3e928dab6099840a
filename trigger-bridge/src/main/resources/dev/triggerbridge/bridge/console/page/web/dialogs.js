import { html, nothing, render } from "./lit-html/lit-html.js";

const element = () => document.getElementById("dialog");
let shown = 0;

/**
 * Shows content in the one dialog; Escape and close() end it, and the focus goes back.
 * @returns {{draw: function, isOpen: function}} draws other content, as long as this is still what is shown
 */
export function open(content, wide = false) {
  const dialog = element();
  const mine = ++shown;
  dialog.classList.toggle("wide", wide);
  render(content, dialog);
  if (!dialog.open) {
    dialog.showModal();
  }
  const isOpen = () => dialog.open && mine === shown;
  return { isOpen, draw: (next) => isOpen() && render(next, dialog) };
}

export function close() {
  element().close();
}

/**
 * Asks before something is changed.
 * @param act does it; what it throws is shown, and the dialog stays
 */
export function confirm({ title, text, action, tone, act }) {
  let busy = false;
  let failure = null;
  const content = () =>
    html`<form method="dialog" @submit=${go}>
      <h2 id="dialog-title">${title}</h2>
      ${text.map((line) => html`<p>${line}</p>`)}
      ${failure ? html`<div class="problem" role="alert"><p>${failure.message}</p></div>` : nothing}
      <div class="actions">
        <button type="button" class="quiet" @click=${close}>Cancel</button>
        <button type="submit" class=${tone ?? "primary"} ?disabled=${busy}>${busy ? "Working…" : action}</button>
      </div>
    </form>`;
  const dialog = open(content());
  async function go(event) {
    event.preventDefault();
    busy = true;
    failure = null;
    dialog.draw(content());
    try {
      await act();
      if (dialog.isOpen()) {
        close();
      }
    } catch (e) {
      failure = e;
    }
    busy = false;
    dialog.draw(content());
  }
}
