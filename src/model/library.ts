import type { Framework, FrameworkArea, FrameworkItem } from "./kinds.gen.ts";

/** A framework pack with where it came from, for the messages about it. */
export interface Pack {
  framework: Framework;
  /** `frameworks/mil.yaml` of the tool, or the path of a pack of the workspace. */
  file: string;
  builtIn: boolean;
  /** `line:column` of a pointer into the pack. */
  where: (pointer: string) => { line: number; column: number };
}

export interface LibraryItem {
  framework: string;
  area: FrameworkArea;
  item: FrameworkItem;
}

/** Everything that is known beside the dossiers: the packs that come with the tool and those of the workspace. */
export interface Library {
  packs: Map<string, Pack>;
  items: Map<string, LibraryItem>;
  /** The id of a section of a report → how many words its text may have, where somebody says so. */
  limits: ReadonlyMap<string, number>;
  /** item → the items that an action naming it also counts for: its close matches and the narrower ones. */
  counts: Map<string, string[]>;
}
