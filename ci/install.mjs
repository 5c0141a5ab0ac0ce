#!/usr/bin/env node
/**
 * Makes the command ready, outside the checkout, for the action of this repository. A release carries the built program in `dist/`, which
 * needs nothing else. Any other commit is built from a copy, by its own lock file and without install scripts.
 */
import { spawnSync } from "node:child_process";
import { appendFileSync, cpSync, existsSync, mkdtempSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";

const own = fileURLToPath(new URL("..", import.meta.url));
const { GITHUB_OUTPUT, RUNNER_TEMP } = process.env;

/** npm in the copy: neither the working directory nor its settings are those of the checkout. */
function npm(cwd, ...args) {
  const { status, error } = spawnSync("npm", args, { cwd, stdio: "inherit", shell: process.platform === "win32" });
  if (error) throw error;
  if (status !== 0) throw new Error(`npm ${args.join(" ")} failed`);
}

function built() {
  if (existsSync(join(own, "dist/milcity.cjs"))) return own;
  if (!RUNNER_TEMP) throw new Error("RUNNER_TEMP is not set");
  const copy = join(mkdtempSync(join(RUNNER_TEMP, "milcity-")), "milcity");
  cpSync(own, copy, {
    recursive: true,
    filter: (path) => ![".git", "node_modules", "coverage"].includes(basename(path)),
  });
  npm(copy, "ci", "--ignore-scripts", "--no-audit", "--no-fund");
  npm(copy, "run", "build");
  return copy;
}

try {
  const program = join(built(), "bin/milcity.js");
  if (GITHUB_OUTPUT) appendFileSync(GITHUB_OUTPUT, `program=${program}\n`);
} catch (error) {
  process.stdout.write(`::error::milcity could not be made ready: ${error.message}\n`);
  process.exitCode = 1;
}
