// Sends 100,000 requests that are wrong, and says what came back and what the server's
// memory was before and after (Linux):
//
//   cargo build --release --example form && node tests/browser/malformed.js

import { readFile } from "node:fs/promises";
import { Agent, request } from "node:http";
import { start } from "./server.js";

const COUNT = 100_000;
const AT_ONCE = 50;

const json = { "content-type": "application/json" };
const large = Buffer.alloc(300 * 1024, "a");
const huge = Buffer.alloc(10 * 1024 * 1024, "a");

/** What is sent, and the status that is right. */
const WRONG = [
  ["GET", "/api/suggest", 400],
  ["GET", "/api/suggest?q=%ff", 400],
  ["GET", "/api/suggest?q=%e5%8e&lang=zh-hant", 400],
  ["GET", "/api/resolve?q=cook&answer=9", 400],
  ["GET", "/api/resolve?q=cook&nonsense=1", 400],
  ["GET", `/api/suggest?q=${"a".repeat(1100)}`, 414],
  ["GET", `/api/resolve?q=${"a".repeat(8000)}`, 414],
  ["GET", "/api/unit-groups/99999", 404],
  ["GET", "/api/unit-groups/00000", 404],
  ["GET", "/api/unit-groups/%ff", 400],
  ["GET", "/nowhere", 404],
  ["POST", "/api/suggest?q=cook", 405],
  ["POST", "/api/duties", 400, json, "{"],
  ["POST", "/api/duties", 400, json, '{"text": 1}'],
  ["POST", "/api/duties", 400, json, Buffer.from([0x22, 0xff, 0x22])],
  ["POST", "/api/duties", 415, { "content-type": "text/plain" }, "cook"],
];
/** One of these comes after so many of the others. */
const RARE = [
  [100, ["POST", "/api/duties", 413, json, large]],
  [2000, ["POST", "/api/duties", 413, json, huge]],
];

const server = await start();
const { hostname, port } = new URL(server.url);
const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });

async function memory() {
  const status = await readFile(`/proc/${server.process.pid}/status`, "utf8");
  return Number(status.match(/VmRSS:\s+(\d+)/)[1]);
}

function send([method, path, , headers = {}, body = ""]) {
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, method, path, headers, agent }, (response) => {
      response.resume();
      response.on("end", () => resolve(response.statusCode));
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

let next = 0;
const counts = new Map();
async function worker() {
  while (next < COUNT) {
    next += 1;
    const rare = RARE.findLast(([every]) => next % every === 0);
    const wrong = rare ? rare[1] : WRONG[next % WRONG.length];
    const status = await send(wrong).catch((error) => error.code);
    const key = status === wrong[2] ? String(status) : `${status} instead of ${wrong[2]}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
}

const before = await memory();
for (const wrong of [...WRONG, ...RARE.map(([, wrong]) => wrong)]) await send(wrong);
const warm = await memory();
await Promise.all(Array.from({ length: AT_ONCE }, worker));
const after = await memory();
agent.destroy();
const health = await fetch(`${server.url}healthz`);
console.log("answers:", Object.fromEntries([...counts].sort()));
console.log(`resident memory: ${before} kB at the start, ${warm} kB after one of each, ${after} kB after ${COUNT}`);
console.log(`the server lives: ${health.status}; it printed ${server.printed.length} lines`);
await server.stop();
const isRight = [...counts.keys()].every((key) => /^\d+$/.test(key));
process.exit(isRight && health.status === 200 ? 0 : 1);
