import { lstatSync, readdirSync, readFileSync } from "node:fs";
import { basename, join, relative } from "node:path";
import type { Ran } from "../hostile/judge.ts";

/** What a run has left behind: its exit and words, and path → content of every file. */
export interface Left {
  ran: Ran;
  files: ReadonlyMap<string, string>;
}

/** Every file below a folder but those of git. */
export function filesBelow(folder: string): Map<string, string> {
  const found = new Map<string, string>();
  const stack = [folder];
  for (let here = stack.pop(); here !== undefined; here = stack.pop())
    for (const name of readdirSync(here)) {
      const path = join(here, name);
      if (name === ".git") continue;
      if (lstatSync(path).isDirectory()) stack.push(path);
      else found.set(relative(folder, path), readFileSync(path, "latin1"));
    }
  return found;
}

export const remnants = (files: ReadonlyMap<string, string>): string[] =>
  [...files.keys()].filter((path) => /\.milcity-.*\.tmp$/.test(path));

const trace = /^\s*at .+:\d+:\d+\)?$|\b(?:Type|Range|Syntax|Reference|Internal)Error\b|node:internal|UnhandledPromise/m;

/** Words for what the system said, whichever of them is fitting. */
const reasons: Readonly<Record<string, RegExp>> = {
  EIO: /disk reports an error|EIO/,
  EACCES: /permission is denied|may not be (?:read|written)|EACCES/,
  ENOENT: /./,
  ENOSPC: /disk is full|ENOSPC/,
  EMFILE: /too many files|EMFILE/,
  EROFS: /read-only|EROFS/,
};

/** The operations that failed, and how: one of them, or all from one on. */
export interface Failed {
  operations: readonly string[];
  code: string;
  cautious?: boolean;
}

/**
 * What is wrong with how a command took it that an operation failed. `sound` is how it comes out where none does, `before` what was there.
 * Where anything is otherwise than then, file and reason have to be said: a workspace may lack files, so only their absence may be silent.
 */
export function faultsOf(
  { ran, files }: Left,
  sound: Left,
  before: ReadonlyMap<string, string>,
  { operations, code, cautious = false }: Failed,
): string[] {
  const faults: string[] = [];
  const all = `${ran.stdout}\n${ran.stderr}`;
  const shown = JSON.stringify((ran.stderr + ran.stdout).slice(0, 300));
  if (![0, 1, 2].includes(ran.exit)) faults.push(`exit ${ran.exit}`);
  if (trace.test(all) || /\[internal\]|broke/.test(ran.stderr)) faults.push(`shows internals: ${shown}`);
  const left = remnants(files);
  // What cannot be removed stays, and a later run removes it.
  if (left.length > 0 && !operations.some((operation) => /^(?:unlink|rm) /.test(operation)))
    faults.push(`leaves ${left.join(", ")}`);
  const wanted = [...sound.files.keys()].filter((path) => before.get(path) !== sound.files.get(path));
  const changed = [...new Set([...before.keys(), ...files.keys()])].filter(
    (path) => before.get(path) !== files.get(path) && !left.includes(path),
  );
  for (const path of changed) if (!wanted.includes(path)) faults.push(`changes ${path}`);
  // Where nothing works any more, nothing can be taken back: then it is said what is new.
  const isTold = operations.length > 1 && changed.every((path) => ran.stderr.includes(basename(path)));
  if (ran.exit === 2 && changed.length > 0 && !isTold) faults.push(`fails, and has changed ${changed.join(", ")}`);
  if (ran.exit < 2 && wanted.length > 0 && changed.length > 0 && changed.length < wanted.length)
    faults.push(`has only changed ${changed.join(", ")}`);
  if (ran.exit === 2) {
    const said = ran.stderr.trim().split("\n");
    if (said.length !== 1 || !/^milcity: .+ \[[a-z-]+\]$/.test(said[0] ?? ""))
      faults.push(`exit 2 says ${JSON.stringify(ran.stderr.slice(0, 400))}`);
  }
  const isSame =
    ran.exit === sound.ran.exit &&
    ran.stdout === sound.ran.stdout &&
    ran.stderr === sound.ran.stderr &&
    wanted.every((path) => files.get(path) === sound.files.get(path));
  if (isSame || code === "ENOENT" || (cautious && ran.exit === sound.ran.exit)) return faults;
  const told = [all, ...changed.map((path) => files.get(path) ?? "")].join("\n").replaceAll(/\s+/g, " ");
  if (!reasons[code]?.test(told)) faults.push(`does not say ${code}: ${shown}`);
  // Of several, one is enough.
  const names = operations.map((operation) => {
    const name = basename(operation.slice(operation.indexOf(" ") + 1));
    // A temporary file is named by the file that it is to become.
    return operation.endsWith("/ws") || name.startsWith(".milcity-") ? "" : name;
  });
  if (!names.some((name) => told.includes(name))) faults.push(`does not name ${names[0]}: ${shown}`);
  return faults;
}

const isSaid = (a: Ran, b: Ran) => a.exit === b.exit && a.stdout === b.stdout && a.stderr === b.stderr;
const inKept = (path: string) => path.startsWith("kept/");

/**
 * The same for a command that keeps what it finds in a folder. What cannot be kept or taken from there is no matter: the result is as it
 * would have been, and a later run, `again`, comes to the same, so that nothing wrong was kept.
 */
export function faultsOfKeeping(
  left: Left,
  sound: Left,
  before: ReadonlyMap<string, string>,
  { kept, again, ...failed }: Failed & { kept: string; again: Ran },
): string[] {
  const outside = (files: Left["files"]) => new Map([...files].filter(([path]) => !inKept(path)));
  const half = [...left.files.keys()].filter((path) => inKept(path) && path.endsWith(".tmp"));
  const [operation = "", ...later] = failed.operations;
  const faults = half.length > 0 && later.length === 0 ? [`leaves ${half.join(", ")}`] : [];
  if (!isSaid(again, sound.ran)) faults.push(`the next run says ${JSON.stringify(again)}`);
  if (later.length > 0 || !operation.includes(kept))
    faults.push(
      ...faultsOf(
        { ...left, files: outside(left.files) },
        { ...sound, files: outside(sound.files) },
        outside(before),
        failed,
      ),
    );
  else if (!isSaid(left.ran, sound.ran)) faults.push(`what is kept changes the result: ${JSON.stringify(left.ran)}`);
  return faults;
}

/** The same for one that removes what was kept: either nothing is left of it, or the folder and the reason are said. */
export function faultsOfClearing(left: Left, { code, kept, again }: Failed & { kept: string; again: Ran }): string[] {
  const { exit, stdout, stderr } = left.ran;
  const faults = again.exit === 0 ? [] : [`the next run says ${JSON.stringify(again)}`];
  if (exit === 0 && stderr === "" && stdout !== "") {
    const files = [...left.files.keys()].filter((path) => inKept(path) && path !== "kept/CACHEDIR.TAG");
    if (files.length > 0 && code !== "ENOENT") faults.push(`leaves ${files.join(", ")} and says ${stdout}`);
  } else if (exit !== 2 || !stderr.includes(kept) || !reasons[code]?.test(stderr))
    faults.push(`ends with ${exit}: ${stdout}${stderr}`);
  return faults;
}
