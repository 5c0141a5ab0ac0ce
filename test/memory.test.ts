import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { today } from "../bench/corpus/frame.ts";
import { generate } from "../bench/generate.ts";
import { findingsView, Gathering, inspect, type Inspected, openWorkspace, type Workspace } from "../src/index.ts";

/** Dossiers are looked at one after the other, and what is left of them on the heap is counted. */
setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;
const root = mkdtempSync(join(tmpdir(), "milcity-memory-"));
const dossiers = 12;
beforeAll(() => generate(root, { dossiers, bad: 50, seed: 2 }));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** How many of some things are still held by somebody. */
async function held(things: readonly WeakRef<object>[]): Promise<number> {
  // What is asked for stays until the turn is over.
  await new Promise((done) => setImmediate(done));
  collect();
  await new Promise((done) => setImmediate(done));
  return things.filter((thing) => thing.deref() !== undefined).length;
}

/** A workspace of which one sees what was read. */
function watched(): { workspace: Workspace; bytes: WeakRef<object>[] } {
  const workspace = openWorkspace({ cwd: root, paths: [], day: today });
  const { files } = workspace.scope;
  const bytes: WeakRef<object>[] = [];
  workspace.scope.files = {
    ...files,
    read(path, limit) {
      const read = files.read(path, limit);
      if ("bytes" in read) bytes.push(new WeakRef(read.bytes));
      return read;
    },
  };
  return { workspace, bytes };
}

describe("of the dossiers that have been looked at", () => {
  it("nothing is kept for the next", async () => {
    const { workspace, bytes } = watched();
    const parts: Record<string, WeakRef<object>[]> = { dossier: [], facts: [], document: [], scores: [] };
    const mark = ({ dossier, facts, scores }: Inspected) => {
      parts["dossier"]?.push(new WeakRef(dossier));
      parts["facts"]?.push(new WeakRef(facts));
      parts["scores"]?.push(new WeakRef(scores));
      for (const one of Object.values(dossier.documents).flat()) parts["document"]?.push(new WeakRef(one.data));
    };
    let seen = 0;
    for (const one of inspect(workspace)) {
      mark(one);
      seen++;
    }
    expect(seen).toBe(dossiers);
    const left = await Promise.all(Object.values(parts).map(held));
    // The last two may still be in the hands of whoever has looked at them.
    const ofOne = [1, 1, Math.ceil((parts["document"]?.length ?? 0) / dossiers) + 1, 1];
    for (const [n, count] of left.entries()) expect(count).toBeLessThanOrEqual(2 * (ofOne[n] ?? 1));
    expect(bytes.length).toBeGreaterThan(4 * dossiers);
    expect(await held(bytes)).toBeLessThan(12);
  });

  it.each([
    ["the view of what is found", (workspace: Workspace): object => findingsView(workspace, inspect(workspace))],
    [
      "what puts together what several threads find",
      (workspace: Workspace): object => {
        const { folders } = workspace;
        const job = { request: { cwd: root, paths: [], day: today }, root, folders, kept: 1000, outputs: [] };
        const gathering = new Gathering(workspace, job, () => undefined);
        gathering.examine(0, folders.length);
        return gathering;
      },
    ],
  ])("%s holds no document", async (_, look) => {
    const { workspace, bytes } = watched();
    const view = look(workspace);
    expect(bytes.length).toBeGreaterThan(4 * dossiers);
    expect(await held(bytes)).toBeLessThan(12);
    expect(view).toBeDefined();
  });
});
