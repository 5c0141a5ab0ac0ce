import type { Config } from "../model/kinds.gen.ts";
import { UserError } from "../model/failure.ts";
import type { Files } from "./files.ts";
import { readSound } from "./library.ts";

export const configName = "milcity.config.yaml";

/** The workspace's configuration with the file it came from; `file` is undefined where there is none. */
export interface Configured {
  config: Config;
  file: string | undefined;
  where(pointer: string, of?: "key" | "value"): { line: number; column: number };
}

export function readConfig(files: Files, file: string | undefined): Configured {
  if (file === undefined) return { config: { version: 1 }, file, where: () => ({ line: 1, column: 1 }) };
  const { value, where } = readSound(files, file, "config");
  const config = value as Config;
  for (const key of ["dossiers", "ignore"] as const)
    for (const [i, glob] of (config[key] ?? []).entries()) {
      const why = refusedGlob(glob);
      if (!why) continue;
      const { line, column } = where(`/${key}/${i}`);
      throw new UserError(
        "config",
        `${file}:${line}:${column}: the pattern \`${glob.slice(0, 80)}\` is refused: ${why}.`,
      );
    }
  return { config, file, where };
}

/** Patterns that could take long to match or mean more than they show. */
function refusedGlob(glob: string): string | undefined {
  if (glob.length > 200) return "it is longer than 200 characters";
  if (/\{[^}]*\.\./.test(glob)) return "it holds a range in braces";
  if (/[@?!+*]\(/.test(glob)) return "it holds an extended pattern";
  if ((glob.match(/\{/g)?.length ?? 0) > 4 || (glob.match(/\*\*/g)?.length ?? 0) > 8) return "it is too intricate";
  if (glob.startsWith("/") || glob.split("/").includes("..")) return "it leads out of the workspace";
  return undefined;
}
