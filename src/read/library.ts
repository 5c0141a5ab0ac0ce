import type { Source } from "../model/dossier.ts";
import type { Library, Pack } from "../model/library.ts";
import type { Framework } from "../model/kinds.gen.ts";
import { phrase, type Said } from "../model/phrase.ts";
import type { LocaleData } from "../model/words.ts";
import { UserError } from "../model/failure.ts";
import { describe, misfits } from "./conform.ts";
import { frameworks, locales, schemas } from "./data.build.js";
import { decode } from "./decode.ts";
import type { Files } from "./files.ts";
import { limits } from "./limits.ts";
import { Lines } from "./lines.ts";
import { parse } from "./parse.ts";
import { Places } from "./places.ts";
import * as validators from "./validators.build.js";

const spoken = new Map<string, LocaleData>();

/** Tags of the languages that have a locale. */
export const localeTags = (): string[] => [...locales.keys()];

/** A locale as data. It is taken apart when it is first asked for, and kept: every finding may ask. */
export function localeData(tag: string): LocaleData | undefined {
  const known = spoken.get(tag) ?? locales.get(tag)?.();
  if (known) spoken.set(tag, known);
  return known;
}

export { schemas as schemaData };

/**
 * The packs that come with the tool, and those that a workspace names. A pack of a workspace may not take an id that is taken. `limits`:
 * the workspace's own word limits of sections, which win over those of packs.
 */
export function readLibrary(
  files: Files,
  packs: readonly string[],
  limits: Readonly<Record<string, number>> = {},
): Library {
  const found = new Map<string, Pack>();
  for (const { file, framework } of frameworks())
    found.set(framework.id, { framework, file, builtIn: true, where: () => ({ line: 1, column: 1 }) });
  for (const path of packs) {
    const pack = readPack(files, path);
    const other = found.get(pack.framework.id);
    if (other)
      throw refused(
        pack,
        "/id",
        phrase("the id `{id}` is already that of {file}.", { id: pack.framework.id, file: other.file }),
      );
    found.set(pack.framework.id, pack);
  }
  return index(found, limits);
}

const refused = (pack: Pack, pointer: string, why: Said) => misplaced(pack.file, pack.where(pointer), why);

/** What is wrong in a file of the workspace that is needed to work at all. */
export const misplaced = (file: string, { line, column }: { line: number; column: number }, why: Said) =>
  new UserError("config", phrase("{place}: {why}", { place: `${file}:${line}:${column}`, why }));

function index(packs: Map<string, Pack>, own: Readonly<Record<string, number>>): Library {
  const stated = [...packs.values()].flatMap(({ framework }) => framework.sections ?? []);
  const limits = new Map([
    ...stated.flatMap(({ id, words }): [string, number][] => (words === undefined ? [] : [[id, words]])),
    ...Object.entries(own),
  ]);
  const library: Library = { packs, items: new Map(), counts: new Map(), limits };
  for (const pack of packs.values())
    for (const [a, area] of pack.framework.areas.entries())
      for (const [i, item] of area.items.entries()) {
        const taken = library.items.get(item.id);
        if (taken)
          throw refused(
            pack,
            `/areas/${a}/items/${i}/id`,
            phrase("the item `{item}` is already one of {framework}.", { item: item.id, framework: taken.framework }),
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
): { value: unknown; where: Pack["where"]; source: Source & { data: unknown } } {
  const read = files.read(path, limits.bytes);
  if ("fault" in read) throw new UserError("config", phrase("{path} cannot be read: {why}.", { path, why: read.why }));
  const decoded = decode(read.bytes);
  const lines = new Lines(decoded.text ?? "");
  const parsed = decoded.text === null ? undefined : parse(decoded.text);
  const problem = [...decoded.problems, ...(parsed?.problems ?? [])].find(
    ({ rule }) => rule !== "yaml/ambiguous-scalar",
  );
  if (problem || !parsed) {
    const why = phrase("this is not allowed here ({rule}).", { rule: problem?.rule ?? "yaml" });
    throw misplaced(path, lines.position(problem?.start ?? 0), problem?.args?.["problem"] ?? why);
  }
  const value = parsed.value ?? (schema === "baseline" ? [] : {});
  const misfit = misfits(validators[schema], `${schema}.schema.json`, value)[0];
  const places = Places.of(lines, parsed);
  const where = (pointer: string, of?: "key" | "value") => places.at(pointer, of).start;
  if (misfit) throw misplaced(path, where(misfit.at, misfit.of), describe(misfit));
  const source: Source & { data: unknown } = {
    file: path,
    data: value,
    place: (pointer, of) => places.at(pointer, of),
    lines: (from, to) => lines.slice(from, to),
  };
  return { value, where, source };
}

function readPack(files: Files, named: string): Pack {
  const path = named.replace(/^(\.\/)+/, "");
  const { state, reason } = files.evidence(".", path);
  if (state !== "present")
    throw new UserError(
      "config",
      phrase("The pack {pack} cannot be read: {why}.", { pack: named, why: reason ?? phrase("it does not exist") }),
    );
  const { value, where } = readSound(files, path, "framework");
  return { framework: value as Framework, file: path, builtIn: false, where };
}
