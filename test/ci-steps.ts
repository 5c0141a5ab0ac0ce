/** Runs the steps of workflows, actions and pipelines as their platforms do: the script of each goes to its shell, and nothing else. */
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";

export const root = fileURLToPath(new URL("..", import.meta.url));
export const textOf = (file: string) => readFileSync(join(root, file), "utf8");

export interface Step {
  id?: string;
  name?: string;
  if?: string;
  uses?: string;
  with?: Record<string, unknown>;
  run?: string;
  shell?: string;
  env?: Record<string, string>;
  "working-directory"?: string;
}

export interface Job {
  if?: string;
  permissions?: Record<string, string>;
  "timeout-minutes"?: number;
  steps: Step[];
}

export interface Workflow {
  name: string;
  on: Record<string, unknown>;
  permissions?: Record<string, string>;
  concurrency?: { group: string };
  env?: Record<string, string>;
  jobs: Record<string, Job>;
}

export interface Action {
  inputs: Record<string, { default?: string }>;
  outputs: Record<string, { value: string }>;
  runs: { steps: Step[] };
}

export const workflowIn = (file: string) => parse(textOf(file)) as Workflow;
export const actionIn = (file: string) => parse(textOf(file)) as Action;

export const stepNamed = (steps: readonly Step[], name: string): Step => {
  const found = steps.find((step) => step.name === name);
  if (!found) throw new Error(`There is no step "${name}"`);
  return found;
};

export interface Ran {
  exit: number | null;
  stdout: string;
  stderr: string;
  outputs: Record<string, string>;
  summary: string;
}

/** Puts values in place of expressions, as a platform does before a shell sees anything. */
const filled = (text: string, values: Record<string, string>) =>
  text.replace(/\$\{\{\s*([\w.-]+)\s*\}\}/g, (all, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`The test gives no value for ${all}`);
    return value;
  });

const isVariable = (entry: [string, string | undefined]): entry is [string, string] => entry[1] !== undefined;

export interface Machine {
  /** The folder of the runner, outside the checkout. */
  temp: string;
  /** The checkout. */
  workspace: string;
  env?: Record<string, string>;
  values?: Record<string, string>;
}

/** What `key=value` and `key<<end` lines say. */
function outputsIn(text: string): Record<string, string> {
  const found = text.matchAll(/^([\w-]+)(?:=(.*)|<<(.+)\n([^]*?)\n\3)$/gm);
  return Object.fromEntries([...found].map(([, key = "", line, , block]) => [key, line ?? block ?? ""]));
}

export function start(
  command: string,
  args: string[],
  { cwd, env }: { cwd: string; env: Record<string, string> },
): Promise<{ exit: number | null; stdout: string; stderr: string }> {
  return new Promise((done, failed) => {
    const child = spawn(command, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
    const said = { stdout: "", stderr: "" };
    child.stdout.setEncoding("utf8").on("data", (part: string) => (said.stdout += part));
    child.stderr.setEncoding("utf8").on("data", (part: string) => (said.stderr += part));
    child.on("error", failed);
    child.on("close", (exit) => done({ exit, ...said }));
  });
}

/** One `run` step on GitHub. */
export async function runStep(step: Step, machine: Machine, inherited: Record<string, string> = {}): Promise<Ran> {
  const { temp, workspace, values = {} } = machine;
  const own = mkdtempSync(join(temp, "_runner-"));
  const [script, output, summary] = ["script", "output", "summary"].map((name) => join(own, name)) as [
    string,
    string,
    string,
  ];
  for (const file of [output, summary]) writeFileSync(file, "");
  writeFileSync(script, step.run ?? "");
  const given = { ...inherited, ...step.env };
  const env = Object.fromEntries([
    ...Object.entries(process.env)
      .filter(([name]) => /^(PATH|HOME|LANG|SYSTEMROOT)$/.test(name))
      .filter(isVariable),
    ["CI", "true"],
    ["GITHUB_ACTIONS", "true"],
    ["GITHUB_WORKSPACE", workspace],
    ["GITHUB_OUTPUT", output],
    ["GITHUB_STEP_SUMMARY", summary],
    ["RUNNER_TEMP", temp],
    ...Object.entries(machine.env ?? {}),
    ...Object.entries(given).map(([name, value]) => [name, filled(value, values)] as const),
  ]) as Record<string, string>;
  const shell = step.shell ?? "bash";
  const [command = "", ...args] = (shell === "bash" ? "bash --noprofile --norc -eo pipefail {0}" : shell).split(" ");
  const cwd = filled(step["working-directory"] ?? workspace, { "runner.temp": temp, ...values });
  const ran = await start(
    command,
    args.map((word) => (word === "{0}" ? script : word)),
    { cwd, env },
  );
  return {
    ...ran,
    outputs: outputsIn(readFileSync(output, "utf8")),
    summary: existsSync(summary) ? readFileSync(summary, "utf8") : "",
  };
}
