#!/usr/bin/env node
/**
 * Checks the dossiers of a checkout in GitHub Actions and GitLab CI: everything on a push, what a change brings on a pull or merge request.
 * Nothing of the checkout is run, and where there is a base, configuration, packs and baseline are those of the base (`validate --changed`).
 * Settings come from the environment, each `MILCITY_…` an option of the command:
 *
 *   WORKSPACE  the checkout; else that of the platform, else the working directory
 *   PATHS      dossiers or folders with dossiers, one a line; without them all of the checkout
 *   FAIL_ON, MAX_WARNINGS, BASELINE (true), AS_OF, LANGUAGE   as `validate` takes them
 *   REGRESSIONS   what `diff --fail-on` takes: never (the usual), error, regression, regression:KIND,…
 *   OUT        the folder of the results, which must not be there yet; else one in RUNNER_TEMP or the system's
 *   PROGRAM    the command; else the one beside this file
 *
 * Exit codes are those of milcity: 0 nothing to mend, 1 something to mend, 2 it could not do its work.
 */
import { Refusal } from "./base.mjs";
import { main } from "./run.mjs";

try {
  process.exitCode = main(process.env);
} catch (error) {
  // A refusal quotes only hashes and paths of our own; what else fails is a fault of ours, and one line of it is enough.
  const said =
    error instanceof Refusal ? error.message : `The check itself failed, please report this: ${error.message}`;
  const line = said.replace(/[\r\n%]+/g, " ");
  process.stderr.write(process.env.GITHUB_ACTIONS ? `::error::${line}\n` : `milcity: ${line}\n`);
  process.exitCode = 2;
}
