import type { Rule } from "../../../model/rule.ts";
import { city } from "../../examples.ts";

export default {
  severity: "error",
  asks: "Lists and groups of fields are nested 64 deep at most.",
  message: "{problem}",
  why: "No part of the format is nested that deep; such a file is a mistake or an attack.",
  fix: "Write the value with fewer levels.",
  right: city,
  wrong: `
${city}x-deep: ${"[".repeat(70)}${"]".repeat(70)} # !
`,
} satisfies Rule;
