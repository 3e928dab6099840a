import { html } from "./lit-html/lit-html.js";
import { post } from "./api.js";
import { problem } from "./parts.js";
import { update } from "./store.js";

let failure = null;

/** Asks for the token. */
export function signInView(done) {
  async function signIn(event) {
    event.preventDefault();
    const field = event.target.elements.token;
    try {
      await post("session", { token: field.value });
      failure = null;
      field.value = "";
      done();
    } catch (e) {
      failure = e;
      field.select();
      update();
    }
  }
  return html`<section class="sign-in">
    <h1 tabindex="-1">Sign in</h1>
    <form @submit=${signIn}>
      <label for="token">Token</label>
      <input id="token" name="token" type="password" autocomplete="current-password" required
        aria-describedby="token-help">
      <p id="token-help" class="muted">The value of <code>http.console.token</code> in the bridge's configuration.</p>
      ${problem(failure)}
      <button type="submit" class="primary">Sign in</button>
    </form>
  </section>`;
}
