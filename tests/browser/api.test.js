// The API on a socket: answers as the OpenAPI document describes them, and clients that
// behave badly.

import assert from "node:assert/strict";
import { connect } from "node:net";
import { after, before, describe, test } from "node:test";
import Ajv from "ajv/dist/2020.js";
import { start } from "./server.js";

let server;
let document;

before(async () => {
  server = await start();
  document = await (await fetch(`${server.url}openapi.json`)).json();
});

after(() => server?.stop());

/** Checks an answer against what the document says of it. */
function assertDescribed(path, method, status, kind, body) {
  const resolve = (value) =>
    value.$ref ? value.$ref.slice(2).split("/").reduce((part, key) => part[key], document) : value;
  const response = document.paths[path][method].responses[status];
  assert.ok(response, `${method} ${path} with ${status} is not described`);
  const { schema } = resolve(response).content[kind] ?? {};
  assert.ok(schema, `${method} ${path}: ${kind} is not described`);
  const ajv = new Ajv({ strict: false, validateFormats: false });
  ajv.addSchema({ ...document, $id: "document" });
  // References in the document are relative to it.
  const rooted = JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"document#/'));
  const validate = ajv.compile(rooted);
  assert.ok(validate(body), `${method} ${path}: ${JSON.stringify(validate.errors?.slice(0, 3))}`);
}

async function ask(path, described, options = {}) {
  const response = await fetch(new URL(path, server.url), options);
  const body = await response.json();
  const kind = response.headers.get("content-type");
  assertDescribed(described, (options.method ?? "get").toLowerCase(), response.status, kind, body);
  return { status: response.status, body };
}

const q = encodeURIComponent;

describe("answers are as the document describes them", () => {
  test("suggestions", async () => {
    for (const text of ["", "c", "records te", "软件", "註冊", "63", "1253", "qqqq"]) {
      await ask(`api/suggest?q=${q(text)}&lang=zh-hant`, "/api/suggest");
    }
  });

  test("resolutions", async () => {
    for (const text of ["", "cook", "PSW", "司机", "1253", "asdfgh", "sofware enginer", "manager", "做饭的"]) {
      const { body } = await ask(`api/resolve?q=${q(text)}`, "/api/resolve");
      for (const at of body.question?.options.keys() ?? []) {
        await ask(`api/resolve?q=${q(text)}&answer=${at}`, "/api/resolve");
      }
    }
  });

  test("unit groups", async () => {
    const { body } = await ask("api/unit-groups/63200", "/api/unit-groups/{code}");
    assert.equal(body.code, "63200");
    for (const code of ["00010", "12111", "21231", "31301", "33102", "44101", "65201", "72106", "73300", "95106"]) {
      await ask(`api/unit-groups/${code}`, "/api/unit-groups/{code}");
    }
  });

  const post = (body) => ({
    method: "POST",
    headers: { "content-type": "application/json" },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });

  test("job descriptions", async () => {
    for (const text of ["", "I cook meals.", "负责厨房日常烹饪，管理库存。I also wash dishes.", "x".repeat(1000)]) {
      for (const more of [{}, { title: "cook" }, { title: "PSW", answers: [0] }, { code: "63200", lang: "zh-hant" }]) {
        if (more.answers && !text.includes("cook")) continue;
        const { status } = await ask("api/duties", "/api/duties", post({ text, ...more }));
        assert.ok(status === 200 || more.answers, `${text} ${JSON.stringify(more)}`);
      }
    }
    assert.equal((await ask("api/duties", "/api/duties", post("{"))).status, 400);
    assert.equal((await ask("api/duties", "/api/duties", post({ text: "a", code: "99999" }))).status, 404);
    assert.equal((await ask("api/duties", "/api/duties", { method: "POST", body: "a" })).status, 415);
    const huge = post({ text: "a".repeat(10 << 20) });
    assert.equal((await ask("api/duties", "/api/duties", huge)).status, 413);
  });

  test("contrasts", async () => {
    for (const codes of ["63200,62200", "21231,21232,21234", "33102,44101,31301,32101,33103"]) {
      assert.equal((await ask(`api/contrast?codes=${codes}`, "/api/contrast")).status, 200);
    }
    assert.equal((await ask("api/contrast?codes=63200", "/api/contrast")).status, 400);
    assert.equal((await ask("api/contrast?codes=63200,99999", "/api/contrast")).status, 404);
  });

  test("about and health", async () => {
    await ask("api/about", "/api/about");
    await ask("healthz", "/healthz");
  });

  test("problems", async () => {
    for (const [path, described, status] of [
      ["api/suggest", "/api/suggest", 400],
      ["api/suggest?q=%ff", "/api/suggest", 400],
      [`api/suggest?q=${"a".repeat(2000)}`, "/api/suggest", 414],
      ["api/resolve?q=cook&answer=7", "/api/resolve", 400],
      ["api/unit-groups/1253", "/api/unit-groups/{code}", 404],
      ["api/unit-groups/99999", "/api/unit-groups/{code}", 404],
    ]) {
      const answer = await ask(path, described);
      assert.equal(answer.status, status, path);
    }
  });
});

/** Sends bytes as they are and gives what comes back until the server closes. */
function send(bytes, { wait = 30_000 } = {}) {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(server.url).port), "127.0.0.1");
    let text = "";
    socket.setTimeout(wait, () => socket.destroy(new Error("the server does not close")));
    socket.on("data", (data) => (text += data));
    socket.on("close", () => resolve(text));
    socket.on("error", reject);
    socket.write(bytes);
  });
}

describe("clients that behave badly", { concurrency: true }, () => {
  const close = "Host: localhost\r\nConnection: close\r\n";

  test("what is no HTTP", async () => {
    assert.match(await send("\0\0\0\0\r\n\r\n"), /^HTTP\/1\.1 400 /);
    assert.match(await send(`GET / HTTP/1.1\r\n${close}X: ${"a".repeat(40_000)}\r\n\r\n`), /^HTTP\/1\.1 4(00|31) /);
    const wrong = Buffer.from(`GET /api/suggest?q=\xff HTTP/1.1\r\n${close}\r\n`, "latin1");
    assert.match(await send(wrong), /^HTTP\/1\.1 400 /);
  });

  test("a head that never ends", async () => {
    const before = Date.now();
    await send("GET / HTTP/1.1\r\nHost: localhost\r\n");
    assert.ok(Date.now() - before < 25_000);
  });

  test("a connection that idles", async () => {
    const answer = await send("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n");
    assert.match(answer, /^HTTP\/1\.1 200 /);
  });

  test("a body that never ends", async () => {
    const head = `POST /api/duties HTTP/1.1\r\n${close}Content-Type: application/json\r\nContent-Length: 100\r\n\r\n`;
    assert.match(await send(`${head}{"text":`), /^HTTP\/1\.1 408 /);
  });

  test("the others are answered meanwhile", async () => {
    const slow = Array.from({ length: 200 }, () => send("GET / HTTP/1.1\r\n").catch(() => ""));
    assert.equal((await fetch(`${server.url}healthz`)).status, 200);
    await Promise.all(slow);
  });
});

test("a request that is being answered is answered before the server ends", async () => {
  const own = await start();
  const socket = connect(Number(new URL(own.url).port), "127.0.0.1");
  let text = "";
  socket.on("data", (data) => (text += data));
  const closed = new Promise((resolve) => socket.on("close", resolve));
  // The head comes in two parts, and the signal between them.
  socket.write("GET /api/resolve?q=cook HTTP/1.1\r\nHost: localhost\r\n");
  await new Promise((resolve) => setTimeout(resolve, 200));
  own.process.kill("SIGTERM");
  await new Promise((resolve) => setTimeout(resolve, 200));
  socket.write("\r\n");
  await closed;
  assert.equal(await own.ended, 0);
  assert.match(text, /^HTTP\/1\.1 200 OK[^]*63200/);
});
