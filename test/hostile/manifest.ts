import type { HostileCase } from "./case.ts";
import { commandLines } from "./commands.ts";
import { configs } from "./configs.ts";
import { damaged } from "./damage.ts";
import { encodings } from "./encodings.ts";
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
  ...damaged(20260630, 60),
];
