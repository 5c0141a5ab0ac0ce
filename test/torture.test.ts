import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { commands as verbs } from "../src/cli/commands.gen.ts";
import { sound } from "./hostile/case.ts";
import { commands, workspaceAt } from "./torture/commands.ts";
import { canMount, onFullDisk } from "./torture/full.ts";
import { filesBelow, remnants } from "./torture/judge.ts";
import { killed, run } from "./torture/process.ts";
import { torture } from "./torture/rack.ts";

/**
 * The machine fails: a file operation, a disk, a reader, the run itself. `npm run torture` fails every operation of every command with every
 * error; this is a sample, the same each time.
 */
const root = mkdtempSync(join(tmpdir(), "milcity-torture-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const program = fileURLToPath(new URL("../bin/milcity.js", import.meta.url));
const sampled = [
  "validate",
  "validate-reports",
  "update-baseline",
  "fix",
  "score-output",
  "report",
  "freeze",
  "submit",
  "init",
  "keep-known",
  "cache-clear",
];

describe("a file operation that fails", () => {
  it("is looked at in every command that there is", () => {
    // A page that is served is no command that ends.
    const without = new Set(["preview"]);
    const tried = new Set(commands.map(({ args }) => args[0]));
    expect([...verbs.keys()].filter((verb) => !tried.has(verb) && !without.has(verb))).toEqual([]);
  });

  it("is told with file and reason, tears nothing, and leaves nothing behind", async () => {
    const faults: string[] = [];
    let injections = 0;
    const orders = sampled.map((name) => {
      // Of a few operations more are tried.
      const every = /keep|cache/.test(name) ? 3 : 9;
      return { name, codes: ["EIO", "ENOSPC"], isLasting: false, every };
    });
    await torture(orders, 300_000, (_, result) => {
      faults.push(...result.faults);
      injections += result.injections;
    });
    expect(faults).toEqual([]);
    expect(injections).toBeGreaterThan(80);
  }, 600_000);
});

describe("a disk that is full", () => {
  const names = ["validate-output", "validate-reports", "fix", "report", "freeze-again", "submit"];
  it.runIf(process.platform === "linux" && canMount())(
    "is told with the file, which stays as it was",
    () => {
      expect(onFullDisk(names)).toEqual({ runs: names.length, faults: [] });
    },
    300_000,
  );
});

describe("a run that is ended while it writes", () => {
  it("leaves old files or new ones, and nothing for the next run to stumble over", async () => {
    const { runs, faults } = await killed(9);
    expect(faults).toEqual([]);
    expect(runs).toBeGreaterThan(8);
  }, 600_000);
});

describe("an output that cannot be taken", () => {
  const place = join(root, "output");
  const workspace = join(place, "ws");
  const shell = (line: string) =>
    spawnSync("bash", ["--norc", "-c", line], {
      cwd: workspace,
      encoding: "utf8",
      env: { PATH: process.env["PATH"], LC_ALL: "C", MILCITY: program, NODE: process.execPath },
      maxBuffer: 100_000_000,
    });
  const command = commands.find(({ name }) => name === "validate") ?? commands[0];
  if (command) workspaceAt(place, command);
  // Many megabytes are printed of it.
  const plan = (sound["plan.yaml"] ?? "").replace(
    /actions:[^]*/,
    `actions:\n${Array.from({ length: 5_000 }, (_, i) => `  - { id: a${i}, title: A, objective: o${i}, lead: l${i} }\n`).join("")}`,
  );
  writeFileSync(join(workspace, "dossiers/b/plan.yaml"), plan);
  const milcity = '"$NODE" "$MILCITY" validate dossiers/b --as-of 2026-11-30';

  it("is waited for where its reader is slow", () => {
    const whole = shell(`${milcity} --format sarif | wc -c`);
    const slow = shell(`${milcity} --format sarif | (sleep 2; cat) | wc -c`);
    expect(Number(whole.stdout)).toBeGreaterThan(500_000);
    expect(slow.stdout).toBe(whole.stdout);
    expect(slow.stderr).toBe("");
  });

  it("ends quietly where its reader has gone", () => {
    const { stdout, stderr } = shell(`${milcity} | head -1; echo "\${PIPESTATUS[0]}"`);
    expect(stdout.split("\n")).toHaveLength(3);
    expect(stdout.split("\n")[1]).toBe("1");
    expect(stderr).toBe("");
  });

  it.runIf(process.platform === "linux")("is told of where a disk is full", () => {
    const { stderr, status } = shell(`${milcity} > /dev/full`);
    expect([status, stderr]).toEqual([2, "milcity: The output was not written: the disk is full. [write]\n"]);
  });

  it("stays the old one where no more may be written", () => {
    const file = join(place, "out/report.html");
    const { stderr, status } = shell(
      `ulimit -f 8; "$NODE" "$MILCITY" report dossiers/a --as-of 2026-11-30 -o ../out/report.html`,
    );
    expect(stderr).toMatch(/^milcity: .*report\.html was not written: .+ \[write\]\n$/);
    expect(status).toBe(2);
    expect(readFileSync(file, "utf8")).toBe("old\n");
    expect(remnants(filesBelow(place))).toEqual([]);
  });
});

describe("twenty runs on one workspace", () => {
  it("are each right, and of those that write one after the other is", async () => {
    const command = commands.find(({ name }) => name === "fix");
    const place = join(root, "many");
    if (command) workspaceAt(place, command);
    const ws = join(place, "ws");
    const day = ["--as-of", "2026-11-30"];
    const lines: string[][] = [
      ...Array.from({ length: 8 }, () => ["validate", "dossiers/b", ...day, "--format", "json"]),
      ...Array.from({ length: 4 }, () => ["validate", ".", ...day, "--update-baseline"]),
      ...Array.from({ length: 4 }, () => ["validate", ".", ...day, "--fix"]),
      ...Array.from({ length: 4 }, () => ["report", "dossiers/b", ...day, "-o", "../out/report.html"]),
    ];
    const ended = await Promise.all(lines.map((args) => run(ws, args)));
    for (const [n, { code, stdout, stderr }] of ended.entries()) {
      if (n < 8) expect([code, stdout]).toEqual([ended[0]?.code, ended[0]?.stdout]);
      // Who comes late says that somebody else was there.
      if (code === 2)
        expect(stderr).toMatch(/^milcity: .+ (?:has changed since it was read|is no longer there).* \[write\]\n$/);
      else expect([0, 1]).toContain(code);
    }
    expect(remnants(filesBelow(place))).toEqual([]);
    expect(readFileSync(join(ws, "dossiers/a/plan.yaml"), "utf8")).toContain("\nstatus: active\n");
    expect(readFileSync(join(place, "out/report.html"), "utf8")).toMatch(/^<!doctype html>[^]*<\/html>\n$/i);
    const last = await run(ws, ["validate", ".", ...day, "--baseline"]);
    expect([0, 1]).toContain(last.code);
  }, 300_000);
});
