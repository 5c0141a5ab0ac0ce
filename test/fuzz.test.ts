import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { Random } from "../bench/corpus/random.ts";
import { city, committee } from "../src/check/examples.ts";
import { faultsOf } from "./fuzz/inspect.ts";
import { mutated } from "./fuzz/mutate.ts";
import { seedFor } from "./fuzz/seeds.ts";

/** What must hold for every dossier, whatever it holds. `npx tsx scripts/fuzz.ts` tries a hundred thousand; these are the same few each time. */
const root = fileURLToPath(new URL("..", import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), "milcity-fuzz-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const damaged = (seed: number) => {
  const random = new Random(seed, 0, 0);
  return mutated(seedFor(random), random);
};

describe("a damaged dossier", () => {
  it("is told of in its own lines, twice the same, and breaks nothing down", () => {
    const faults = new Map<number, string[]>();
    for (let seed = 1; seed <= 240; seed++) {
      const found = faultsOf(damaged(seed), seed % 12 === 0);
      if (found.length > 0) faults.set(seed, found);
    }
    expect(faults).toEqual(new Map());
  }, 120_000);

  it("gives 0 or 1 from the command, and no stack trace", () => {
    for (let seed = 1001; seed <= 1012; seed++) {
      const cwd = join(scratch, String(seed));
      for (const [file, content] of damaged(seed)) {
        mkdirSync(dirname(join(cwd, file)), { recursive: true });
        writeFileSync(join(cwd, file), content);
      }
      mkdirSync(cwd, { recursive: true });
      const args = [join(root, "bin/milcity.js"), "validate", "--as-of", "2026-11-30"];
      const { status, stdout, stderr } = spawnSync(process.execPath, args, {
        cwd,
        encoding: "utf8",
        env: { LC_ALL: "C" },
      });
      // A dossier of which nothing is left is none.
      expect([0, 1, ...(stderr.includes("[no-input]") ? [2] : [])], `seed ${seed}: ${stderr}`).toContain(status);
      expect(stdout + stderr, `seed ${seed}`).not.toMatch(/^\s+at .+:\d+:\d+/m);
    }
  }, 120_000);
});

describe("a document that was once told of wrongly", () => {
  const folder = join(root, "test/corpus");
  it.each(readdirSync(folder))("%s is told of rightly", (file) => {
    const texts = new Map<string, string | Uint8Array>([
      ["milcity.yaml", city],
      ["committee.yaml", committee],
      ["plan.yaml", readFileSync(join(folder, file))],
    ]);
    expect(faultsOf(texts, true)).toEqual([]);
  });
});
