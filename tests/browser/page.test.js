// The page in Chromium, used as people use it.

import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, describe, test } from "node:test";
import { readFile } from "node:fs/promises";
import AxeBuilder from "@axe-core/playwright";
import { chromium } from "playwright-core";
import { start } from "./server.js";

const FLAGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

let server;
let browser;
let context;
let page;
let requests;
let faults;

before(async () => {
  server = await start();
  const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
  browser = await chromium.launch({ executablePath, args: FLAGS });
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

/** Opens the page. Whatever the browser complains of fails the test. */
async function visit({ lang = "en", ...options } = {}) {
  await context?.close();
  context = await browser.newContext({ viewport: { width: 900, height: 900 }, locale: "en-CA", ...options });
  page = await context.newPage();
  page.setDefaultTimeout(10_000);
  requests = [];
  faults = [];
  page.on("request", (request) => requests.push(request.url()));
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
  page.on("dialog", (dialog) => {
    faults.push(`a dialog: ${dialog.message()}`);
    dialog.dismiss();
  });
  await page.goto(`${server.url}?lang=${lang}`);
  await page.waitForFunction(() => document.getElementById("note-data").textContent !== "");
}

beforeEach(() => visit());

afterEach(() => {
  assert.deepEqual(faults, []);
  const elsewhere = requests.filter((url) => !url.startsWith(server.url) && !url.startsWith("blob:"));
  assert.deepEqual(elsewhere, []);
});

const type = (text) => page.locator("#title").pressSequentially(text);
const suggestions = () => page.locator("#suggestions [role=option]");
const asked = (path) => requests.filter((url) => url.includes(path));
const heading = () => page.locator("#verdict-heading").textContent();
const focused = () => page.evaluate(() => document.activeElement.id || document.activeElement.tagName);

/** Waits until the first suggestion is one for all that was typed. */
const suggested = (text) =>
  page.waitForFunction((text) => document.querySelector("#suggestions li")?.textContent.includes(text), text);

async function find(text) {
  await page.fill("#title", text);
  await page.press("#title", "Enter");
  await page.waitForSelector("#verdict:not([hidden])");
}

/** What axe finds that keeps people out. */
async function assertAccessible(where) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const serious = violations.filter(({ impact }) => ["serious", "critical"].includes(impact));
  const said = serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
  assert.deepEqual(said, [], where);
}

async function assertNoSideways(where) {
  const [inner, outer] = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
  assert.ok(inner <= outer, `${where}: ${inner} in ${outer}`);
}

describe("typing", () => {
  test("English gets suggestions in both languages, with what matched", async () => {
    await type("records tech");
    await suggested("records technician");
    await page.waitForFunction(() => document.querySelectorAll("#suggestions-0 mark")[1]?.textContent === "tech");
    const first = suggestions().first();
    assert.match(await first.textContent(), /records technician.*档案技术员.*12112.*TEER 2/);
    assert.deepEqual(await first.locator("mark").allTextContents(), ["records", "tech"]);
    assert.equal(await page.getAttribute("#title", "aria-expanded"), "true");
    assert.equal(asked("/api/suggest").length, "records tech".length);
  });

  test("an input method's letters are not searched before they are characters", async () => {
    await page.focus("#title");
    const keyboard = await context.newCDPSession(page);
    for (const text of ["z", "zh", "zhu", "zhuce"]) {
      await keyboard.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
    }
    await page.waitForTimeout(100);
    assert.equal(asked("/api/suggest").length, 0);
    await keyboard.send("Input.insertText", { text: "注册护士" });
    await suggestions().first().waitFor();
    assert.equal(asked("/api/suggest").length, 1);
    assert.match(await suggestions().first().textContent(), /注册护士.*registered nurse.*31301/);
  });

  test("Enter in the middle of a composition finds nothing yet", async () => {
    await page.focus("#title");
    await page.evaluate(() => {
      const input = document.getElementById("title");
      input.dispatchEvent(new CompositionEvent("compositionstart", { bubbles: true }));
      input.value = "hushi";
      input.dispatchEvent(new InputEvent("input", { bubbles: true, isComposing: true }));
      input.dispatchEvent(
        new KeyboardEvent("keydown", { key: "Enter", keyCode: 229, bubbles: true, isComposing: true }),
      );
    });
    await page.waitForTimeout(100);
    assert.equal(asked("/api/").filter((url) => !url.includes("about")).length, 0);
  });

  test("Traditional characters in and out", async () => {
    await visit({ lang: "zh-hant" });
    await type("註冊護");
    await suggested("註冊護士");
    assert.match(await suggestions().first().textContent(), /註冊護士.*registered nurse/);
    assert.equal(await suggestions().first().locator("span[lang]").first().getAttribute("lang"), "zh-Hant");
    await find("註冊護士");
    assert.equal(await heading(), "是 31301");
    assert.match(await page.textContent("#group-heading"), /註冊護士.*Registered nurses/);
    assert.equal(await page.getAttribute("html", "lang"), "zh-Hant");
  });

  test("an answer that comes late does not replace a newer one", async () => {
    // The first is held back, and its being ended is not noticed.
    let release;
    const held = new Promise((resolve) => (release = resolve));
    await page.evaluate(() => {
      const { fetch } = window;
      window.fetch = (path, options) => fetch(path, { ...options, signal: undefined });
    });
    await page.route("**/api/suggest?q=c&**", async (route) => {
      await held;
      await route.continue();
    });
    await type("cook");
    await page.waitForFunction(() => document.querySelector("#suggestions")?.textContent.includes("63200"));
    const before = await page.textContent("#suggestions");
    const late = page.waitForResponse((response) => response.url().includes("q=c&"));
    release();
    await late;
    await page.waitForTimeout(100);
    assert.equal(await page.textContent("#suggestions"), before);
  });

  test("Enter does not choose what was active for another text", async () => {
    await type("cook");
    await suggested("63200");
    await page.keyboard.press("ArrowDown");
    await page.route("**/api/suggest?**", () => undefined);
    await page.fill("#title", "PSW");
    await page.keyboard.press("Enter");
    await page.waitForSelector(".option");
    assert.equal(await page.inputValue("#title"), "PSW");
  });

  test("the count of suggestions is announced", async () => {
    await type("welder");
    await page.waitForFunction(() => /\d+ suggestion/.test(document.getElementById("status").textContent));
    await page.fill("#title", "qqqqqq");
    await page.waitForFunction(() => document.getElementById("status").textContent.startsWith("No suggestion"));
  });
});

describe("the verdict", () => {
  test("a typo is forgiven", async () => {
    await find("sofware enginer");
    assert.equal(await heading(), "It is 21231");
    assert.equal(await page.textContent("#form-code"), "21231");
    assert.match(await page.textContent("#form-title"), /^Software engineers and designers$/);
  });

  test("a question is answered, and the answer taken back", async () => {
    await find("PSW");
    assert.equal(await heading(), "One question decides");
    assert.match(await page.textContent("#verdict"), /both sides of the line between TEER 3 and 4/);
    assert.ok(await page.isHidden("#unit-group"));
    await page.click(".option >> nth=1");
    await page.waitForSelector("#unit-group:not([hidden])");
    assert.equal(await heading(), "It is 44101");
    assert.equal(await focused(), "verdict-heading");
    await page.click("#undo");
    await page.waitForSelector(".option");
    assert.equal(await heading(), "One question decides");
    assert.ok(await page.isHidden("#finish"));
  });

  test("a suggestion whose title several unit groups have is asked about", async () => {
    await type("护工");
    await suggestions().filter({ hasText: "护工caregiver" }).click();
    await page.waitForSelector(".option");
    assert.equal(await page.inputValue("#title"), "护工");
    const codes = (await page.locator(".option .code").allTextContents()).sort();
    assert.deepEqual(codes, ["33102", "44101"]);
    assert.ok(await page.isHidden("#finish"));
  });

  test("a suggestion with a title of its own opens its unit group", async () => {
    await type("health records tech");
    await suggested("health records tech");
    await suggestions().first().click();
    await page.waitForSelector("#unit-group:not([hidden])");
    assert.equal(await page.inputValue("#title"), "health records technician");
    assert.equal(await heading(), "It is 12111");
  });

  test("an old code is bridged", async () => {
    await find("1253");
    assert.equal(await page.textContent("#became"), "1253 of NOC 2016 was divided among 12111 and 12112.");
    await page.click(".option >> nth=0");
    await page.waitForSelector("#unit-group:not([hidden])");
    assert.equal(await page.textContent("#form-code"), "12111");
  });

  test("a guess is called one", async () => {
    await page.route("**/api/resolve?**", async (route) => {
      const response = await route.fetch();
      const json = await response.json();
      json.candidates[0].confidence = 0.7;
      await route.fulfill({ response, json });
    });
    await find("cook");
    assert.equal(await heading(), "Most likely 63200");
    assert.match(await page.textContent("#verdict"), /70 % sure.*Other work goes by this name too/);
  });

  test("nonsense is admitted", async () => {
    await find("asdfgh");
    assert.equal(await heading(), "This is not enough to tell");
    assert.ok(await page.isHidden("#finish"));
  });

  test("an empty title, one that is too long, and a server that is gone", async () => {
    await page.press("#title", "Enter");
    assert.equal(await page.textContent("#alert"), "Type a job title first.");
    await page.fill("#title", "厨".repeat(400));
    await page.press("#title", "Enter");
    await page.waitForFunction(() => document.getElementById("alert").textContent.startsWith("This is too long"));
    await page.route("**/api/resolve?**", (route) => route.abort());
    await page.fill("#title", "cook");
    await page.press("#title", "Enter");
    await page.waitForFunction(() => document.getElementById("alert").textContent.startsWith("The server can't"));
    assert.equal(await page.inputValue("#title"), "cook");
    // The browser reports these itself.
    faults = faults.filter((fault) => !/Failed to load resource|Failed to fetch/.test(fault));
  });

  test("the industry counts", async () => {
    await page.click("text=Where do you work?");
    await page.fill("#industry", "food processing");
    await find("labourer");
    assert.match(await page.textContent("#verdict"), /95106/);
  });
});

test("back and forward go from verdict to verdict", async () => {
  await find("PSW");
  await page.click(".option >> nth=1");
  await page.waitForSelector("#finish:not([hidden])");
  await find("cook");
  await page.waitForFunction(() => document.getElementById("verdict-heading").textContent === "It is 63200");
  await page.goBack();
  assert.equal(await heading(), "It is 44101");
  assert.equal(await page.inputValue("#title"), "PSW");
  await page.goBack();
  assert.equal(await heading(), "One question decides");
  assert.ok(await page.isHidden("#finish"));
  await page.goBack();
  assert.ok(await page.isHidden("#verdict"));
  await page.goForward();
  assert.equal(await heading(), "One question decides");
  await page.click(".option >> nth=0");
  await page.waitForSelector("#finish:not([hidden])");
  assert.equal(await heading(), "It is 33102");
  assert.equal(page.url(), `${server.url}?lang=en`);
  // Nothing of it outlives the page.
  await page.reload();
  await page.waitForFunction(() => document.getElementById("note-data").textContent !== "");
  assert.ok(await page.isHidden("#verdict"));
});

describe("the unit group", () => {
  test("duties are ticked and counted, and stay ticked", async () => {
    await find("cook");
    const coverage = page.locator(".coverage");
    assert.match(await coverage.textContent(), /^0 of 9 duties so far/);
    await page.check(".duties input >> nth=0");
    await page.check(".duties input >> nth=3");
    await page.check("#unit-group input >> nth=0");
    assert.match(await coverage.textContent(), /^2 of 9 duties so far.*the statement fits/);
    await page.click("[data-lang=zh-hans]");
    assert.match(await coverage.textContent(), /^目前 9 项职责中符合 2 项/);
    await page.click("#unit-group [data-open='62200']");
    await page.waitForFunction(() => document.getElementById("group-heading").textContent.includes("62200"));
    assert.equal(await focused(), "group-heading");
    assert.equal(await page.textContent("#form-code"), "62200");
    await find("cook");
    await page.waitForFunction(() => document.getElementById("group-heading").textContent.includes("63200"));
    assert.match(await coverage.textContent(), /^目前 9 项职责中符合 2 项/);
  });

  test("says what it is not, and links the official page", async () => {
    await find("cook");
    assert.match(await page.getAttribute("#unit-group a", "href"), /^https:\/\/www23\.statcan\.gc\.ca\/.*63200/);
    const notes = await page.textContent("footer");
    assert.match(notes, /asks for NOC 2021/);
    assert.match(notes, /Its texts are of 2026-11/);
    assert.match(notes, /not the official text/);
    assert.match(notes, /no immigration advice/);
    assert.match(notes, /ground for refusal/);
  });

  test("is copied, saved and printed", async () => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await find("cook");
    await page.click("text=Copy the code");
    await page.waitForFunction(() => document.getElementById("status").textContent === "Copied");
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), "63200");
    const [download] = await Promise.all([page.waitForEvent("download"), page.click("#save")]);
    assert.equal(download.suggestedFilename(), "noc-63200.json");
    const kept = JSON.parse(await readFile(await download.path(), "utf8"));
    const about = await (await fetch(`${server.url}api/about`)).json();
    assert.equal(kept.code, "63200");
    assert.equal(kept.title, "Cooks");
    assert.equal(kept.edition, "NOC 2021");
    assert.equal(kept.data_digest, about.digest);
    assert.match(kept.date, /^\d{4}-\d{2}-\d{2}$/);
    await page.emulateMedia({ media: "print" });
    assert.ok(await page.isVisible("#form-code"));
    assert.ok(await page.isHidden("#unit-group"));
    assert.ok(await page.isHidden("#ask"));
  });
});

describe("a job description", () => {
  const paste = async (text) => {
    if (!(await page.isVisible("#description"))) await page.click("#describe summary");
    await page.fill("#description", text);
    await page.click("#description-form button");
  };

  test("is compared with the duties, sentence by sentence", async () => {
    await paste("I cook full meals in a restaurant. I order food and supplies. I hire and train kitchen staff.");
    await page.waitForSelector("#verdict .choice");
    assert.equal(await heading(), "What your description fits");
    await page.click("#verdict [data-open='63200']");
    await page.waitForSelector("#supported");
    assert.match(await page.textContent("#supported"), /^Your description says \d of 9, and \d in part$/);
    const said = await page.locator(".duties .evidence q").allTextContents();
    assert.ok(said.includes("I order food and supplies."), said.join(" "));
    assert.ok((await page.locator(".duties .evidence.none").count()) > 0);
    assert.equal(await page.locator(".duties .evidence").count(), 9);
    assert.match(await page.textContent("#unit-group"), /ours and not the official text/);
  });

  test("decides between the unit groups of a title", async () => {
    await page.fill("#title", "personal support worker");
    await suggestions().first().waitFor();
    await page.press("#title", "Escape");
    await paste("I help an elderly client in her own home: meals, bathing, company");
    await page.waitForSelector("#supported");
    assert.match(await heading(), /44101$/);
  });

  test("in Chinese", async () => {
    await visit({ lang: "zh-hans" });
    await paste("负责餐厅厨房的日常烹饪，制作各类菜肴。管理食材库存，订购原料。");
    await page.click("#verdict [data-open='63200']");
    await page.waitForSelector("#supported");
    assert.ok((await page.locator(".duties .evidence q").count()) > 0);
  });

  test("never becomes markup, and says when it is too much or nothing", async () => {
    await page.click("#describe summary");
    await page.click("#description-form button");
    assert.equal(await page.textContent("#alert"), "Paste a job description first.");
    await paste("<img src=x onerror=alert(1)> I cook meals and order food and supplies.");
    await page.click("#verdict .choice");
    await page.waitForSelector("#supported");
    assert.equal(await page.locator("main img").count(), 0);
    await paste("cook ".repeat(60_000));
    await page.waitForFunction(() => document.getElementById("alert").textContent.startsWith("This is too long"));
    faults = faults.filter((fault) => !fault.includes("413"));
  });

  test("is kept while the language changes", async () => {
    await page.fill("#title", "PSW");
    await page.press("#title", "Enter");
    await page.click(".option >> nth=0");
    await page.waitForSelector("#look-alikes");
    const code = await page.textContent("#form-code");
    await page.click("[data-lang=zh-hant]");
    await page.waitForFunction(() => document.getElementById("look-alikes").textContent.includes("（本單元組）"));
    assert.equal(await page.textContent("#form-code"), code);
  });
});

test("look-alikes show what differs", async () => {
  await find("cook");
  const blocks = page.locator("#look-alikes > li");
  await blocks.first().waitFor();
  assert.match(await blocks.first().textContent(), /63200 \(this one\).*Cooks/);
  const chefs = blocks.filter({ hasText: "62200" });
  assert.match(await chefs.textContent(), /TEER 2.*Chefs/);
  assert.ok((await chefs.locator("li").count()) > 0);
  await chefs.locator("button").click();
  await page.waitForFunction(() => document.getElementById("group-heading").textContent.includes("62200"));
});

describe("what people type", () => {
  test("never becomes markup", async () => {
    const title = "<script>alert(1)</script><img src=x onerror=alert(2)>";
    await type(title);
    await page.press("#title", "Enter");
    await page.waitForSelector("#verdict:not([hidden])");
    assert.ok((await page.textContent("#verdict")).includes(title));
    assert.equal(await page.locator("#verdict script, #verdict img").count(), 0);
    // As a question's text, too.
    await find("<b>司机</b>");
    assert.equal(await page.locator("#verdict b").count(), 0);
    // Not even a script of the page could make some.
    const refused = page.evaluate(() => (document.body.innerHTML = "<b>no</b>"));
    await assert.rejects(refused, /TrustedHTML/);
    faults = faults.filter((fault) => !/TrustedHTML|Trusted Type/.test(fault));
  });

  test("is stored nowhere", async () => {
    await find("cook");
    await page.click(".duties input >> nth=0");
    assert.deepEqual(await context.cookies(), []);
    const stored = await page.evaluate(() => [localStorage.length, sessionStorage.length, location.href]);
    assert.deepEqual(stored, [0, 0, `${server.url}?lang=en`]);
    assert.deepEqual(server.printed, []);
  });
});

describe("people", () => {
  test("who have no mouse come from the title to the code", async () => {
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    assert.equal(await focused(), "title");
    await page.keyboard.type("health records");
    await page.waitForFunction(() => document.querySelectorAll("#suggestions-0 mark")[1]?.textContent === "records");
    await page.keyboard.press("ArrowDown");
    const active = await page.getAttribute("#title", "aria-activedescendant");
    assert.equal(await page.getAttribute(`#${active}`, "aria-selected"), "true");
    assert.equal(await focused(), "title");
    await page.keyboard.press("ArrowUp");
    assert.equal(await page.getAttribute("#title", "aria-activedescendant"), `suggestions-${(await suggestions().count()) - 1}`);
    await page.keyboard.press("ArrowLeft");
    assert.equal(await page.getAttribute("#title", "aria-activedescendant"), null);
    await page.keyboard.press("Escape");
    assert.ok(await page.isHidden("#suggestions"));
    assert.equal(await page.inputValue("#title"), "health records");
    await page.keyboard.press("ArrowDown");
    await suggestions().first().waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.waitForSelector("#finish:not([hidden])");
    assert.equal(await focused(), "verdict-heading");
    const order = [];
    for (let at = 0; at < 60; at += 1) {
      await page.keyboard.press("Tab");
      const here = await page.evaluate(() => {
        const { type, id, tagName } = document.activeElement;
        return type === "checkbox" ? "checkbox" : id || tagName;
      });
      if (here === "checkbox" && !order.includes("checkbox")) await page.keyboard.press("Space");
      order.push(here);
      if (here === "save") break;
    }
    assert.match(await page.textContent("#unit-group"), /the statement fits/);
    const places = ["checkbox", "form-code-button", "form-title-button", "print", "save"].map((name) => order.indexOf(name));
    assert.ok(places.every((place, at) => place > (places[at - 1] ?? -1)), order.join(" "));
  });

  test("who have 320 pixels can read all of it", async () => {
    for (const lang of ["en", "zh-hans", "zh-hant"]) {
      await visit({ lang, viewport: { width: 320, height: 640 } });
      await assertNoSideways(`${lang}: start`);
      await type("records te");
      await suggestions().first().waitFor();
      await assertNoSideways(`${lang}: suggestions`);
      await find("PSW");
      await assertNoSideways(`${lang}: question`);
      await page.click(".option >> nth=0");
      await page.waitForSelector("#finish:not([hidden])");
      await assertNoSideways(`${lang}: unit group`);
      await page.click("#describe summary");
      await page.fill("#description", "I cook meals in a restaurant and train helpers. 我还管理库存。");
      await page.fill("#title", "");
      await page.click("#description-form button");
      await page.click("#verdict .choice");
      await page.waitForSelector("#supported");
      await assertNoSideways(`${lang}: description`);
    }
  });

  for (const colorScheme of ["light", "dark"]) {
    test(`who use assistive technology, ${colorScheme}`, async () => {
      for (const lang of ["en", "zh-hans", "zh-hant"]) {
        await visit({ lang, colorScheme });
        await assertAccessible(`${lang}: start`);
        await type("cook");
        await suggestions().first().waitFor();
        await page.keyboard.press("ArrowDown");
        await assertAccessible(`${lang}: suggestions`);
        await find("PSW");
        await assertAccessible(`${lang}: question`);
        await page.click(".option >> nth=0");
        await page.waitForSelector("#finish:not([hidden])");
        await assertAccessible(`${lang}: unit group`);
        await find("asdfgh");
        await assertAccessible(`${lang}: not enough`);
        await page.fill("#title", "");
        await page.click("#describe summary");
        await page.fill("#description", "I cook meals in a restaurant and train helpers. 我还管理库存。");
        await page.click("#description-form button");
        await page.click("#verdict .choice");
        await page.waitForSelector("#supported");
        await assertAccessible(`${lang}: description`);
      }
    });
  }

  test("choose the language of the page", async () => {
    for (const [locale, lang] of [["zh-CN", "zh-Hans"], ["zh-TW", "zh-Hant"], ["zh-HK", "zh-Hant"], ["fr-CA", "en"]]) {
      await visit({ lang: "", locale });
      assert.equal(await page.getAttribute("html", "lang"), lang, locale);
    }
    await page.click("[data-lang=zh-hant]");
    assert.equal(await page.textContent("h1"), "查找您的 NOC 代碼");
    await page.reload();
    assert.equal(await page.textContent("h1"), "查找您的 NOC 代碼");
  });
});

test("how long a keystroke takes", async (t) => {
  const times = [];
  page.on("requestfinished", (request) => {
    if (request.url().includes("/api/suggest")) times.push(request.timing().responseEnd);
  });
  for (const text of ["medical records technician", "软件工程师", "truck driver", "註冊護士"]) {
    await page.fill("#title", "");
    for (const key of text) {
      const answer = page.waitForResponse((response) => response.url().includes("/api/suggest"));
      await type(key);
      await (await answer).finished();
    }
  }
  times.sort((a, b) => a - b);
  assert.ok(times.length >= 45, `${times.length}`);
  const at = (share) => times[Math.floor(share * (times.length - 1))].toFixed(1);
  // Said, not asserted: the machine has other things to do.
  t.diagnostic(`${times.length} keystrokes: median ${at(0.5)} ms, 95 % under ${at(0.95)} ms`);
});
