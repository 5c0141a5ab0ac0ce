import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Script } from "node:vm";
import * as zlib from "node:zlib";

/** A part of the program as it is run. */
type Part = (exports: object, require: (name: string) => unknown, module: { exports: object }) => void;

/** Runs a part of the built program, and the parts that it asks for when it asks for them. Data is read anew each time that it is asked for. */
export function load(dist: string, name: string, require: NodeJS.Require, scriptOf: (name: string) => Script): object {
  const module = { exports: {} };
  const ask = (wanted: string): unknown => {
    if (!wanted.startsWith("./")) return require(wanted);
    const part = wanted.slice(2);
    if (part.endsWith(".json")) return JSON.parse(readFileSync(join(dist, part), "utf8"));
    return load(dist, part, require, scriptOf);
  };
  (scriptOf(name).runInThisContext() as Part)(module.exports, ask, module);
  return module.exports;
}

/** Where V8's compiled form of a part lies: it serves one version of V8 on one sort of machine. */
const compiledFile = (dist: string, name: string) =>
  join(
    dist,
    "compiled",
    `${process.versions.v8}-${process.platform}-${process.arch}`,
    `${name.replace(/^.*\//, "")}.bin`,
  );

/** Node 20 has it from 20.15 on. */
const sums = zlib as { crc32?: (bytes: Uint8Array) => number };

function bytesOf(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

/**
 * V8's compiled form of a source, where there is one and both are what they were when it was made. V8 itself asks only for its version, its
 * settings and the length of the source; what has been damaged it would run.
 */
function compiledOf(file: string, source: Buffer): Buffer | undefined {
  const bytes = bytesOf(file);
  const { crc32 } = bytes ? sums : {};
  if (!bytes || !crc32 || bytes.length < 8) return undefined;
  const data = bytes.subarray(8);
  const isSound = crc32(source) === bytes.readUInt32LE(0) && crc32(data) === bytes.readUInt32LE(4);
  return isSound ? data : undefined;
}

/** A part of the program, from V8's compiled form of it where that can be had: else it takes longer, and nothing else changes. */
export function script(dist: string, name: string, isFresh = false): Script {
  const source = readFileSync(join(dist, name));
  const cachedData = isFresh ? undefined : compiledOf(compiledFile(dist, name), source);
  // The build writes nothing beyond ASCII.
  return new Script(`(function (exports, require, module) {${source.toString("latin1")}\n})`, {
    filename: join(dist, name),
    ...(cachedData && { cachedData }),
  });
}

/** The file for what V8 has compiled of a part, and what is to be in it. */
export function packed(dist: string, name: string, made: Script): { file: string; bytes: Buffer } | undefined {
  const { crc32 } = sums;
  if (!crc32) return undefined;
  const data = made.createCachedData();
  const head = Buffer.alloc(8);
  head.writeUInt32LE(crc32(readFileSync(join(dist, name))), 0);
  head.writeUInt32LE(crc32(data), 4);
  return { file: compiledFile(dist, name), bytes: Buffer.concat([head, data]) };
}
