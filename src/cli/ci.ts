import { dirname, join } from "node:path";
import { ciFiles } from "../index.ts";
import { oneOf, type World, type Write } from "./command.ts";

/** Where changes may be checked, and that they are not. */
export const platforms: readonly string[] = [...Object.keys(ciFiles()), "none"];

export const platformIn = (text: string): string => oneOf(text.trim().toLowerCase(), platforms, "--ci");

/** The top of the repository around a folder, where its platform looks for what to run; else the folder itself. */
function topOf(folder: string, look: World["look"]): string {
  for (let here = folder; ; here = dirname(here)) {
    if (look(join(here, ".git")) !== "nothing") return here;
    if (dirname(here) === here) return folder;
  }
}

/** The files that check every change to a dossier. */
export function checksFor(platform: string, folder: string, look: World["look"]): Write[] {
  const top = topOf(folder, look);
  const files = Object.entries(ciFiles()[platform] ?? {});
  return files.map(([name, text]): Write => ({ path: join(top, name), text, mode: "new", within: top }));
}
