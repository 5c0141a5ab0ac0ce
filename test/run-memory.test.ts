/** Many dossiers in one process: what is young dies young. Counts of bytes by V8, no clock. */
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));

/** What a program prints, as JSON, that may have V8 clear up. */
function printed(program: string, ...flags: string[]): unknown {
  const line = ["--expose-gc", ...flags, "--import", "tsx", "--input-type=module", "-e", program];
  return JSON.parse(execFileSync(process.execPath, line, { cwd: root, encoding: "utf8" }));
}

const middle = (numbers: number[]): number => numbers.sort((a, b) => a - b)[numbers.length >> 1] ?? Number.NaN;

/**
 * Clears up among what is young after each dossier. What the dossier before it left behind is dead by then and must not be carried over to what
 * is old, where only a collection of everything lets go of it. Prints the bytes that were carried over, by dossier.
 */
const program = `
import { getHeapSpaceStatistics } from "node:v8";
import { inspect, openWorkspace } from "./src/index.ts";
const old = () => getHeapSpaceStatistics().find((space) => space.space_name === "old_space").space_used_size;
const workspace = openWorkspace({ cwd: process.cwd(), paths: ["examples/san-telmo-del-rio"], day: "2026-11-22" });
const carried = [];
for (let n = 0, last = 0; n < 60; n++) {
  for (const one of inspect(workspace)) void one.scores;
  gc({ type: "minor" });
  carried.push(old() - last);
  last = old();
}
process.stdout.write(JSON.stringify(carried));
`;

it("carries nothing of a dossier over to the next one", () => {
  const carried = printed(program, "--no-allocation-site-pretenuring") as number[];
  // With its facts and scores this one takes some 350 KB.
  expect(middle(carried.slice(20))).toBeLessThan(150_000);
}, 120_000);

/** Writes the scores of many dossiers, and prints by how many bytes each lets grow what is held. */
const scores = `
import { inspect, loadFormat, openWorkspace, scored, wordsOf } from "./src/index.ts";
const workspace = openWorkspace({ cwd: process.cwd(), paths: ["examples/san-telmo-del-rio"], day: "2026-11-22" });
const setting = { colour: false, width: 80, ci: false, quiet: false, verbose: false, words: wordsOf("en") };
const grown = [];
function* many() {
  for (let n = 0, last = 0; n < 40; n++) {
    yield* scored(inspect(workspace));
    gc();
    const { heapUsed } = process.memoryUsage();
    grown.push(heapUsed - last);
    last = heapUsed;
  }
}
const write = await loadFormat("scores", "pretty");
write({ asOf: workspace.day, dossiers: many() }, setting);
process.stdout.write(JSON.stringify(grown));
`;

it("holds nothing of a dossier but the text once its scores are written", () => {
  const grown = printed(scores) as number[];
  // The text takes some 50 KB, and what it is written from three times as much.
  expect(middle(grown.slice(10))).toBeLessThan(100_000);
}, 120_000);

/** Stops expressions that pile up memory, and prints how much of it is held when all is done. */
const stopped = `
import { compilePolicy, runPolicy } from "./src/cel.ts";
import { inspect, openWorkspace } from "./src/index.ts";
const workspace = openWorkspace({ cwd: process.cwd(), paths: ["examples/san-telmo-del-rio"], day: "2026-11-22" });
const [{ facts }] = inspect(workspace);
const list = "[1,2,3,4,5,6,7,8,9]";
const nested = [..."abcdefg"].reduce((body, name) => list + ".map(" + name + ", " + body + ")", list);
const policies = [">", ">="].map((sign) => compilePolicy("action", nested + ".size() " + sign + " 0"));
gc();
const before = process.memoryUsage().heapUsed;
const reasons = policies.map((policy) => [...runPolicy(500, "action", policy, facts)].at(-1)[1].value);
gc();
process.stdout.write(JSON.stringify({ reasons, held: process.memoryUsage().heapUsed - before }));
`;

it("holds nothing of an expression that was stopped", () => {
  const { reasons, held } = printed(stopped) as { reasons: unknown[]; held: number };
  expect(reasons).toEqual([null, null]);
  expect(held).toBeLessThan(10_000_000);
}, 120_000);
