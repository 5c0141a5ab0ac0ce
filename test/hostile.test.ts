import { describe, expect, it } from "vitest";
import { manifest, sampleOf } from "./hostile/manifest.ts";
import { tryAll } from "./hostile/pool.ts";
import { runProcess } from "./hostile/process.ts";

/**
 * Workspaces, command lines, repositories and archives that somebody made to break the tool: `npx tsx scripts/hostile.ts` tries them all
 * as processes in every format, this a sample that is the same each time. Time is that of the processor: the machine may be busy.
 */
// What never ends is caught; the promise of five seconds is `npm run hostile`'s to hold, on a machine that does nothing else.
const seconds = 20_000;
const hang = 60_000;
const inProcess = sampleOf(1, 120);
const asProcess = sampleOf(2, 8, "heavy");

describe("the hostile corpus", () => {
  it("is large, and each case has a name of its own", () => {
    expect(manifest.length).toBeGreaterThanOrEqual(1_000);
    expect(new Set(manifest.map(({ name }) => name)).size).toBe(manifest.length);
  });

  it("is tried in each of its groups", () => {
    const groups = (cases: typeof manifest) => new Set(cases.map(({ name }) => name.slice(0, name.indexOf("-"))));
    expect(groups(inProcess)).toEqual(groups(manifest));
  });

  it("breaks nothing, shows nothing, starts nothing and changes nothing", async () => {
    const results = await tryAll(
      inProcess.map(({ name }) => name),
      2,
      hang,
    );
    expect([...results.values()].filter(({ faults }) => faults.length > 0)).toEqual([]);
    expect([...results.values()].filter(({ ms }) => ms > seconds)).toEqual([]);
    expect(results.size).toBe(inProcess.length);
  }, 600_000);

  it("is held by the built command within its time and 512 MB", async () => {
    const faults: string[] = [];
    for (const one of asProcess) {
      const ran = await runProcess(one, "pretty", hang);
      faults.push(...ran.faults.map((fault) => `${one.name}: ${fault}`));
      if (ran.cpu > seconds) faults.push(`${one.name}: took ${ran.cpu} ms`);
      if (ran.megabytes > 512) faults.push(`${one.name}: took ${ran.megabytes} MB`);
    }
    expect(faults).toEqual([]);
  }, 600_000);
});
