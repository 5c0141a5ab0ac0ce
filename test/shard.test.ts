import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { main, type World } from "../src/cli/main.ts";
import { openWorkspace } from "../src/index.ts";

/** `validate --shard`: parts of the dossiers for several machines. */
const examples = fileURLToPath(new URL("../examples", import.meta.url));
// So late that there is something to find.
const day = "2031-01-01";

const world = (env: Record<string, string> = {}): World => ({
  cwd: examples,
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
});

const run = (args: string[], env?: Record<string, string>) => main(["validate", ...args], world(env));

interface Printed {
  summary: Record<"dossiers" | "documents" | "errors" | "warnings" | "infos", number>;
  checked: { files: number; unseen?: string[] };
  diagnostics: { file: string; message: string }[];
}

async function json(...args: string[]): Promise<Printed> {
  const { stdout = "" } = await run(["--format", "json", ...args]);
  return JSON.parse(stdout) as Printed;
}

describe("parts of the dossiers", () => {
  it.each([1, 2, 3, 5])("together find what one run finds, each dossier in one of %d", async (of) => {
    const whole = await json();
    expect(whole.summary.dossiers).toBeGreaterThan(2);
    expect(whole.diagnostics.length).toBeGreaterThan(2);
    const parts: Printed[] = [];
    for (let number = 1; number <= of; number++) parts.push(await json("--shard", `${number}/${of}`));
    for (const count of ["dossiers", "documents", "errors", "warnings", "infos"] as const)
      expect(parts.reduce((sum, { summary }) => sum + summary[count], 0)).toBe(whole.summary[count]);
    const found = parts.flatMap(({ diagnostics }) => diagnostics);
    const order = (all: unknown[]) => all.map((one) => JSON.stringify(one)).sort();
    expect(order(found)).toEqual(order(whole.diagnostics));
    expect(Math.max(...parts.map(({ summary }) => summary.dossiers))).toBe(Math.ceil(whole.summary.dossiers / of));
  });

  it("say how much is in the others, and nothing where there are none", async () => {
    const said = async (...args: string[]) => (await run(args)).stdout ?? "";
    expect((await said("--shard", "1/3")).replace(/\s+/g, " ")).toContain(
      "2 dossiers are not in part 1/3 and were not looked at.",
    );
    expect(await said("--shard", "1/1")).toBe(await said());
    // A dossier that is alone in its part speaks the language of the run, not its own.
    expect(await said("--shard", "2/3")).toMatch(/not looked\s+at/);
  });

  it("may be empty, which is no failure", async () => {
    const { exit, stdout } = await run(["--shard", "9/9", "--format", "json"]);
    expect(exit).toBe(0);
    expect((JSON.parse(stdout ?? "") as Printed).summary.dossiers).toBe(0);
  });

  it("are every n-th dossier, in the order of their paths", () => {
    const folders = (shard?: { number: number; of: number }) =>
      openWorkspace({ cwd: examples, paths: [], day, ...(shard && { shard }) }).folders;
    const all = folders();
    expect(folders({ number: 2, of: 2 })).toEqual(all.filter((_, i) => i % 2 === 1));
  });
});

describe("what is no part", () => {
  it.each(["0/3", "4/3", "1", "1/0", "-1/2", "1/2/3", "a/b", "1/100000", ""])("is %j", async (text) => {
    const { exit, stderr } = await run([`--shard=${text}`]);
    expect(exit).toBe(2);
    expect(stderr?.replace(/\s+/g, " ")).toContain(
      `--shard takes a part and how many there are, such as 2/5, not "${text}".`,
    );
  });

  it.each([["--changed"], ["--changed", "HEAD"], ["--update-baseline"]])("goes together with %s", async (...args) => {
    const { exit, stderr } = await run(["--shard", "1/2", ...args]);
    expect(exit).toBe(2);
    expect(stderr).toContain(`--shard cannot go together with ${args[0]}.`);
  });
});
