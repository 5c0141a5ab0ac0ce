import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { join } from "node:path";
import { Script } from "node:vm";
import * as zlib from "node:zlib";

/** A part of the program as it is run. */
type Part = (exports: object, require: (name: string) => unknown, module: { exports: object }) => void;

/** Room for one file after the other: memory that the process has used before costs nothing, and new memory more than reading into it. */
let room = Buffer.alloc(0);
const usual = 2 ** 21;

/** What a file holds, until the next file is read. */
function contentsOf(file: string): Buffer {
  const handle = openSync(file, "r");
  try {
    const { size } = fstatSync(handle);
    if (size > room.length) room = Buffer.allocUnsafeSlow(Math.max(size, usual));
    let length = 0;
    for (let read = -1; length < size && read !== 0; length += read)
      read = readSync(handle, room, length, size - length, length);
    return room.subarray(0, length);
  } finally {
    closeSync(handle);
  }
}

/** Runs a part of the built program, and the parts that it asks for when it asks for them. Data is read anew each time that it is asked for. */
export function load(dist: string, name: string, require: NodeJS.Require, scriptOf: (name: string) => Script): object {
  const module = { exports: {} };
  const ask = (wanted: string): unknown => {
    if (!wanted.startsWith("./")) return require(wanted);
    const part = wanted.slice(2);
    if (part.endsWith(".json")) return JSON.parse(contentsOf(join(dist, part)).toString());
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

/**
 * V8's compiled form of a source, where there is one and both are what they were when it was made. V8 itself asks only for its version, its
 * settings and the length of the source; what has been damaged it would run. `sum` is the source's own.
 */
function compiledOf(file: string, sum: number): Buffer | undefined {
  const { crc32 } = sums;
  try {
    const bytes = crc32 && contentsOf(file);
    if (!bytes || bytes.length < 8) return undefined;
    const data = bytes.subarray(8);
    return sum === bytes.readUInt32LE(0) && crc32(data) === bytes.readUInt32LE(4) ? data : undefined;
  } catch {
    return undefined;
  }
}

/** A part of the program, from V8's compiled form of it where that can be had: else it takes longer, and nothing else changes. */
export function script(dist: string, name: string, isFresh = false): Script {
  const filename = join(dist, name);
  const bytes = contentsOf(filename);
  // The build writes nothing beyond ASCII.
  const source = bytes.toString("latin1");
  const cachedData = isFresh ? undefined : compiledOf(compiledFile(dist, name), sums.crc32?.(bytes) ?? 0);
  return new Script(source, { filename, ...(cachedData && { cachedData }) });
}

/** The file for what V8 has compiled of a part, and what is to be in it. */
export function packed(dist: string, name: string, made: Script): { file: string; bytes: Buffer } | undefined {
  const { crc32 } = sums;
  if (!crc32) return undefined;
  const data = made.createCachedData();
  const head = Buffer.alloc(8);
  head.writeUInt32LE(crc32(contentsOf(join(dist, name))), 0);
  head.writeUInt32LE(crc32(data), 4);
  return { file: compiledFile(dist, name), bytes: Buffer.concat([head, data]) };
}
