import { html, nothing, render } from "./lit-html/lit-html.js";

const element = () => document.getElementById("dialog");

/** Shows content in the one dialog; Escape and close() end it, and the focus goes back. */
export function open(content, wide = false) {
  const dialog = element();
  dialog.classList.toggle("wide", wide);
  render(content, dialog);
  if (!dialog.open) {
    dialog.showModal();
  }
}

export function close() {
  element().close();
}

/** Redraws what open() has shown. */
export function redraw(content) {
  render(content, element());
}

/**
 * Asks before something is changed.
 * @param act does it; what it throws is shown, and the dialog stays
 */
export function confirm({ title, text, action, tone, act }) {
  let busy = false;
  let failure = null;
  const draw = () =>
    html`<form method="dialog" @submit=${go}>
      <h2 id="dialog-title">${title}</h2>
      ${text.map((line) => html`<p>${line}</p>`)}
      ${failure ? html`<div class="problem" role="alert"><p>${failure.message}</p></div>` : nothing}
      <div class="actions">
        <button type="button" class="quiet" @click=${close}>Cancel</button>
        <button type="submit" class=${tone ?? "primary"} ?disabled=${busy}>${busy ? "Working…" : action}</button>
      </div>
    </form>`;
  async function go(event) {
    event.preventDefault();
    busy = true;
    failure = null;
    redraw(draw());
    try {
      await act();
      close();
    } catch (e) {
      failure = e;
    }
    busy = false;
    redraw(draw());
  }
  open(draw());
}
