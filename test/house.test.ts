import { readFileSync, readdirSync } from "node:fs";
import { builtinModules } from "node:module";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

/** The walls of the house: which room may import which, which package belongs to which room, and what no room knows. */
const root = fileURLToPath(new URL("..", import.meta.url));
const files = readdirSync(join(root, "src"), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith(".ts") && !entry.name.endsWith(".d.ts"))
  .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll("\\", "/"))
  .sort();

const stages = ["read", "facts", "check", "score", "report", "render", "compare", "edit", "network"];

const allowed = new Map<string, string[]>([
  ["model", ["model"]],
  ["cel.ts", ["cel", "model"]],
  ["cel", ["cel", "model"]],
  ...stages.map((room): [string, string[]] => [
    room,
    ["model", room, ...(room === "check" || room === "score" ? ["cel.ts"] : [])],
  ]),
  ["git.ts", ["git", "model"]],
  ["git", ["git", "model"]],
  ["corridor", ["model", "git.ts", "corridor", ...stages]],
  ["index.ts", ["model", "corridor", ...stages]],
  ["cli", ["index.ts", "model", "cli"]],
  ["lsp", ["index.ts", "model", "lsp"]],
  ["bin.ts", ["cli", "world.ts", "interruption.ts", "serve.ts", "threads.ts", "watch.ts"]],
  // The process: what it tells the program, and what ends it.
  ["world.ts", ["cli", "interruption.ts", "browser.ts", "store.ts", "threads.ts"]],
  ["interruption.ts", []],
  // The doors that the program itself opens: a browser that prints, a page for the browser of this machine, other threads,
  // changes of files, and a folder in which it keeps what it has worked out.
  ["browser.ts", ["model"]],
  ["serve.ts", []],
  ["threads.ts", ["model"]],
  ["store.ts", ["model"]],
  ["watch.ts", []],
  // What runs before the program, which it takes from its files.
  ["start.ts", ["start"]],
  ["start", ["start"]],
]);

const packages = new Map<string, string[]>([
  ["yaml", ["read", "edit"]],
  ["ajv", ["read"]],
  ["picomatch", ["read"]],
  ["leven", ["check"]],
  ["@marcbachmann/cel-js", ["cel.ts", "cel"]],
  ["handlebars", ["render"]],
  ["markdown-it", ["render"]],
  ["d3-scale", ["report"]],
  ["d3-shape", ["report"]],
  ["chalk", ["render"]],
  ["commander", ["cli"]],
  ["chokidar", ["watch.ts"]],
  ["fflate", ["read", "render"]],
]);

const builtins = new Map<string, string[]>([
  ["node:fs", ["read", "git", "world.ts", "start.ts", "start", "store.ts"]],
  ["node:child_process", ["git", "browser.ts"]],
  ["node:vm", ["cel.ts", "cel", "start"]],
  ["node:zlib", ["start"]],
  ["node:worker_threads", ["threads.ts"]],
  ["node:http", ["serve.ts"]],
  ["node:https", []],
  ["node:http2", []],
  ["node:net", ["serve.ts"]],
  ["node:tls", []],
  ["node:dgram", []],
  ["node:dns", []],
  ["node:readline", ["world.ts"]],
  ["node:readline/promises", ["world.ts"]],
  ["node:crypto", ["read", "render", "store.ts"]],
]);

const roomOf = (file: string) => file.replace(/^src\//, "").split("/")[0] ?? "";
const text = (file: string) => readFileSync(join(root, file), "utf8");
const importsOf = (file: string) =>
  [
    ...text(file).matchAll(
      /(?:^|\n)\s*(?:import|export)\b[^;]*?\bfrom\s+"([^"]+)"|\bimport\(\s*"([^"]+)"\s*\)|(?:^|\n)import\s+"([^"]+)"/g,
    ),
  ].map((match) => match[1] ?? match[2] ?? match[3] ?? "");
const inside = (file: string, target: string) => join(dirname(file), target).replaceAll("\\", "/");

describe("the walls", () => {
  it("has rooms that the plan names and nothing beside them", () => {
    expect([...new Set(files.map(roomOf))].filter((room) => !allowed.has(room))).toEqual([]);
  });

  it.each(files)("%s imports only what its room may", (file) => {
    const room = roomOf(file);
    for (const target of importsOf(file)) {
      if (target.startsWith(".")) {
        expect(allowed.get(room), `${file} imports ${target}`).toContain(roomOf(inside(file, target)));
        expect(target, "imports end in .ts").toMatch(/\.(ts|build\.js)$/);
      } else if (target.startsWith("node:")) {
        if (builtins.has(target)) expect(builtins.get(target), `${file} imports ${target}`).toContain(room);
        expect(builtinModules).toContain(target.slice(5));
      } else {
        const name = target.startsWith("@") ? target.split("/").slice(0, 2).join("/") : (target.split("/")[0] ?? "");
        expect(packages.get(name), `${file} imports the package ${name}`).toContain(room);
      }
    }
  });

  it("has no circle of imports", () => {
    const state = new Map<string, "open" | "done">();
    const visit = (file: string, path: string[]): void => {
      if (state.get(file) === "done" || !files.includes(file)) return;
      expect(state.get(file), [...path, file].join(" → ")).not.toBe("open");
      state.set(file, "open");
      const source = text(file);
      for (const target of importsOf(file)) {
        const typeOnly = new RegExp(`import type [^;]*from "${target.replaceAll(".", "\\.")}"`).test(source);
        if (target.startsWith(".") && !typeOnly) visit(inside(file, target), [...path, file]);
      }
      state.set(file, "done");
    };
    for (const file of files) visit(file, []);
    expect(state.size).toBeGreaterThan(50);
  });
});

describe("what the rooms do not know", () => {
  const pure = files.filter(
    (file) =>
      stages.includes(roomOf(file)) || ["model", "cel.ts", "cel", "corridor", "index.ts", "cli"].includes(roomOf(file)),
  );

  it.each(pure)("%s knows no process, console, clock or network", (file) => {
    // A limit of time is kept by a clock: one file has it.
    if (file === "src/cel/allowance.ts") return expect(text(file).match(/performance/g)).toHaveLength(1);
    const code = text(file)
      .replace(/\/\*[\s\S]*?\*\//g, "")
      .replace(/^\s*\/\/.*$/gm, "");
    const found =
      /\bprocess\s*\.|\bconsole\s*\.|\bDate\.now\b|new Date\(\)|\bfetch\(|\bglobalThis\b|\bperformance\s*\./.exec(code);
    expect(found?.[0], file).toBeUndefined();
  });

  it("calls neither of the two functions that hang on symbolic links", () => {
    for (const file of files) {
      expect(text(file), file).not.toMatch(/realpathSync\((?!\.native)/);
      expect(text(file), file).not.toMatch(/readdir\w*\([^)]*recursive: true/);
    }
  });

  it("has no folder of leftovers", () => {
    expect(files.filter((file) => /\/(utils?|helpers?|common|misc)(\/|\.ts$)/.test(file))).toEqual([]);
  });
});
