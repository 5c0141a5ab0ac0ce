import type { HostileCase } from "./case.ts";
import { bundles } from "./bundles.ts";
import { commandLines } from "./commands.ts";
import { configs } from "./configs.ts";
import { damaged, seeded } from "./damage.ts";
import { encodings } from "./encodings.ts";
import { expressions } from "./expressions.ts";
import { files } from "./files.ts";
import { keys } from "./keys.ts";
import { sizes } from "./limits.ts";
import { outputs } from "./outputs.ts";
import { frameworks } from "./packs.ts";
import { paths } from "./paths.ts";
import { references } from "./references.ts";
import { repositories } from "./repositories.ts";
import { syntax } from "./syntax.ts";
import { values } from "./values.ts";

/** Every hostile workspace, in one order. Nothing of it lies in the repository: it is made when it is needed. */
export const manifest: readonly HostileCase[] = [
  ...syntax,
  ...sizes,
  ...encodings,
  ...keys,
  ...values,
  ...references,
  ...paths,
  ...files,
  ...configs,
  ...frameworks,
  ...commandLines,
  ...outputs,
  ...repositories,
  ...bundles,
  ...expressions,
  ...damaged(20260630, 60),
];

/** Some cases, the same for a seed: all of a group that has few, and of the others those whose turn it is. */
export function sampleOf(seed: number, count: number, of: "all" | "heavy" = "all"): HostileCase[] {
  const random = seeded(seed);
  const ranked = manifest.map((one) => {
    // What works the machine hard comes first where it is measured, and what there is little of before what there is much of.
    const isMany = /^(arg|git|out|bundle)-/.test(one.name);
    return { one, rank: (of === "heavy" && one.heavy ? -2 : 0) + (of === "all" && !isMany ? -0.5 : 0) + random() };
  });
  const chosen = new Set(
    ranked
      .sort((a, b) => a.rank - b.rank)
      .slice(0, count)
      .map(({ one }) => one),
  );
  return manifest.filter((one) => chosen.has(one));
}
