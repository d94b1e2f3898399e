// Brings what is made from the API back in step: docs/api/openapi.json from the built server, and the console's types from that.
// Usage, after a build: node eng/api.mjs
import { spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const home = join(import.meta.dirname, "..");
const data = mkdtempSync(join(tmpdir(), "kpanda-api-"));
const password = randomBytes(12).toString("hex");
const server = spawn(
  join(home, "artifacts/bin/Kpanda.Server/release/kpanda-server"),
  ["run", "--no-sandbox", "--urls", "http://127.0.0.1:0", "--data", data],
  {
    env: { ...process.env, KPANDA_HOME: home, KPANDA_ADMIN_PASSWORD: password },
    stdio: ["ignore", "pipe", "inherit"],
  },
);

try {
  const url = await ready();
  const signedIn = await fetch(`${url}/auth/login`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ username: "admin", password }),
  });
  const { token } = await signedIn.json();
  const answer = await fetch(`${url}/openapi/v1.json`, {
    headers: { Authorization: `Bearer ${token}` },
  });
  if (!answer.ok) throw new Error(`The server answered ${answer.status}.`);
  writeFileSync(
    join(home, "docs/api/openapi.json"),
    `${text(await answer.json(), "")}\n`,
  );
} finally {
  server.kill();
  rmSync(data, { recursive: true, force: true });
}

const { status } = spawnSync(
  "node",
  [join(home, "web/scripts/api-types.mjs")],
  { stdio: "inherit" },
);
process.exit(status ?? 1);

/** JSON that reads well in a diff: what fits on a line stands on one. */
function text(node, indent) {
  const flat = JSON.stringify(node);
  if (typeof node !== "object" || node === null || flat.length <= 120)
    return flat;
  const deeper = `${indent} `;
  const parts = Array.isArray(node)
    ? node.map((entry) => deeper + text(entry, deeper))
    : Object.entries(node).map(
        ([name, value]) =>
          `${deeper}${JSON.stringify(name)}: ${text(value, deeper)}`,
      );
  const [open, close] = Array.isArray(node) ? "[]" : "{}";
  return `${open}\n${parts.join(",\n")}\n${indent}${close}`;
}

function ready() {
  return new Promise((resolve, reject) => {
    let output = "";
    server.on("error", reject);
    server.on("exit", (code) =>
      reject(new Error(`The server ended with ${code} before it was ready.`)),
    );
    server.stdout.on("data", (text) => {
      output += text;
      const line = /is ready:\s+(http:\/\/\S+)/.exec(output);
      if (line) resolve(line[1]);
    });
  });
}
