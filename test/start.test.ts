import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { partsOfHelp, printedHelp } from "../scripts/help-texts.ts";
import { localeTags } from "../src/read/library.ts";
import { helpAt, tagIn } from "../src/start/help.ts";

/** What runs before the program does, in the built program. */
const root = fileURLToPath(new URL("..", import.meta.url));
const dist = join(root, "dist");
const scratch = mkdtempSync(join(tmpdir(), "milcity-start-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

function run(
  args: string[],
  env: Record<string, string> = {},
  bin = join(root, "bin/milcity.js"),
  flags: string[] = [],
) {
  const { PATH = "" } = process.env;
  const { status, stdout, stderr } = spawnSync(process.execPath, [...flags, bin, ...args], {
    cwd: join(root, "examples"),
    env: { PATH, LC_ALL: "C", ...env },
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };

describe("what is answered before the program is loaded", () => {
  it.each(localeTags())("is in %s the help that the program prints, to the byte, at every width", async (tag) => {
    const help = partsOfHelp(await printedHelp(tag, 1000));
    for (const width of [...Array.from({ length: 130 }, (_, n) => n + 20), 200, 999, 1000])
      expect(helpAt(help, width), `width ${width}`).toBe(await printedHelp(tag, width));
  });

  it.each([[[]], [["--help"]], [["-h"]], [["help"]]])(
    "is the help for %j, in the language of the environment",
    async (args) => {
      for (const [lang, tag] of [
        ["pt_BR.UTF-8", "pt"],
        ["FR", "fr"],
        ["C.UTF-8", "en"],
        ["xx_YY", "en"],
        // Nothing that a language can be called by.
        ["../../etc/passwd", "en"],
      ] as const)
        expect(run(args, { LC_ALL: lang })).toEqual({ status: 0, stdout: await printedHelp(tag, 80), stderr: "" });
    },
  );

  it("is the help in the width that is asked for", async () => {
    for (const [columns, width] of [
      ["60", 60],
      ["19", 80],
      ["wide", 80],
    ] as const)
      expect(run(["--help"], { COLUMNS: columns }).stdout).toBe(await printedHelp("en", width));
  });

  it("is the same where there is more on the line, which the program answers", async () => {
    expect(run(["--help", "--debug"]).stdout).toBe(await printedHelp("en", 80));
    expect(run(["--language", "fr", "--help"]).stdout).toBe(await printedHelp("fr", 80));
  });

  it("is the version", () => {
    for (const args of [["--version"], ["-V"]])
      expect(run(args)).toEqual({ status: 0, stdout: `${version}\n`, stderr: "" });
  });
});

describe("the language of the environment", () => {
  it("is told by the first that is set, and left to the program where it could be anything", () => {
    expect(tagIn({ LANG: "pt_PT.UTF-8" })).toBe("pt-pt");
    expect(tagIn({ LC_ALL: "", LC_MESSAGES: "fr_FR@euro", LANG: "pt" })).toBe("fr-fr");
    expect(tagIn({})).toBe("en");
    expect(tagIn({ LC_ALL: "POSIX" })).toBe("en");
    expect(tagIn({ LC_ALL: "zh_Hant_TW" })).toBe("zh-hant-tw");
    for (const odd of ["de-1", "english", "a", "pt-x-own", "en-u-nu-arab"])
      expect(tagIn({ LC_ALL: odd })).toBeUndefined();
  });
});

describe("V8's compiled form of the program", () => {
  const line = ["validate", "vila-clara", "--as-of", "2026-11-30", "--format", "json"];
  const copy = join(scratch, "copy");
  cpSync(dist, join(copy, "dist"), { recursive: true });
  cpSync(join(root, "bin"), join(copy, "bin"), { recursive: true });
  const bin = join(copy, "bin/milcity.js");
  const folder = join(copy, "dist/compiled");
  const own = () => join(folder, readdirSync(folder)[0] ?? "");
  const expected = run(line);

  it("is made for this Node, and taken", () => {
    expect(readdirSync(folder)).toEqual([`${process.versions.v8}-${process.platform}-${process.arch}`]);
    expect(readdirSync(own())).toContain("milcity.cjs.bin");
    expect(rejected()).toBe(false);
  });

  /** Whether V8 refuses what is there for the largest part. */
  function rejected(flags: string[] = []): boolean {
    const code = `
      const { readFileSync } = require("node:fs"), { Script } = require("node:vm");
      const source = readFileSync(${JSON.stringify(join(copy, "dist/milcity.cjs"))}, "latin1");
      const cachedData = readFileSync(${JSON.stringify(join(own(), "milcity.cjs.bin"))}).subarray(8);
      process.stdout.write(String(new Script(source, { cachedData }).cachedDataRejected));`;
    return spawnSync(process.execPath, [...flags, "-e", code], { encoding: "utf8" }).stdout === "true";
  }

  it("changes nothing where V8 refuses it", () => {
    expect(expected.status).toBe(0);
    expect(rejected(["--no-opt"])).toBe(true);
    expect(run(line, {}, bin, ["--no-opt"])).toEqual(expected);
  });

  it("changes nothing where it is empty, cut, damaged, of another program, or gone", () => {
    const file = join(own(), "milcity.cjs.bin");
    const whole = readFileSync(file);
    const other = readFileSync(join(own(), "validators.cjs.bin"));
    const flipped = Buffer.from(whole);
    flipped[50_000] = (flipped[50_000] ?? 0) ^ 0x41;
    const ours = [whole.subarray(0, whole.length >> 1), flipped, other, Buffer.alloc(0), Buffer.alloc(4096, 1)];
    for (const bytes of ours) {
      writeFileSync(file, bytes);
      expect(run(line, {}, bin)).toEqual(expected);
    }
    rmSync(folder, { recursive: true });
    expect(run(line, {}, bin)).toEqual(expected);
  });

  it("is not taken for a program that has been changed, though it is as long as before", () => {
    cpSync(join(dist, "compiled"), folder, { recursive: true });
    const file = join(copy, "dist/milcity.cjs");
    const source = readFileSync(file, "latin1");
    const label = "milcity --help";
    expect(source).toContain(label);
    writeFileSync(file, source.replaceAll(label, label.toUpperCase()), "latin1");
    expect(run(["frob"], {}, bin).stderr).not.toContain(label);
    expect(run(["validate", "--frob"], {}, bin).status).toBe(2);
    expect(run(["--frob"], {}, bin).stderr).toContain(label.toUpperCase());
  });
});

it("is told to be built where it is not", () => {
  const bin = join(scratch, "unbuilt/bin");
  cpSync(join(root, "bin"), bin, { recursive: true });
  expect(run([], {}, join(bin, "milcity.js"))).toEqual({
    status: 2,
    stdout: "",
    stderr: "milcity: The program is not built yet: run `npm run build` first. [internal]\n",
  });
});

it("loads what a command needs and nothing more", () => {
  const loaded = (args: string[]) => {
    const code = `
      const fs = require("node:fs"), seen = [];
      for (const name of ["readFileSync", "openSync"]) {
        const own = fs[name];
        fs[name] = (path, ...more) => (seen.push(String(path)), own(path, ...more));
      }
      process.on("exit", () => fs.writeSync(2, JSON.stringify(seen)));`;
    const preload = join(scratch, "seen.cjs");
    writeFileSync(preload, code);
    const { stderr } = run(args, {}, undefined, ["--require", preload]);
    const seen = JSON.parse(stderr.slice(stderr.indexOf("["))) as string[];
    return seen
      .filter((path) => /dist[\\/](?:parts[\\/])?[^\\/]*\.(?:cjs|json)$/.test(path))
      .map((path) => path.replace(/^.*dist\/(?:parts\/)?/, ""))
      .sort();
  };
  expect(loaded(["--version"])).toEqual(["start.cjs"]);
  expect(loaded(["--help"])).toEqual(["start.cjs"]);
  const clean = loaded(["validate", "vila-clara", "--as-of", "2026-11-30", "--format", "json"]);
  expect(clean).toContain("validators.cjs");
  for (const part of [
    "yaml",
    "templates",
    "markdown-it",
    "d3-scale",
    "schemas",
    "labels",
    "locale-fr",
    "chokidar",
    "chalk",
    // The criteria of the tool's own packs are written out.
    "marcbachmann-cel-js",
  ])
    expect(clean.filter((file) => file.startsWith(`${part}.`))).toEqual([]);
  expect(loaded(["list", "languages", "--language", "fr"])).toContain("locale-fr.json");
  expect(existsSync(join(dist, "start.cjs")) && statSync(join(dist, "start.cjs")).size).toBeLessThan(8192);
});
