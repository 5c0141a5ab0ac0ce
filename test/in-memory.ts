import type { Workspace } from "../src/index.ts";
import { severitiesOf } from "../src/check/own-files.ts";
import { rules } from "../src/check/rules.gen.ts";
import { library } from "../src/corridor/offers.ts";
import type { BaselineEntry } from "../src/model/kinds.gen.ts";
import { memoryFiles } from "../src/read/files.ts";
import { limits } from "../src/read/limits.ts";

const packs = library();

/** A workspace of one dossier whose files are texts; what its documents name as evidence is there. */
export function inMemory(
  texts: ReadonlyMap<string, string | Uint8Array>,
  { day = "2026-11-30", accepted }: { day?: string; accepted?: readonly BaselineEntry[] } = {},
): Workspace {
  const files = memoryFiles(texts);
  const config = { version: 1 as const };
  return {
    root: "/",
    folders: ["."],
    library: packs,
    config,
    configured: { config, file: undefined, where: () => ({ line: 1, column: 1 }) },
    commanded: new Map(),
    day,
    language: "en",
    own: undefined,
    scope: { files, ignore: [], ignoredByGit: () => new Set(), budget: { bytes: limits.workspaceBytes } },
    severities: severitiesOf(rules, config, new Map()),
    historyOf: () => undefined,
    ...(accepted ? { baseline: { path: "/.milcity-baseline.yaml", entries: accepted, dossiers: () => ["."] } } : {}),
  };
}
