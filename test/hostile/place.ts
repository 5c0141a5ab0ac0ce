import { createHash } from "node:crypto";
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { canary, type HostileCase, plan, sound } from "./case.ts";

/** Where a case lies while it is tried. */
export interface Place {
  /** Holds `dossier`, `outside`, which nothing may look into, and `out`, where outputs may go. */
  root: string;
  dossier: string;
  remove(): void;
}

function write(folder: string, files: Readonly<Record<string, string | Uint8Array | null>>): void {
  for (const [name, content] of Object.entries(files)) {
    if (content === null) continue;
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
}

/** Writes a case down in a temporary folder. */
export function made({ files = {}, setup }: HostileCase): Place {
  const root = mkdtempSync(join(tmpdir(), "milcity-hostile-"));
  const dossier = join(root, "dossier");
  const absent = new Set(Object.entries(files).flatMap(([path, content]) => (content === null ? [path] : [])));
  mkdirSync(dossier);
  mkdirSync(join(root, "out"));
  write(dossier, Object.fromEntries(Object.entries(sound).filter(([path]) => !absent.has(path))));
  write(dossier, files);
  write(join(root, "outside"), {
    "canary.md": canary,
    "plan.yaml": plan.replace("plan-1", `plan-outside\ntitle: ${canary}\n#`),
    "milcity.yaml": sound["milcity.yaml"] ?? "",
    "config.yaml": `version: 1\nx-a: ${canary}\n`,
    "pack.yaml": `kind: framework\ntitle: ${canary}\n`,
  });
  setup?.(dossier);
  return { root, dossier, remove: () => removed(root) };
}

function removed(root: string): void {
  try {
    rmSync(root, { recursive: true, force: true });
  } catch {
    // Some folder may not be listed.
    for (const path of walk(root)) if (lstatSync(path).isDirectory()) chmodSync(path, 0o755);
    rmSync(root, { recursive: true, force: true });
  }
}

function* walk(folder: string): Generator<string> {
  yield folder;
  for (const entry of readdirSync(Buffer.from(folder), { withFileTypes: true, encoding: "buffer" })) {
    const path = `${folder}/${(entry.name as Buffer).toString("latin1")}`;
    if (entry.isDirectory()) yield* walk(path);
    else yield path;
  }
}

/** Path → what is there, of everything below a folder but `out`. Names are read as bytes: not all of them are text. */
export function stateOf(root: string): Map<string, string> {
  const found = new Map<string, string>();
  const visit = (path: Buffer, shown: string) => {
    const stat = lstatSync(path);
    const kind = stat.isFile() ? "file" : stat.isSymbolicLink() ? "link" : stat.isDirectory() ? "folder" : "other";
    let content = "";
    if (kind === "link") content = readlinkSync(path, { encoding: "buffer" }).toString("latin1");
    if (kind === "file" && stat.size < 5_000_000) content = hashOf(path);
    found.set(
      shown,
      `${kind} ${stat.mode} ${stat.ino} ${kind === "folder" ? "" : `${stat.size} ${stat.mtimeMs}`} ${content}`,
    );
    if (kind !== "folder" || (stat.mode & 0o500) !== 0o500) return;
    for (const name of readdirSync(path, { encoding: "buffer" })) {
      const text = name.toString("latin1");
      if (shown === "" && text === "out") continue;
      visit(Buffer.concat([path, Buffer.from("/"), name]), shown === "" ? text : `${shown}/${text}`);
    }
  };
  visit(Buffer.from(root), "");
  return found;
}

function hashOf(path: Buffer): string {
  try {
    return createHash("sha256").update(readFileSync(path)).digest("hex");
  } catch {
    return "unreadable";
  }
}

/** What is otherwise than before, but for what may be. */
export function changes(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
  mayChange: readonly string[],
): string[] {
  const paths = new Set([...before.keys(), ...after.keys()]);
  return [...paths].filter(
    (path) => before.get(path) !== after.get(path) && !mayChange.some((allowed) => path.startsWith(allowed)),
  );
}
