import type { HostileCase } from "./case.ts";
import { bundles } from "./bundles.ts";
import { commandLines } from "./commands.ts";
import { configs } from "./configs.ts";
import { damaged, seeded } from "./damage.ts";
import { everywhere } from "./everywhere.ts";
import { encodings } from "./encodings.ts";
import { expressions } from "./expressions.ts";
import { files } from "./files.ts";
import { keys } from "./keys.ts";
import { kindsOfFiles } from "./kinds.ts";
import { sizes } from "./limits.ts";
import { outputs } from "./outputs.ts";
import { frameworks } from "./packs.ts";
import { paths } from "./paths.ts";
import { people } from "./people.ts";
import { references } from "./references.ts";
import { repositories } from "./repositories.ts";
import { syntax } from "./syntax.ts";
import { templates } from "./templates.ts";
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
  ...kindsOfFiles,
  ...people,
  ...templates,
  ...everywhere,
  ...repositories,
  ...bundles,
  ...expressions,
  ...damaged(20260630, 60),
];

const groupOf = ({ name }: HostileCase) => name.slice(0, name.indexOf("-"));

/** Some cases, the same for a seed: of each group one, then of each as much as it is of all. */
export function sampleOf(seed: number, count: number, of: "all" | "heavy" = "all"): HostileCase[] {
  const random = seeded(seed);
  const groups = new Map<string, HostileCase[]>();
  for (const one of manifest) groups.set(groupOf(one), [...(groups.get(groupOf(one)) ?? []), one]);
  const ranked = [...groups.values()].flatMap((group) =>
    group
      .map((one) => ({ one, order: random() }))
      .sort((a, b) => a.order - b.order)
      // What works the machine hard comes first where it is measured.
      .map(({ one, order }, i) => ({
        one,
        rank: of === "heavy" && one.heavy ? order - 2 : i === 0 ? order - 1 : (i + order) / group.length,
      })),
  );
  const chosen = new Set(
    ranked
      .sort((a, b) => a.rank - b.rank)
      .slice(0, count)
      .map(({ one }) => one),
  );
  return manifest.filter((one) => chosen.has(one));
}
