/**
 * Writes a workspace of generated dossiers: `tsx bench/generate.ts <folder> [--dossiers 100] [--bad percent] [--seed 1]`.
 * The same options give the same bytes. `manifest.json` says what was written, and which faults have to be found where.
 */
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { dossier } from "./corpus/dossier.ts";
import { yamlOf } from "./corpus/emit.ts";
import { plant, type Planted } from "./corpus/faults.ts";
import { today } from "./corpus/frame.ts";
import { Random } from "./corpus/random.ts";

export interface Options {
  dossiers: number;
  /** Percent of the dossiers that get one known fault each. */
  bad: number;
  seed: number;
}

export interface Manifest extends Options {
  /** The day of assessment. */
  day: string;
  files: number;
  bytes: number;
  faults: Planted[];
}

/** The texts of one dossier by their paths in the workspace. A smaller workspace of the same seed is the beginning of a larger one. */
export function texts(
  { seed, bad }: Options,
  number: number,
): { files: Map<string, string>; planted: Planted | undefined } {
  const folder = `cities/${String(number + 1).padStart(5, "0")}`;
  const own = new Map([...dossier(seed, number)].map(([path, document]) => [path, yamlOf(document)]));
  const random = new Random(seed, number, 1);
  const planted = random.chance(bad / 100) ? plant(own, random) : undefined;
  return {
    files: new Map([...own].map(([path, text]) => [`${folder}/${path}`, text])),
    planted: planted && { ...planted, file: `${folder}/${planted.file}` },
  };
}

function put(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/** Writes a workspace to a folder that is empty, missing, or one of ours. */
export function generate(folder: string, options: Options): Manifest {
  if (existsSync(folder) && readdirSync(folder).length > 0 && !existsSync(join(folder, "manifest.json")))
    throw new Error(`${folder} holds something else: choose an empty folder.`);
  rmSync(folder, { recursive: true, force: true });
  const manifest: Manifest = { ...options, day: today, files: 0, bytes: 0, faults: [] };
  // First, so that what an interrupted run leaves behind is known as ours.
  put(join(folder, "manifest.json"), "{}\n");
  for (let number = 0; number < options.dossiers; number++) {
    const { files, planted } = texts(options, number);
    for (const [path, text] of files) {
      put(join(folder, path), text);
      manifest.files++;
      manifest.bytes += Buffer.byteLength(text);
    }
    if (planted) manifest.faults.push(planted);
  }
  put(join(folder, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
  return manifest;
}

/** The same data as JSON, a file for a file: what the limit program reads. */
export function generateJson(folder: string, { dossiers, seed }: Options): void {
  rmSync(folder, { recursive: true, force: true });
  for (let number = 0; number < dossiers; number++)
    for (const [path, document] of dossier(seed, number))
      put(join(folder, String(number), `${path}.json`), JSON.stringify(document));
}

function main(): void {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      dossiers: { type: "string", default: "100" },
      bad: { type: "string", default: "0" },
      seed: { type: "string", default: "1" },
    },
  });
  const [folder] = positionals;
  const options = { dossiers: Number(values.dossiers), bad: Number(values.bad), seed: Number(values.seed) };
  const sound =
    Number.isInteger(options.dossiers) &&
    options.dossiers >= 1 &&
    options.dossiers <= 10_000 &&
    options.bad >= 0 &&
    options.bad <= 100;
  if (folder === undefined || !sound || !Number.isInteger(options.seed))
    throw new Error(
      "Usage: tsx bench/generate.ts <folder> [--dossiers 1 to 10000] [--bad percent] [--seed whole number]",
    );
  const { files, bytes, faults, day } = generate(folder, options);
  console.log(
    `${options.dossiers} dossiers in ${files} files, ${(bytes / 1e6).toFixed(1)} MB, ${faults.length} with a fault. Day of assessment: ${day}.`,
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main();
