// node screenshots.mjs URL FOLDER: pictures of a running console for the documentation; see docs/console.md.
import { launch, open } from "./browser.mjs";

const [url, folder, order] = process.argv.slice(2);
const assets = process.env.ASSETS; // a folder of edited files, instead of the bridge's own

const browser = await launch();
async function shot(name, path, options, act = async () => {}) {
  const page = await open(browser, url, options);
  if (assets) {
    await page.route("**/assets/*", (route) => route.fulfill({ path: assets + new URL(route.request().url()).pathname.slice(7) }));
  }
  await page.goto(url + path);
  await page.waitForSelector("main h1");
  await act(page);
  await page.screenshot({ path: `${folder}/console-${name}.png` });
  if (page.faults.length) {
    console.log(name, page.faults);
  }
  await page.context().close();
}

const live = async (page) => {
  await page.waitForSelector("table.mappings tbody tr");
  await page.waitForTimeout(9000);
};
const anOrder = order ?? (await idOfAnOrder());
const story = async (page) => page.waitForSelector(".events li");

await shot("overview-light", "/#/mappings", { colorScheme: "light" }, live);
await shot("overview-dark", "/#/mappings", { colorScheme: "dark" }, live);
await shot("phone", "/#/mappings", { viewport: { width: 360, height: 780 }, deviceScaleFactor: 2 }, live);
await shot("timeline", `/#/timeline?q=${anOrder}&back=24h`, { viewport: { width: 1280, height: 1000 } }, story);
await shot("timeline-phone", `/#/timeline?q=${anOrder}&back=24h`, { viewport: { width: 360, height: 780 }, deviceScaleFactor: 2 }, story);
await shot("dead-letters", "/#/dead-letters", {}, async (page) => {
  await page.waitForSelector("table.dead-letters, .empty");
});
await shot("dead-letter", "/#/dead-letters", { colorScheme: "dark" }, async (page) => {
  const first = page.locator("table.dead-letters .link-button").first();
  if (await first.count()) {
    await first.click();
    await page.waitForSelector("dialog .body");
  }
});
await shot("filters", "/#/filters", {}, async (page) => {
  await page.waitForSelector("form.form");
});
await browser.close();

/** A confirmed order that the newest messages tell of. */
async function idOfAnOrder() {
  const beyond = await (await fetch(`${url}/api/stories?query=ORDERS/999999999`)).json();
  const last = Number(/ to (\d+)/.exec(beyond.error.remedy)[1]);
  for (let sequence = last; sequence > 0; sequence -= 1) {
    const response = await fetch(`${url}/api/stories?query=ORDERS/${sequence}`);
    if (response.ok) {
      const { events } = await response.json();
      if (events.some((event) => event.subject.startsWith("orders.confirmed")) && events.some((event) => event.subject.startsWith("orders.placed"))) {
        return `ORDERS/${sequence}`;
      }
    }
  }
  throw new Error("no order is confirmed yet: place some first");
}
