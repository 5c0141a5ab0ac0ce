import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { today } from "../bench/corpus/frame.ts";
import { generate } from "../bench/generate.ts";
import { findingsView, formatsOf, Gathering, inspect, type Job, openWorkspace, pieceOf } from "../src/index.ts";

/** `validate --jobs`, in the built program: several threads find what one finds. */
const bin = fileURLToPath(new URL("../bin/milcity.js", import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), "milcity-jobs-"));
const root = join(scratch, "work");
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

beforeAll(() => {
  generate(root, { dossiers: 11, bad: 60, seed: 4 });
  const config = "version: 1\nignore: ['**/notes/**', 'nowhere/**']\nrules:\n  date/backwards: 'off'\n";
  writeFileSync(join(root, "milcity.config.yaml"), config);
  mkdirSync(join(root, "cities/00003/notes"));
  writeFileSync(join(root, "cities/00003/notes/draft.yaml"), "kind: plan\n");
  writeFileSync(join(root, "cities/00005/odd.yaml"), "kind: [\n");
  spawnSync("git", ["init", "--quiet", root]);
});

function run(args: string[], { preload, cwd = root, v8 = [] }: { preload?: string; cwd?: string; v8?: string[] } = {}) {
  const { PATH = "" } = process.env;
  const flags = [...v8, ...(preload === undefined ? [] : ["--require", preload])];
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [...flags, bin, "validate", "--as-of", today, ...args],
    {
      cwd,
      env: { PATH, LC_ALL: "C" },
      encoding: "utf8",
    },
  );
  return { status, stdout, stderr };
}

describe("several threads", () => {
  it.each(formatsOf("diagnostics"))("print the bytes that one prints, in the format %s", (format) => {
    const one = run(["--jobs", "1", "--format", format]);
    expect(one.status).toBe(1);
    expect(one.stdout.length).toBeGreaterThan(500);
    expect(run(["--jobs", format === "json" ? "5" : "2", "--format", format])).toEqual(one);
  });

  it.each([
    [["--max-problems", "3"]],
    [["--max-warnings", "0", "--rule", "evidence/missing=warning"]],
    [["--shard", "2/2", "--language", "fr"]],
    [["--verbose"]],
    [["--quiet", "--fail-on", "warning"]],
    [["cities/00003", "cities/00005", "cities/00007"]],
    [["--fix-dry-run"]],
    [["--changed"]],
    [["--format", "json", "--rule", "text/too-long=off"]],
  ])("do with %j what one does", (args) => {
    const one = run(["--jobs", "1", ...args]);
    expect(one.stderr + one.stdout).not.toBe("");
    expect(run(["--jobs", "3", ...args])).toEqual(one);
  });

  it("write the same files and the same baseline, and take that into account", () => {
    const baseline = join(root, ".milcity-baseline.yaml");
    const written = ["1", "3"].map((jobs) => {
      rmSync(baseline, { force: true });
      const { status } = run(["--jobs", jobs, "--update-baseline"]);
      expect(status).toBe(0);
      return readFileSync(baseline, "utf8");
    });
    expect(written[0]).toMatch(/reason: accepted/);
    expect(written[1]).toBe(written[0]);
    const one = run(["--jobs", "1", "--baseline", "--format", "json"]);
    expect(one.status).toBe(0);
    expect(run(["--jobs", "3", "--baseline", "--format", "json"])).toEqual(one);
    rmSync(baseline);
    const files = ["1", "3"].map((jobs) => {
      const file = join(scratch, `findings-${jobs}.xml`);
      expect(run(["--jobs", jobs, "--report", `junit=${file}`]).status).toBe(1);
      return readFileSync(file, "utf8");
    });
    expect(files[1]).toBe(files[0]);
  });

  it("let no output take the place of a document, or of what one names", () => {
    const named = join(root, "cities/00007/evidence/Results.json");
    mkdirSync(join(root, "cities/00007/evidence"));
    writeFileSync(named, "{}");
    const city = join(root, "cities/00007/milcity.yaml");
    const before = readFileSync(city, "utf8");
    writeFileSync(city, `${before}\nx-results: evidence/Results.json\n`);
    for (const jobs of ["1", "4"])
      for (const file of ["cities/00007/plan.yaml", "cities/00007/evidence/Results.json"]) {
        const { status, stderr } = run(["--jobs", jobs, "--format", "json", "-o", file]);
        expect(status).toBe(2);
        expect(stderr).toContain("it belongs to the dossier");
      }
    writeFileSync(city, before);
    rmSync(join(root, "cities/00007/evidence"), { recursive: true });
  });

  it("end with the run that is interrupted", async () => {
    const endless = join(scratch, "endless.cjs");
    writeFileSync(
      endless,
      `const { isMainThread } = require("node:worker_threads");
       if (!isMainThread) { process._rawDebug("begun"); for (;;); }`,
    );
    const child = spawn(process.execPath, ["--require", endless, bin, "validate", "--jobs", "3"], { cwd: root });
    await new Promise((done) => child.stderr.once("data", done));
    child.kill("SIGINT");
    const signal = await new Promise((done) => child.once("close", (_, how) => done(how)));
    expect(signal).toBe("SIGINT");
  });
});

describe("a number of threads", () => {
  it.each(["0", "-1", "1.5", "65", "many", "", " 2"])("is not %j", (text) => {
    const { status, stderr } = run([`--jobs=${text}`]);
    expect(status).toBe(2);
    expect(stderr).toContain(`--jobs takes a number from 1 to 64, not "${text}".`);
  });
});

describe("a thread that dies", () => {
  /** Has other threads break down over the plans of some dossiers: the only files of that name are theirs. */
  function deadly(how: string, dossiers: RegExp): string {
    const file = join(scratch, "deadly.cjs");
    writeFileSync(
      file,
      `const { isMainThread } = require("node:worker_threads");
       const fs = require("node:fs"), { openSync } = fs;
       const isDeadly = (path) => ${dossiers.toString()}.test(path) && path.endsWith("plan.yaml");
       const wait = () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
       fs.openSync = (path, ...more) => {
         if (isMainThread && String(path).endsWith("milcity.yaml")) wait();
         if (!isMainThread && isDeadly(String(path))) { ${how} }
         return openSync(path, ...more);
       };`,
    );
    return file;
  }
  const lost = (stderr: string) => [...stderr.matchAll(/broke down over (\S+);/g)].map(([, path]) => path);

  it.each([
    ["ends", "process.exit(7);"],
    ["runs out of memory", "const all = []; for (;;) all.push(new Array(1e6).fill(all.length + 0.5));"],
  ])("because it %s takes its dossier with it, and no other", (_, how) => {
    // In the main thread each dossier takes so long that the other ones take some.
    const preload = deadly(how, /cities.0000[1-9]/);
    // The less memory there is, the sooner there is none.
    const v8 = ["--max-old-space-size=160"];
    const { status, stdout, stderr } = run(["--jobs", "2", "--format", "json"], { preload, v8 });
    expect(status).toBe(2);
    const gone = lost(stderr);
    expect(gone.length).toBeGreaterThan(0);
    const { summary, checked, diagnostics } = JSON.parse(stdout) as {
      summary: { dossiers: number };
      checked: { unseen: string[] };
      diagnostics: { file: string }[];
    };
    expect(summary.dossiers).toBe(11 - gone.length);
    expect(checked.unseen.join()).toMatch(/dossiers? could not be checked, because the check broke down over/);
    const whole = JSON.parse(run(["--jobs", "1", "--format", "json"]).stdout) as { diagnostics: { file: string }[] };
    const isGone = ({ file }: { file: string }) => gone.some((path) => file.startsWith(`${path}/`));
    expect(diagnostics).toEqual(whole.diagnostics.filter((one) => !isGone(one)));
  });

  it.each([
    ["at once", 0],
    ["while this thread is at an earlier one", 2_000],
  ])("over what the system refuses %s ends the run as it would alone, and blames nobody else", (_, ms) => {
    const file = join(scratch, "refusing.cjs");
    const code = `
      const fs = require("node:fs"), { statSync, openSync } = fs, { isMainThread } = require("node:worker_threads");
      fs.openSync = (path, ...more) => {
        const slow = isMainThread ? /cities.00001.plan.yaml$/ : /cities.0000[78].plan.yaml$/;
        const ms = isMainThread ? ${ms} : ${2 * ms};
        if (slow.test(String(path))) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
        return openSync(path, ...more);
      };
      fs.statSync = (path, ...more) => {
        if (!/cities.0000[5-9].\\.git$/.test(String(path))) return statSync(path, ...more);
        throw Object.assign(new Error("EIO"), { code: "EIO", syscall: "stat", path: String(path) });
      };`;
    writeFileSync(file, code);
    const one = run(["--jobs", "1"], { preload: file });
    expect(one.status).toBe(2);
    expect(one.stderr).toMatch(/00005.\.git cannot be read: the disk reports an error/);
    expect(run(["--jobs", "3"], { preload: file })).toEqual(one);
  });

  it("as often as it is started has this thread do the work", () => {
    const file = join(scratch, "stillborn.cjs");
    writeFileSync(file, `if (!require("node:worker_threads").isMainThread) process.exit(3);`);
    expect(run(["--jobs", "4"], { preload: file })).toEqual(run(["--jobs", "1"]));
  });

  it("keeps what the baseline says of its dossier", () => {
    const baseline = join(root, ".milcity-baseline.yaml");
    expect(run(["--jobs", "1", "--update-baseline"]).status).toBe(0);
    const before = readFileSync(baseline, "utf8");
    const { status, stderr } = run(["--jobs", "2", "--update-baseline"], {
      preload: deadly("process.exit(7);", /cities/),
    });
    expect(lost(stderr).length).toBeGreaterThan(0);
    expect(status).toBe(2);
    expect(readFileSync(baseline, "utf8")).toBe(before);
    rmSync(baseline);
  });
});

describe("what a run may read", () => {
  /** The dossiers put together from pieces, in whatever order they come. */
  function gathered(bytes: number, order: readonly number[]) {
    const request = { cwd: root, paths: [], day: today };
    const workspace = openWorkspace(request);
    workspace.scope.budget.bytes = bytes;
    const job: Job = { request, root: workspace.root, folders: workspace.folders, kept: 1000, outputs: [] };
    const gathering = new Gathering(workspace, job, () => undefined);
    const piece = pieceOf(JSON.parse(JSON.stringify(job)) as Job);
    for (const n of order)
      if (n % 2 === 0) gathering.examine(n, n + 1);
      else gathering.add(n, n + 1, [], piece(n, n + 1, { without: [], begin: () => undefined }));
    return gathering.view();
  }

  it.each([2 ** 31, 270_000, 100_000, 0])("is counted in the order of the dossiers: %d bytes", (bytes) => {
    const workspace = openWorkspace({ cwd: root, paths: [], day: today });
    workspace.scope.budget.bytes = bytes;
    const one = findingsView(workspace, inspect(workspace));
    // What only serves to mend a finding stays in its thread.
    const isData = (key: string, value: unknown) => (key === "becomes" ? undefined : value);
    const plain = (view: unknown) => JSON.parse(JSON.stringify(view, isData)) as unknown;
    const numbers = workspace.folders.map((_, n) => n);
    expect(plain({ ...gathered(bytes, numbers), excused: [] })).toEqual(plain({ ...one, excused: [] }));
    expect(plain(gathered(bytes, numbers.toReversed()))).toEqual(plain(gathered(bytes, numbers)));
  });
});
