import type { Library, Pack } from "../model/library.ts";
import type { Framework } from "../model/kinds.gen.ts";
import type { LocaleData } from "../model/words.ts";
import { UserError } from "../model/failure.ts";
import { describe, misfits } from "./conform.ts";
import { frameworks, locales, schemas } from "./data.build.js";
import { decode } from "./decode.ts";
import type { Files } from "./files.ts";
import { limits } from "./limits.ts";
import { Lines } from "./lines.ts";
import { parse } from "./parse.ts";
import { placeIn } from "./places.ts";
import * as validators from "./validators.build.js";

/** Language tag → its locale, as data. */
export const localeData = (): Record<string, LocaleData> => locales();

export { schemas as schemaData };

/** The packs that come with the tool, and those that a workspace names. A pack of a workspace may not take an id that is taken. */
export function readLibrary(files: Files, packs: readonly string[]): Library {
  const found = new Map<string, Pack>();
  for (const { file, framework } of frameworks())
    found.set(framework.id, { framework, file, builtIn: true, where: () => ({ line: 1, column: 1 }) });
  for (const path of packs) {
    const pack = readPack(files, path);
    const other = found.get(pack.framework.id);
    if (other) throw refused(pack, "/id", `the id \`${pack.framework.id}\` is already that of ${other.file}`);
    found.set(pack.framework.id, pack);
  }
  return index(found);
}

const refused = (pack: Pack, pointer: string, why: string) => {
  const { line, column } = pack.where(pointer);
  return new UserError("config", `${pack.file}:${line}:${column}: ${why}.`);
};

function index(packs: Map<string, Pack>): Library {
  const library: Library = { packs, items: new Map(), counts: new Map() };
  for (const pack of packs.values())
    for (const [a, area] of pack.framework.areas.entries())
      for (const [i, item] of area.items.entries()) {
        const taken = library.items.get(item.id);
        if (taken)
          throw refused(
            pack,
            `/areas/${a}/items/${i}/id`,
            `the item \`${item.id}\` is already one of ${taken.framework}`,
          );
        library.items.set(item.id, { framework: pack.framework.id, area, item });
      }
  const count = (named: string, also: string) =>
    library.counts.set(named, [...(library.counts.get(named) ?? []), also]);
  for (const { framework } of packs.values())
    for (const { from, relation, to } of framework.crosswalk ?? []) {
      if (relation === "close" || relation === "broad") count(from, to);
      if (relation === "close" || relation === "narrow") count(to, from);
    }
  return library;
}

/** One YAML file of the workspace that must be sound to be used at all: the first fault stops the run, with its place. */
export function readSound(
  files: Files,
  path: string,
  schema: "config" | "framework" | "baseline",
): { value: unknown; where: Pack["where"] } {
  const read = files.read(path, limits.bytes);
  if ("fault" in read) throw new UserError("config", `${path} cannot be read: ${read.why}.`);
  const decoded = decode(read.bytes);
  const lines = new Lines(decoded.text ?? "");
  const parsed = decoded.text === null ? undefined : parse(decoded.text);
  const problem = [...decoded.problems, ...(parsed?.problems ?? [])].find(
    ({ rule }) => rule !== "yaml/ambiguous-scalar",
  );
  if (problem || !parsed) {
    const { line, column } = lines.position(problem?.start ?? 0);
    throw new UserError(
      "config",
      `${path}:${line}:${column}: ${String(problem?.args?.["problem"] ?? `this is not allowed here (${problem?.rule ?? "yaml"})`)}`,
    );
  }
  const misfit = misfits(validators[schema], `${schema}.schema.json`, parsed.value ?? {})[0];
  const where = (pointer: string, of?: "key" | "value") => placeIn(lines, pointer, of).start;
  if (misfit) {
    const { line, column } = where(misfit.at, misfit.of);
    throw new UserError("config", `${path}:${line}:${column}: ${describe(misfit)}`);
  }
  return { value: parsed.value ?? {}, where };
}

function readPack(files: Files, path: string): Pack {
  const { value, where } = readSound(files, path, "framework");
  return { framework: value as Framework, file: path, builtIn: false, where };
}
