// Starts the program that the tests talk to.

import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const target = process.env.CARGO_TARGET_DIR ?? fileURLToPath(new URL("../../target", import.meta.url));
const program = process.env.NOC_FORM ?? `${target}/release/examples/form`;

/** Starts the server on a free port; gives its address, its process and what it prints. */
export async function start() {
  const child = spawn(program, ["--port", "0"], { stdio: ["ignore", "pipe", "pipe"] });
  const printed = [];
  child.stderr.on("data", (data) => printed.push(String(data)));
  const lines = createInterface({ input: child.stdout });
  const url = await new Promise((resolve, reject) => {
    lines.once("line", resolve);
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`form ended with ${code}: ${printed.join("")}`)));
  });
  lines.on("line", (line) => printed.push(line));
  const ended = new Promise((resolve) => child.once("exit", resolve));
  return {
    url,
    process: child,
    printed,
    ended,
    async stop() {
      child.kill("SIGTERM");
      return ended;
    },
  };
}
