import { html, nothing } from "./lit-html/lit-html.js";
import { post } from "./api.js";
import { close, open } from "./dialogs.js";
import * as format from "./format.js";
import { badge, loading, problem } from "./parts.js";
import { announce } from "./store.js";

const TONES = { redriven: "ok", failed: "bad", skipped: "warn", "would be redriven": "calm" };

/**
 * Shows what a redrive would do, and does it if the person says so: one entry after the other, so that what has
 * happened can be seen, and the rest can be called off.
 * @param done called once something was redriven
 */
export async function redrive(ids, done) {
  const title = html`<h2 id="dialog-title">Redrive ${format.plural(ids.length, "dead letter")}?</h2>`;
  const shown = open(html`${title}${loading("Looking at what would happen…")}`, true);
  let plan;
  try {
    plan = (await post("dead-letters/redrive", { entries: ids, dryRun: true })).entries;
  } catch (e) {
    shown.draw(
      html`${title}${problem(e)}
        <div class="actions"><button type="button" class="quiet" @click=${close}>Close</button></div>`,
    );
    return;
  }
  const run = { phase: "asked", stop: false, results: new Map(), error: null };
  const draw = () => shown.draw(dialog(title, plan, run, go));
  async function go() {
    run.phase = "running";
    draw();
    for (const { entry } of plan.filter((each) => each.result === "would be redriven")) {
      if (run.stop || !shown.isOpen()) {
        break;
      }
      try {
        const answer = await post("dead-letters/redrive", { entries: [entry], dryRun: false });
        run.results.set(entry, answer.entries[0]);
      } catch (e) {
        run.error = e;
        break;
      }
      draw();
    }
    run.phase = "done";
    draw();
    announce(summary(run));
    done();
  }
  draw();
}

const tally = (run, result) => [...run.results.values()].filter((each) => each.result === result).length;

const summary = (run) =>
  `${format.count(tally(run, "redriven"))} redriven, ${format.count(tally(run, "failed"))} failed, ` +
  `${format.count(tally(run, "skipped"))} skipped.`;

function dialog(title, plan, run, go) {
  const going = plan.filter((each) => each.result === "would be redriven").length;
  return html`${run.phase === "done" ? html`<h2 id="dialog-title">Redrive: ${summary(run)}</h2>` : title}
    ${run.phase === "asked"
      ? html`<p>
          Each entry goes straight to its function, as a batch of its own; events that it returns are published. It is removed only
          after it succeeded. If it fails again it stays as it was.
        </p>`
      : nothing}
    ${run.phase === "running" ? loading(`${run.results.size} of ${going} done…`) : nothing} ${problem(run.error)}
    <div class="scroll" tabindex="0" role="region" aria-label="Entries">
      <table class="plain">
        <thead><tr><th scope="col">Entry</th><th scope="col">Record</th><th scope="col">Result</th></tr></thead>
        <tbody>
          ${plan.map((each) => {
            const now = run.results.get(each.entry) ?? each;
            return html`<tr>
              <th scope="row">${each.entry}</th>
              <td>${each.record}</td>
              <td>${badge(TONES[now.result] ?? "calm", now.result)} <span>${now.result === "would be redriven" ? now.target : [now.code, now.message].filter(Boolean).join(": ")}</span></td>
            </tr>`;
          })}
        </tbody>
      </table>
    </div>
    <div class="actions">${buttons(run, going, go)}</div>`;
}

function buttons(run, going, go) {
  if (run.phase === "running") {
    return html`<button type="button" class="quiet" @click=${() => (run.stop = true)}>Stop after this one</button>`;
  }
  if (run.phase === "done") {
    return html`<button type="button" class="primary" @click=${close}>Close</button>`;
  }
  return html`<button type="button" class="quiet" @click=${close}>Cancel</button>
    <button type="button" class="danger" ?disabled=${going === 0} @click=${go}>Redrive ${format.plural(going, "entry", "entries")}</button>`;
}
