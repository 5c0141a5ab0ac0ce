import { canary, type HostileCase } from "./case.ts";

/** What a run said and how it ended. */
export interface Ran {
  exit: number;
  stdout: string;
  stderr: string;
}

/** Lines that GitHub's runner, Azure's and TeamCity take for commands: the newer form after blanks, the older ones anywhere. */
const command = /^[^\S\r\n]*::[a-z-]+(?: [^\r\n]*)?::|##(?:\[|[a-z]+\[)/im;
const ownCommand = /^::(?:error|warning|notice)(?: [^\r\n]*)?::/;
// The line break and, in what programs indent by it, the tab are no part of this.
// oxlint-disable-next-line no-control-regex -- these are what is looked for
const control = /[\0-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]|\p{Cs}/u;
const trace = /^\s*at .+:\d+:\d+\)?$|\b(?:Type|Range|Syntax|Reference|Internal)Error\b|node:internal|UnhandledPromise/m;

/** What is wrong with how a case came out; nothing where all holds. */
export function faultsIn(one: HostileCase, { exit, stdout, stderr }: Ran, format?: string): string[] {
  const faults: string[] = [];
  const all = `${stdout}\n${stderr}`;
  if (!one.exits.includes(exit)) faults.push(`exit ${exit}: ${(stderr || stdout).slice(0, 600)}`);
  if (/\[internal\]|broke down/.test(stderr)) faults.push(`broken: ${stderr.slice(0, 600)}`);
  for (const [name, text] of Object.entries({ stdout, stderr })) {
    const sign = control.exec(text);
    if (sign) faults.push(`${name} holds U+${(sign[0].codePointAt(0) ?? 0).toString(16)}: ${near(text, sign.index)}`);
    const lines =
      format === "github" && name === "stdout" ? text.split("\n").filter((l) => !ownCommand.test(l)) : [text];
    const foreign = command.exec(lines.join("\n"));
    if (foreign) faults.push(`${name} holds a command: ${JSON.stringify(foreign[0])}`);
    const internals = trace.exec(text);
    if (internals) faults.push(`${name} holds internals: ${near(text, internals.index)}`);
    if (text.length > 6_000_000) faults.push(`${name} has ${text.length} characters`);
  }
  for (const word of [canary, "root:x:0", "PWNED-VALUE", ...(one.mustNotAppear ?? [])])
    if (all.includes(word)) faults.push(`shows ${word}: ${near(all, all.indexOf(word))}`);
  if (exit === 2) {
    const said = stderr.trim().split("\n");
    if (said.length !== 1 || !/^milcity: .+ \[[a-z-]+\]$/.test(said[0] ?? ""))
      faults.push(`exit 2 says ${JSON.stringify(stderr.slice(0, 600))}`);
  }
  if (one.says && !one.says.test(all)) faults.push(`does not say ${one.says}: ${all.slice(0, 400)}`);
  if (
    format === "json" &&
    exit < 2 &&
    !one.args?.includes("--update-baseline") &&
    (one.args?.[0] ?? "validate") === "validate"
  )
    faults.push(...faultsOfJson(one, stdout));
  if (Object.hasOwn(Object.prototype, "PWNED")) faults.push("Object.prototype was changed");
  // A baseline is written in place of findings, and what is said of it is for people.
  if (one.args?.includes("--update-baseline")) return faults;
  if (format === "ndjson" && exit < 2) for (const line of stdout.trimEnd().split("\n")) asJson(line, faults);
  if ((format === "sarif" || format === "gitlab") && exit < 2) asJson(stdout, faults);
  return faults;
}

const near = (text: string, at: number) => JSON.stringify(text.slice(Math.max(0, at - 60), at + 100));

function asJson(text: string, faults: string[]): unknown {
  try {
    return JSON.parse(text);
  } catch {
    faults.push(`no JSON: ${text.slice(0, 200)}`);
    return undefined;
  }
}

interface Printed {
  summary?: { errors: number; warnings: number; infos: number };
  diagnostics?: { rule: string; file: string; range: { start: { line: number; column: number } }; message: string }[];
}

function faultsOfJson({ rules = [], exits }: HostileCase, stdout: string): string[] {
  if (stdout === "") return [];
  const faults: string[] = [];
  const printed = asJson(stdout, faults) as Printed | undefined;
  const found = new Set((printed?.diagnostics ?? []).map(({ rule }) => rule));
  for (const rule of rules) if (!found.has(rule)) faults.push(`lacks ${rule}: has ${[...found].join(" ")}`);
  const perFile = new Map<string, number>();
  for (const { rule, file, range, message } of printed?.diagnostics ?? []) {
    if (!(range.start.line >= 1 && range.start.column >= 1)) faults.push(`${rule} has no place`);
    if (message === "" || message.length > 4_000) faults.push(`${rule} has a message of ${message.length} characters`);
    if (/^(yaml|schema)\//.test(rule)) perFile.set(file, (perFile.get(file) ?? 0) + 1);
  }
  for (const [file, count] of perFile) if (count > 100) faults.push(`${count} findings of reading in ${file}`);
  const { errors = 0, warnings = 0, infos = 0 } = printed?.summary ?? {};
  if (exits.length === 1 && exits[0] === 1 && errors + warnings + infos === 0) faults.push("fails without a finding");
  return faults;
}
