import type { Rule } from "../../../model/rule.ts";
import { city } from "../../examples.ts";

export default {
  severity: "warning",
  asks: "Every YAML file in a dossier says what kind of document it is.",
  message: {
    empty: "This file is empty, and so is no document.",
    none: "This YAML file does not say what it is, and is not read.",
    unknown: "There is no kind of document `{kind}`{strange}; this file is not read.",
  },
  why: "A document that is passed over counts for nothing, however much it says.",
  fix: "Begin the file with `kind:` and one of {kinds}, or list the file under `ignore` in milcity.config.yaml.",
  right: city,
  wrong: `
${city}
---
kind: plann # !
version: 1
---
title: No kind # !
`,
} satisfies Rule;
