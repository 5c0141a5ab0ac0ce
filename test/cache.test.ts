import { execFileSync, spawn, spawnSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { generate } from "../bench/generate.ts";
import { Random } from "../bench/corpus/random.ts";
import { main, type World } from "../src/cli/main.ts";
import { formatsOf, type Job, openWorkspace, Recall } from "../src/index.ts";
import type { Keeping } from "../src/model/store.ts";
import { checksum } from "../src/read/survey.ts";
import { storeAt, storeFolder } from "../src/store.ts";

/** What is kept of verdicts from run to run: never a wrong one, and nothing that anybody could notice but by the time. */
const scratch = mkdtempSync(join(tmpdir(), "milcity-cache-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const day = "2026-11-30";
const bin = fileURLToPath(new URL("../bin/milcity.js", import.meta.url));

/** A store in memory, of which one can see what was taken from it. */
function inMemory(more: Partial<Keeping> = {}): Keeping & { files: Map<string, Uint8Array> } {
  const files = new Map<string, Uint8Array>();
  return {
    files,
    store: {
      folder: join(scratch, "elsewhere/milcity"),
      read: (name) => files.get(name),
      write: (name, bytes) => void files.set(name, bytes),
      clear: () => ({ files: 0, bytes: 0, left: 0 }),
    },
    program: "this",
    platform: "linux",
    // All that was written before this is long ago.
    now: () => Date.now() + 60_000,
    ...more,
  };
}

const world = (cwd: string, keeping?: Keeping, env: Record<string, string> = {}): World => ({
  cwd,
  env: new Map(Object.entries({ LC_ALL: "C", ...env })),
  now: () => day,
  stdoutIsTerminal: false,
  stdinIsTerminal: false,
  width: 80,
  icu: "",
  look: () => "nothing",
  ask: () => Promise.resolve(""),
  tell: () => undefined,
  input: () => Promise.resolve(new Uint8Array()),
  progress: () => undefined,
  ...(keeping && { keeping: () => keeping }),
});

async function run(cwd: string, args: string[], keeping?: Keeping, env?: Record<string, string>) {
  const { exit, stdout, stderr, writes } = await main(["validate", ...args], world(cwd, keeping, env));
  return { exit, stdout, stderr, writes: writes?.map(({ path, text }) => [path, text]) };
}

/** Dossiers some of which have a fault, in a repository. */
function workspace(name: string, dossiers = 3, bad = 60): string {
  const root = join(scratch, name);
  generate(root, { dossiers, bad, seed: 11 });
  execFileSync("git", ["init", "--quiet", root]);
  return root;
}

/** How many dossiers would be known at once. */
function known(cwd: string, keeping: Keeping, more: Partial<Job["request"]> = {}): number {
  const request = { cwd, paths: [], day, ...more };
  const opened = openWorkspace(request);
  const { root, folders } = opened;
  return new Recall(opened, { request, root, folders, kept: 1000, outputs: [] }, keeping).known.size;
}

/** The text that is kept, changed and made to look sound. */
function forged({ files }: ReturnType<typeof inMemory>, change: (body: string) => string): void {
  for (const [name, bytes] of files) {
    const body = change(new TextDecoder().decode(bytes).replace(/^.*\n/, ""));
    files.set(name, new TextEncoder().encode(`milcity verdicts 1 ${checksum(body)}\n${body}`));
  }
}

describe("a dossier that is as it was", () => {
  it("is not looked at again", async () => {
    const root = workspace("same");
    const keeping = inMemory();
    const first = await run(root, ["--format", "json"], keeping);
    expect(first).toEqual(await run(root, ["--format", "json"]));
    expect(known(root, keeping)).toBe(3);
    // By this it can be seen where the words come from.
    forged(keeping, (body) => body.replaceAll(/"message":"/g, '"message":"As before: '));
    const told = await run(root, ["--format", "json"], keeping);
    expect(told.stdout).toContain("As before: ");
    expect(told.stdout?.replaceAll("As before: ", "")).toBe(first.stdout);
  });

  it.each(formatsOf("diagnostics"))("gives the same bytes in the format %s", async (format) => {
    const root = workspace("formats");
    const keeping = inMemory();
    for (const more of [[], ["--verbose"], ["--max-problems", "2"], ["--shard", "1/2"]]) {
      const args = ["--format", format, ...more];
      const cold = await run(root, [...args, "--no-cache"], keeping);
      expect(await run(root, args, keeping)).toEqual(cold);
      expect(await run(root, args, keeping)).toEqual(cold);
    }
    expect(keeping.files.size).toBeGreaterThan(0);
  });

  it("is known by what is in its files where their times say nothing", async () => {
    const root = workspace("content");
    for (const keeping of [inMemory({ platform: "other" }), inMemory({ now: () => Date.now() - 60_000 })]) {
      await run(root, ["--format", "json"], keeping);
      for (const file of ["plan.yaml", "milcity.yaml"]) utimesSync(join(root, "cities/00001", file), 1, 1);
      expect(known(root, keeping)).toBe(3);
      writeFileSync(
        join(root, "cities/00001/plan.yaml"),
        `${readFileSync(join(root, "cities/00001/plan.yaml"), "utf8")}#\n`,
      );
      expect(known(root, keeping)).toBe(2);
    }
  });

  it("is looked at again where it is asked for, in CI, and by what compares, mends or watches", async () => {
    const root = workspace("asked");
    const none = inMemory();
    await run(root, ["--no-cache"], none);
    await run(root, [], none, { CI: "true" });
    await run(root, ["--fix-dry-run"], none);
    expect(none.files.size).toBe(0);
  });

  it("is looked at again where a file is to be written that it may name", async () => {
    const root = workspace("outputs");
    const named = join(root, "cities/00001/evidence/list.json");
    mkdirSync(join(root, "cities/00001/evidence"));
    writeFileSync(named, "{}");
    const city = join(root, "cities/00001/milcity.yaml");
    writeFileSync(city, `${readFileSync(city, "utf8")}\nx-list: [evidence/list.json/x/.., evidence/notes]\n`);
    const keeping = inMemory();
    await run(root, [], keeping);
    const inputs = async (output: string) =>
      (await main(["validate", "--format", "json", "-o", output], world(root, keeping))).inputs;
    expect(await inputs("LIST.json")).toContain(named);
    expect(await inputs("notes")).toContain(join(root, "cities/00001/evidence/notes"));
    expect(await inputs("plan.yaml")).toContain(join(root, "cities/00002/plan.yaml"));
  });
});

describe("whatever changes", () => {
  const every = (root: string) =>
    readdirSync(join(root, "cities"), { recursive: true, encoding: "utf8" })
      .map((path) => join("cities", path))
      .filter((path) => lstatSync(join(root, path)).isFile());

  type Edit = (root: string, random: Random) => string[] | void;
  const put = (path: string, text: string) => {
    mkdirSync(join(path, ".."), { recursive: true });
    writeFileSync(path, text);
  };
  const git = (root: string, ...args: string[]) => spawnSync("git", ["-C", root, ...args]);
  const dossierOf = (random: Random) => `cities/0000${random.int(1, 3)}`;
  const evidence = ["evidence/minutes.md", "evidence/list.csv", "milcity.yaml", "evidence"];

  /** Changes that people make; some give options for the next run. */
  const edits: Record<string, Edit> = {
    "a sign somewhere"(root, random) {
      const path = join(root, random.pick(every(root)));
      const text = readFileSync(path, "utf8");
      const at = random.int(0, text.length - 1);
      writeFileSync(path, text.slice(0, at) + random.pick(["a", " ", "\n", "0", "'"]) + text.slice(at + 1));
    },
    "a sign for another of the same size, at the old time"(root, random) {
      const path = join(root, random.pick(every(root).filter((file) => file.endsWith(".yaml"))));
      const { atimeMs, mtimeMs } = lstatSync(path);
      writeFileSync(path, readFileSync(path, "utf8").replace(/[a-z](?=[a-z]+$)/m, "q"));
      utimesSync(path, atimeMs / 1000, mtimeMs / 1000);
    },
    "evidence that is named"(root, random) {
      const path = join(root, dossierOf(random), "committee.yaml");
      if (!existsSync(path)) return;
      const file = random.pick(evidence);
      const sum = random.pick(["", `, sha256: ${"0".repeat(64)}`]);
      writeFileSync(path, `${readFileSync(path, "utf8")}\nx-evidence: 1\n`);
      const text = readFileSync(path, "utf8").replace(/minutes: .*/, `minutes: [{ path: ${file}${sum} }]`);
      writeFileSync(path, text);
    },
    "evidence that is there"(root, random) {
      put(join(root, dossierOf(random), random.pick(evidence.slice(0, 2))), `text ${random.int(0, 9)}\n`);
    },
    "evidence that is gone"(root, random) {
      rmSync(join(root, dossierOf(random), random.pick(evidence.slice(0, 2))), { force: true });
    },
    "evidence that is a link"(root, random) {
      const path = join(root, dossierOf(random), "evidence/list.csv");
      rmSync(path, { force: true });
      mkdirSync(join(path, ".."), { recursive: true });
      symlinkSync(random.pick(["minutes.md", "nowhere", ".."]), path);
    },
    "a file that is moved"(root, random) {
      const path = join(root, random.pick(every(root)));
      renameSync(path, path.replace(/\.yaml$/, `-${random.int(0, 9)}.yml`));
    },
    "a file that is copied"(root, random) {
      cpSync(join(root, random.pick(every(root))), join(root, dossierOf(random), `copy-${random.int(0, 9)}.yaml`));
    },
    "a file that is gone"(root, random) {
      rmSync(join(root, random.pick(every(root))));
    },
    "a dossier inside another"(root, random) {
      const folder = join(root, dossierOf(random));
      cpSync(join(root, "cities/00002"), join(folder, "reports", "inner"), {
        recursive: true,
        filter: (path) => !/inner|evidence/.test(path),
      });
    },
    "a link to a folder"(root, random) {
      const path = join(root, dossierOf(random), "more");
      rmSync(path, { force: true });
      symlinkSync(random.pick(["../00002", "nothing"]), path);
    },
    "what git keeps"(root, random) {
      git(
        root,
        ...random.pick([
          ["add", "-A"],
          ["rm", "-r", "--cached", "-q", "."],
          ["add", "cities/00001"],
        ]),
      );
    },
    "what git ignores"(root, random) {
      const list = join(root, random.pick([".", "cities", dossierOf(random)]), ".gitignore");
      writeFileSync(list, random.pick(["", "plan.yaml\n", "evidence\n", "*.yml\n", "# none\n"]));
    },
    "another repository around"(root, random) {
      const top = join(root, random.pick(["cities", dossierOf(random)]), ".git");
      if (existsSync(top)) rmSync(top, { recursive: true });
      else git(root, "init", "--quiet", join(top, ".."));
    },
    "the configuration"(root, random) {
      const rules = random.pick([
        "rules: { evidence/missing: info }",
        "ignore: ['**/copy-*', 'x/**']",
        "failOn: warning",
        "",
      ]);
      writeFileSync(join(root, "milcity.config.yaml"), `version: 1\n${rules}\n`);
    },
    "the baseline"(root, random) {
      const entries = random.pick(["[]", "- { rule: evidence/missing, path: 'cities/00001: x', reason: known }"]);
      writeFileSync(join(root, ".milcity-baseline.yaml"), `${entries}\n`);
      return ["--baseline"];
    },
    "a frozen report"(root, random) {
      writeFileSync(join(root, dossierOf(random), `r${random.int(0, 2)}.frozen.json`), random.pick(["{}", "{", "[]"]));
    },
    "who may read"(root, random) {
      chmodSync(join(root, random.pick(every(root))), random.pick([0o600, 0o644]));
    },
    "the day": (_, random) => ["--as-of", random.pick(["2027-06-30", "2031-01-01", "2020-02-02"])],
    "the language": (_, random) => ["--language", random.pick(["fr", "ar", "pt"])],
    "a severity": (_, random) => ["--rule", random.pick(["evidence/missing=info", "date/backwards=off"])],
    "what is asked for": (_, random) => [random.pick(["cities/00001", "cities/00002/plan.yaml", "cities"])],
    "nothing at all": () => undefined,
  };

  it.each([
    ["by their times", 1, "linux"],
    ["by their times", 2, "linux"],
    ["by their content", 3, "other"],
  ])("is found as by a run that keeps nothing, where files are known %s (%d)", async (_, seed, platform) => {
    const root = workspace(`edits-${seed}`);
    const keeping = inMemory({ platform });
    const random = new Random(seed);
    const done = new Set<string>();
    let sizes = 0;
    for (let n = 0; n < 24; n++) {
      const [name, edit] = random.pick(Object.entries(edits));
      done.add(name);
      let options: string[] = [];
      try {
        options = edit(root, random) ?? [];
      } catch {
        // Nothing is left to be changed in this way.
      }
      // Now and then a new start, so that not everything is broken for ever.
      if (n % 8 === 7) cpSync(workspace(`edits-${seed}-new`), root, { recursive: true });
      const args = [...options, "--format", random.pick(["json", "pretty", "sarif", "junit"])];
      const truth = await run(root, [...args, "--no-cache"]);
      for (let again = 0; again < 2; again++)
        expect(await run(root, args, keeping), `${seed}/${n}: ${name} ${args.join(" ")}`).toEqual(truth);
      if (truth.exit < 2) sizes += known(root, keeping);
    }
    expect(done.size).toBeGreaterThan(8);
    expect(sizes).toBeGreaterThan(8);
  });

  it("in the program, in Node or in the user is another run", async () => {
    const root = workspace("program");
    const keeping = inMemory();
    await run(root, ["--format", "json"], keeping);
    expect(known(root, keeping)).toBe(3);
    expect(known(root, { ...keeping, program: "another" })).toBe(0);
  });

  it("in expressions of the workspace's own, whose time is limited, is always looked at", async () => {
    const root = workspace("policies");
    const policy = "{ id: short, over: action, check: 'size(action.id) < 64', message: { en: Too long. } }";
    writeFileSync(join(root, "milcity.config.yaml"), `version: 1\npolicies: [${policy}]\n`);
    const keeping = inMemory();
    await run(root, [], keeping);
    expect(keeping.files.size).toBe(0);
  });
});

describe("what is kept and cannot be right", () => {
  const root = workspace("damaged", 1, 100);
  const keeping = inMemory();
  let name = "";
  let whole: Uint8Array = new Uint8Array();
  beforeEach(async () => {
    keeping.files.clear();
    await run(root, ["--format", "json"], keeping);
    [[name, whole] = ["", new Uint8Array()]] = [...keeping.files];
  });

  it("counts for nothing with any byte changed, cut at any place, or with more behind it", () => {
    const request = { cwd: root, paths: [], day };
    const opened = openWorkspace(request);
    const job = { request, root: opened.root, folders: opened.folders, kept: 1000, outputs: [] };
    const isKnown = (bytes: Uint8Array) => {
      keeping.files.set(name, bytes);
      return new Recall(opened, job, keeping).known.size > 0;
    };
    expect(isKnown(whole)).toBe(true);
    for (let at = 0; at < whole.length; at++) {
      const bytes = Uint8Array.from(whole);
      bytes[at] = (bytes[at] ?? 0) ^ (1 << (at % 8));
      if (isKnown(bytes)) expect.fail(`byte ${at}`);
    }
    for (let length = 0; length < whole.length; length += 13)
      if (isKnown(whole.subarray(0, length))) expect.fail(`cut at ${length}`);
    expect(isKnown(Uint8Array.from([...whole, 32]))).toBe(false);
  });

  it.each([
    ["a list", () => "[]"],
    ["nothing", () => "null"],
    ["rules that are none", (body: string) => body.replace('"rules":[[[', '"rules":[[[1,')],
    ["a count that is none", (body: string) => body.replace(/"errors":\d/, '"errors":-1')],
    ["a severity that is none", (body: string) => body.replace('"severity":"', '"severity":"x')],
    ["a field that nobody knows", (body: string) => body.replace('"documents":', '"more":1,"documents":')],
    ["a number of rules that are not there", (body: string) => body.replace(/"rules":0/, '"rules":9')],
    ["another dossier", (body: string) => body.replace(/"path":"[^"]*"/, '"path":"../x"')],
    ["a prototype", (body: string) => body.replace('"row":{', '"row":{"__proto__":{},')],
  ])("counts for nothing: %s", async (_, change) => {
    expect(known(root, keeping)).toBe(1);
    forged(keeping, (body) => {
      expect(change(body)).not.toBe(body);
      return change(body);
    });
    expect(known(root, keeping)).toBe(0);
    expect(await run(root, ["--format", "json"], keeping)).toEqual(await run(root, ["--format", "json"]));
    expect(known(root, keeping)).toBe(1);
  });
});

describe("the folder", () => {
  const home = { platform: "linux", env: {}, user: process.getuid?.(), id: process.pid, isRunning: () => false };
  const bytes = new TextEncoder().encode("text");
  const fresh = () => join(mkdtempSync(join(scratch, "folder-")), "a/milcity");
  const fileIn = (folder: string) => join(folder, readdirSync(folder).find((one) => one.startsWith("verdicts-")) ?? "");

  it("is where the system has such things", () => {
    const at = (platform: string, env: Record<string, string>) => storeFolder({ ...home, platform, env });
    expect(at("linux", { XDG_CACHE_HOME: "/c", HOME: "/h" })).toBe("/c/milcity");
    expect(at("linux", { XDG_CACHE_HOME: "c", HOME: "/h" })).toBe("/h/.cache/milcity");
    expect(at("darwin", { HOME: "/h" })).toBe("/h/Library/Caches/milcity");
    expect(at("linux", {})).toBeUndefined();
    expect(at("linux", { HOME: "h" })).toBeUndefined();
  });

  it("is for nobody else to read, and says that it need not be backed up", () => {
    const store = storeAt(fresh(), home);
    expect(store.read("a")).toBeUndefined();
    store.write("a", bytes);
    expect(store.read("a")).toEqual(Buffer.from(bytes));
    expect(store.read("b")).toBeUndefined();
    expect(lstatSync(store.folder).mode & 0o777).toBe(0o700);
    expect(lstatSync(fileIn(store.folder)).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(store.folder, "CACHEDIR.TAG"), "utf8")).toMatch(
      /^Signature: 8a477f597d28d172789f06886806bc55\n/,
    );
  });

  it("is not read where others may write to it, where it is somebody else's, or a link", () => {
    const store = storeAt(fresh(), home);
    store.write("a", bytes);
    const file = fileIn(store.folder);
    const spoilt: [() => void, () => void][] = [
      [() => chmodSync(file, 0o640), () => chmodSync(file, 0o600)],
      [() => chmodSync(store.folder, 0o770), () => chmodSync(store.folder, 0o700)],
      [
        () => (renameSync(file, `${file}.x`), symlinkSync(`${file}.x`, file)),
        () => (rmSync(file), renameSync(`${file}.x`, file)),
      ],
      [
        () => (renameSync(store.folder, `${store.folder}.x`), symlinkSync(`${store.folder}.x`, store.folder)),
        () => (rmSync(store.folder), renameSync(`${store.folder}.x`, store.folder)),
      ],
      [
        () => (renameSync(file, `${file}.x`), mkdirSync(file)),
        () => (rmSync(file, { recursive: true }), renameSync(`${file}.x`, file)),
      ],
      [() => truncateSync(file, 70_000_000), () => writeFileSync(file, bytes)],
    ];
    for (const [spoil, mend] of spoilt) {
      spoil();
      expect(store.read("a")).toBeUndefined();
      mend();
      expect(store.read("a")).toEqual(Buffer.from(bytes));
    }
    expect(storeAt(store.folder, { ...home, user: (home.user ?? 0) + 1 }).read("a")).toBeUndefined();
  });

  it("may be none, without a word", () => {
    const blocked = join(scratch, "blocked");
    writeFileSync(blocked, "");
    for (const folder of [join(blocked, "milcity"), "/proc/milcity/x", "/dev/null/milcity"]) {
      const store = storeAt(folder, home);
      store.write("a", bytes);
      expect(store.read("a")).toBeUndefined();
      expect(store.clear()).toEqual({ files: 0, bytes: 0, left: 0 });
    }
  });

  it("is cleared of what the program wrote, and of nothing else", () => {
    const store = storeAt(fresh(), home);
    store.write("a", bytes);
    store.write("b", bytes);
    writeFileSync(join(store.folder, "verdicts-mine.txt"), "");
    writeFileSync(join(store.folder, `verdicts-${"0".repeat(64)}.7.tmp`), "cut");
    mkdirSync(join(store.folder, `verdicts-${"1".repeat(64)}`));
    expect(store.clear()).toEqual({ files: 3, bytes: 2 * bytes.length + 3, left: 1 });
    expect(readdirSync(store.folder).sort()).toEqual([`verdicts-${"1".repeat(64)}`, "verdicts-mine.txt"]);
    rmSync(store.folder, { recursive: true });
    store.write("a", bytes);
    store.clear();
    expect(existsSync(store.folder)).toBe(false);
  });

  it("says what the system said where it could not be cleared", () => {
    const store = storeAt(fresh(), home);
    store.write("a", bytes);
    writeFileSync(join(scratch, "long"), "");
    expect(storeAt(join(scratch, "x".repeat(300)), home).clear()).toMatchObject({
      left: 1,
      fault: { code: "ENAMETOOLONG" },
    });
    expect(storeAt(join(scratch, "long", "below"), home).clear()).toEqual({ files: 0, bytes: 0, left: 0 });
  });

  it("grows no larger than 256 MiB: what was used longest ago goes, and what a killed run left", () => {
    const store = storeAt(fresh(), home);
    store.write("0", bytes);
    const names = Array.from({ length: 6 }, (_, n) => join(store.folder, `verdicts-${String(n).repeat(64)}`));
    for (const [n, file] of names.entries()) {
      writeFileSync(file, "", { mode: 0o600 });
      truncateSync(file, 60_000_000);
      utimesSync(file, 1000 + n, 1000 + n);
    }
    writeFileSync(join(store.folder, `verdicts-${"9".repeat(64)}.7.tmp`), "cut");
    store.write("new", bytes);
    expect(names.map((file) => existsSync(file))).toEqual([false, false, true, true, true, true]);
    expect(store.read("new")).toBeDefined();
    expect(readdirSync(store.folder).filter((file) => file.endsWith(".tmp"))).toEqual([]);
    store.write("huge", new Uint8Array(67_108_865));
    expect(store.read("huge")).toBeUndefined();
  });
});

describe("the built program", () => {
  const env = (home: string) => ({ PATH: process.env["PATH"] ?? "", LC_ALL: "C", HOME: home });
  const args = [bin, "validate", "--as-of", day, "--format", "json"];
  const program = (root: string, home: string, more: string[] = []) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [...args, ...more], {
      cwd: root,
      env: env(home),
      encoding: "utf8",
    });
    return { status, stdout, stderr };
  };

  it("keeps what it finds, also in several threads, and clears it", () => {
    const root = workspace("built", 6);
    const home = mkdtempSync(join(scratch, "home-"));
    const cold = program(root, home, ["--no-cache"]);
    expect(readdirSync(home)).toEqual([]);
    expect(program(root, home, ["--jobs", "2"])).toEqual(cold);
    expect(readdirSync(join(home, ".cache/milcity"))).toHaveLength(2);
    expect(program(root, home)).toEqual(cold);
    const clear = () =>
      spawnSync(process.execPath, [bin, "cache", "clear"], { env: env(home), encoding: "utf8" }).stdout;
    expect(clear()).toMatch(/milcity is removed: [\d,]+ bytes/);
    expect(clear()).toContain("There was nothing to remove");
    expect(existsSync(join(home, ".cache/milcity"))).toBe(false);
  });

  it("keeps nothing in the workspace itself", () => {
    const root = workspace("inside");
    const { status } = program(root, root);
    expect(status).toBe(1);
    expect(existsSync(join(root, ".cache"))).toBe(false);
  });

  it("may run twice at once", async () => {
    const root = workspace("twice");
    const home = mkdtempSync(join(scratch, "home-"));
    const cold = program(root, home, ["--no-cache"]);
    const outputs = await Promise.all(
      Array.from({ length: 3 }, async () => {
        const child = spawn(process.execPath, args, { cwd: root, env: env(home) });
        let text = "";
        child.stdout.on("data", (piece: Buffer) => (text += piece.toString()));
        await new Promise((done) => child.once("close", done));
        return text;
      }),
    );
    expect(outputs).toEqual([cold.stdout, cold.stdout, cold.stdout]);
    expect(program(root, home)).toEqual(cold);
  });
});
