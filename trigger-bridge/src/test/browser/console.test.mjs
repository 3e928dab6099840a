// What a person does with the console, in a real browser, with a real bridge behind it; ConsoleBrowserIT starts both.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { launch, open, overflow } from "./browser.mjs";

const { CONSOLE_URL: url, TOKEN_URL: guarded, TOKEN: token } = process.env;
const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const VIEWS = ["mappings", "timeline?q=order-8&back=24h", "dead-letters", "filters"];
const READY = [".mappings tbody tr", ".events li", ".dead-letters tbody tr", "form.form"];

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

async function on(path, options) {
  const page = await open(browser, url, options);
  page.setDefaultTimeout(60_000);
  await page.goto(`${url}/#/${path}`);
  return page;
}

async function done(page) {
  assert.deepEqual(page.faults, [], "errors in the browser, or something asked from elsewhere");
  await page.context().close();
}

const row = (page, name) => page.getByRole("row").filter({ has: page.getByRole("rowheader", { name }) });
const dialog = (page) => page.getByRole("dialog");

/** Serious and critical violations, in words. */
async function violations(page) {
  // By CDP, which the page's own policy does not concern.
  await page.evaluate(await source());
  const { violations: found } = await page.evaluate(() => window.axe.run(document));
  return found
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join("; ")}`);
}

let axeSource;
async function source() {
  axeSource ??= (await import("node:fs/promises")).readFile(axe, "utf8");
  return axeSource;
}

test("mappings are shown with their figures, over both replicas", async () => {
  const page = await on("mappings");
  await row(page, /^work/).getByText("running").waitFor();
  await row(page, /^pack/).getByText("running").waitFor();
  await page.locator(".figures div", { hasText: "Replicas" }).getByText("2", { exact: true }).waitFor();
  assert.match(await page.locator(".link").innerText(), /live\s+\d\d:\d\d:\d\d UTC/);
  await done(page);
});

test("pause asks first, Escape gives the focus back, and resume ends it", async () => {
  const page = await on("mappings");
  const pause = page.getByRole("button", { name: "Pause work" });
  await pause.focus();
  await page.keyboard.press("Enter");
  await dialog(page).getByRole("heading", { name: "Pause mapping work?" }).waitFor();
  await page.keyboard.press("Escape");
  await dialog(page).waitFor({ state: "hidden" });
  assert.match(await page.evaluate(() => document.activeElement.textContent), /^Pause/);
  assert.match(await row(page, /^work/).innerText(), /running/);

  await pause.click();
  await dialog(page).getByRole("button", { name: "Pause mapping" }).click();
  await row(page, /^work/).getByText("paused", { exact: true }).waitFor();
  await page.getByRole("button", { name: "Resume work" }).click();
  await dialog(page).getByRole("button", { name: "Resume mapping" }).click();
  await row(page, /^work/).getByText("running").waitFor();
  await done(page);
});

test("timeline of an id shows what each function has returned, and so does that of a record", async () => {
  const page = await on("timeline");
  await page.getByLabel("Record or id").fill("order-8");
  await page.getByRole("button", { name: "Find" }).click();
  const events = page.locator(".events li");
  await events.nth(2).waitFor();
  assert.match(await events.nth(0).innerText(), /in\.created[\s\S]*published by a producer[\s\S]*settled[\s\S]*in work/);
  assert.match(await events.nth(1).innerText(), /out\.done[\s\S]*returned by function worker, .* after IN\/\d[\s\S]*in pack/);
  assert.match(await events.nth(2).innerText(), /packed\.done[\s\S]*returned by function packer/);
  assert.equal(await events.count(), 3);
  await events.nth(0).getByText("Body and headers").click();
  await events.nth(0).getByText('"orderId" : "order-8"').waitFor();

  const record = await events.nth(1).locator(".record").innerText();
  await page.getByLabel("Record or id").fill(record);
  await page.getByRole("button", { name: "Find" }).click();
  await page.waitForURL(/OUT%2F/);
  await events.nth(2).getByText("packed.done").waitFor();
  assert.equal(await events.count(), 3);
  await page.getByLabel("Record or id").fill("OUT/4711");
  await page.getByRole("button", { name: "Find" }).click();
  await page.getByRole("alert").getByText("query OUT/4711 is not in its stream").waitFor();
  page.faults = page.faults.filter((fault) => !fault.includes("404"));
  await done(page);
});

test("filter tester says what passes, with the configured pattern and with another", async () => {
  const page = await on("filters");
  await page.getByLabel("Mapping", { exact: true }).selectOption("work");
  await page.getByLabel("Subject").fill("in.created");
  await page.getByLabel("Payload", { exact: true }).fill('{"orderId": "o", "total": {"minorUnits": 5}}');
  const test = page.getByRole("button", { name: "Test the record" });
  await test.click();
  await page.locator(".verdict").getByText("The record reaches the function.").waitFor();
  await page.getByLabel(/Another pattern/).fill('{"data": {"total": {"minorUnits": [{"numeric": [">", 100]}]}}}');
  await test.click();
  await page.locator(".verdict").getByText("The record is filtered out.").waitFor();
  await page.getByLabel(/Another pattern/).fill('{"data": ');
  await test.click();
  await page.getByRole("alert").getByText(/^pattern /).waitFor();
  page.faults = page.faults.filter((fault) => !fault.includes("400"));
  await done(page);
});

for (const colorScheme of ["light", "dark"]) {
  test(`nothing in a view is inaccessible, ${colorScheme}`, async () => {
    const page = await on(VIEWS[0], { colorScheme });
    for (const [at, view] of VIEWS.entries()) {
      await page.goto(`${url}/#/${view}`);
      await page.locator(READY[at]).first().waitFor();
      assert.deepEqual(await violations(page), [], view);
    }
    await page.goto(`${url}/#/dead-letters`);
    await page.locator(".dead-letters .link-button").first().click();
    await dialog(page).locator(".body").waitFor();
    assert.deepEqual(await violations(page), [], "dialog");
    await done(page);
  });
}

test("at the width of a phone nothing is wider than the screen, and everything can be read", async () => {
  const page = await on(VIEWS[0], { viewport: { width: 360, height: 740 } });
  for (const [at, view] of VIEWS.entries()) {
    await page.goto(`${url}/#/${view}`);
    await page.locator(READY[at]).first().waitFor();
    assert.equal(await overflow(page), 0, view);
  }
  await page.goto(`${url}/#/mappings`);
  await page.locator(READY[0]).first().waitFor();
  assert.deepEqual(await violations(page), []);
  await done(page);
});

test("theme follows the system until somebody chooses another, which is remembered", async () => {
  const page = await on("mappings", { colorScheme: "dark" });
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await row(page, /^work/).waitFor();
  const dark = await background();
  await page.getByLabel("Theme").selectOption("light");
  const light = await background();
  assert.notEqual(light, dark);
  await page.reload();
  await row(page, /^work/).waitFor();
  assert.equal(await background(), light);
  await done(page);
});

test("a bridge that does not answer is said so, and that it does again", async () => {
  const page = await on("mappings");
  await row(page, /^work/).waitFor();
  await page.route("**/api/overview", (route) => route.abort());
  await page.getByRole("alert").getByText("The bridge does not answer").waitFor();
  assert.match(await page.locator(".link").innerText(), /no answer/);
  await page.unroute("**/api/overview");
  await page.locator(".link.ok").waitFor();
  page.faults = page.faults.filter((fault) => !fault.includes("ERR_FAILED"));
  await done(page);
});

test("dead letter is read as what it is, and is gone after its redrive", async () => {
  const page = await on("dead-letters?mapping=work");
  await page.getByRole("button", { name: "DLQ/1" }).click();
  await dialog(page).getByText("orders.v2.OrderCreated").first().waitFor();
  await dialog(page).getByText('"orderId" : "order-7"').waitFor();
  await dialog(page).getByText("INVALID_PAYLOAD").waitFor();
  await dialog(page).getByRole("button", { name: "Redrive…" }).click();
  await dialog(page).getByText("to function worker").waitFor();
  await dialog(page).getByRole("button", { name: "Redrive 1 entry" }).click();
  await dialog(page).getByRole("heading", { name: "Redrive: 1 redriven, 0 failed, 0 skipped." }).waitFor();
  await dialog(page).getByRole("button", { name: "Close" }).click();
  await page.getByRole("button", { name: "DLQ/1" }).waitFor({ state: "detached" });
  await page.getByRole("button", { name: "DLQ/2" }).waitFor();
  await done(page);
});

test("with a token nobody sees anything before it was shown", async () => {
  const page = await open(browser, guarded);
  page.setDefaultTimeout(60_000);
  await page.goto(`${guarded}/#/mappings`);
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
  assert.equal((await page.request.get(`${guarded}/api/overview`)).status(), 401);
  assert.deepEqual(await violations(page), []);
  await page.getByLabel("Token").fill("not the one, certainly");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("alert").getByText("token is not the one").waitFor();
  await page.getByLabel("Token").fill(token);
  await page.getByRole("button", { name: "Sign in" }).click();
  await row(page, /^work/).getByText("running").waitFor();
  const [cookie] = await page.context().cookies();
  assert.equal(cookie.httpOnly, true);
  assert.equal(cookie.sameSite, "Strict");
  assert.ok(!cookie.value.includes(token));
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
  page.faults = page.faults.filter((fault) => !fault.includes("401"));
  await done(page);
});
