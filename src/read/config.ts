import type { Source } from "../model/dossier.ts";
import type { Config } from "../model/kinds.gen.ts";
import { UserError } from "../model/failure.ts";
import { phrase, type Said } from "../model/phrase.ts";
import type { Files } from "./files.ts";
import { misplaced, readSound } from "./library.ts";
import { matchingNone } from "./search.ts";

export const configName = "milcity.config.yaml";

/** The workspace's configuration with the file it came from; `file` is undefined where there is none. `source` names it from the root on. */
export interface Configured {
  config: Config;
  file: string | undefined;
  where: (pointer: string, of?: "key" | "value") => { line: number; column: number };
  source?: Source;
}

/** `shown` is how findings name the file, where it lies elsewhere than at the root of the workspace. */
export function readConfig(files: Files, file: string | undefined, shown = file): Configured {
  if (file === undefined) return { config: { version: 1 }, file, where: () => ({ line: 1, column: 1 }) };
  const { value, where, source } = readSound(files, file, "config");
  const config = value as Config;
  for (const key of ["dossiers", "ignore"] as const)
    for (const [i, glob] of (config[key] ?? []).entries()) {
      const why = i < mostGlobs ? refusedGlob(glob) : phrase("it is too intricate");
      if (!why) continue;
      const pattern = glob.slice(0, 80);
      throw misplaced(
        file,
        where(`/${key}/${i}`),
        phrase("the pattern `{pattern}` is refused: {why}.", { pattern, why }),
      );
    }
  return { config, file, where, source: { ...source, file: shown ?? file } };
}

/** Each pattern is held against every path. */
const mostGlobs = 500;

/** Patterns that could take long to match or mean more than they show. */
function refusedGlob(glob: string): Said | undefined {
  if (glob.length > 200) return phrase("it is longer than 200 characters");
  if (/\{[^}]*\.\./.test(glob)) return phrase("it holds a range in braces");
  if (/[@?!+*]\(/.test(glob)) return phrase("it holds an extended pattern");
  if ((glob.match(/\{/g)?.length ?? 0) > 4 || (glob.match(/\*\*/g)?.length ?? 0) > 8)
    return phrase("it is too intricate");
  // Each further one of these multiplies the work for a long name that does not match.
  if (glob.split("/").some((part) => (part.match(/\*+/g)?.length ?? 0) > 3)) return phrase("it is too intricate");
  if (glob.startsWith("/") || glob.split("/").includes("..")) return phrase("it leads out of the workspace");
  return undefined;
}

/** Every pattern that says where dossiers lie finds one, or a dossier is left out and nobody knows it. */
export function refuseIdle(
  { config: { dossiers = [] }, file = configName, where }: Configured,
  folders: readonly string[],
): void {
  const [idle] = matchingNone(dossiers, folders);
  if (idle === undefined) return;
  const { line, column } = where(`/dossiers/${dossiers.indexOf(idle)}`);
  const args = { place: `${file}:${line}:${column}`, pattern: idle };
  throw new UserError("no-input", phrase("{place}: the pattern `{pattern}` of `dossiers` matches no dossier.", args));
}

/** Where something is wrong in an expression, as far as the file writes it as it is on one line; `offset` counts UTF-16 units. */
export function placeInText(
  { where, source }: Configured,
  pointer: string,
  text: string,
  offset: number,
): { line: number; column: number } {
  const { line, column } = where(pointer);
  const here = source?.lines(line, line)[0]?.text ?? "";
  if (here.startsWith(text, column - 1)) return { line, column: column + offset };
  return { line, column: column + (here.startsWith(text, column) ? offset + 1 : 0) };
}
