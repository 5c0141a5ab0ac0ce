/**
 * Writes V8's compiled form of the built program beside it. It runs what people do most, so that the functions that are needed then are in
 * it: V8 compiles a function when it is first called.
 */
import { closeSync, mkdirSync, openSync, writeFileSync } from "node:fs";
import { devNull } from "node:os";
import { dirname, join } from "node:path";
import { setFlagsFromString } from "node:v8";
import type { Script } from "node:vm";
import { load, packed, script } from "../src/start/load.ts";

const dist = __dirname;
const day = ["--as-of", "2026-11-30"];
const example = join(dist, "../examples/vila-clara");
const faulty = join(dist, "../test/dossiers/ribeira-nova");
const runs = [
  ["validate", example, ...day],
  ["validate", example, "--format", "json", ...day],
  ["validate", faulty, ...day],
  ["score", example, ...day],
  ["report", example, ...day],
];

// Else V8 forgets what it has not used for a while.
setFlagsFromString("--no-flush-bytecode");
const scripts = new Map<string, Script>();
const scriptOf = (name: string): Script => {
  const known = scripts.get(name) ?? script(dist, name, true);
  scripts.set(name, known);
  return known;
};

// What the runs print goes nowhere.
for (const channel of [1, 2]) {
  closeSync(channel);
  openSync(devNull, "w");
}

function next(): void {
  const run = runs.shift();
  if (run) {
    process.argv.splice(2, Infinity, ...run);
    load(dist, "milcity.cjs", require, scriptOf);
    return;
  }
  process.off("beforeExit", next);
  setFlagsFromString("--flush-bytecode");
  for (const [name, made] of scripts) {
    const { file, bytes } = packed(dist, name, made) ?? {};
    if (!file || !bytes) continue;
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, bytes);
  }
  process.exitCode = 0;
}
process.on("beforeExit", next);
