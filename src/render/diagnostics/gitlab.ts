import type { FindingsView, Format } from "../../model/views.ts";
import { fingerprint } from "../fingerprint.ts";
import { json } from "../json.ts";

const severities = { error: "major", warning: "minor", info: "info" } as const;

/** GitLab's code quality report (https://docs.gitlab.com/ci/testing/code_quality/). It merges entries of one fingerprint into one. */
export default (({ diagnostics }) => {
  const seen = new Map<string, number>();
  return json(
    diagnostics.map((one) => {
      const known = fingerprint(one);
      const repetition = seen.get(known) ?? 0;
      seen.set(known, repetition + 1);
      return {
        description: one.message,
        check_name: one.rule,
        fingerprint: fingerprint(one, repetition),
        severity: severities[one.severity],
        location: { path: one.file, lines: { begin: one.range.start.line } },
      };
    }),
  );
}) satisfies Format<FindingsView>;
