import type { Rule } from "../../../model/rule.ts";
import { city } from "../../examples.ts";

export default {
  severity: "error",
  asks: "Every dossier has a city document, `milcity.yaml`, at its root.",
  message: {
    missing: "This dossier has no `{file}` that says which city it is of.",
    empty: "The file `{file}` is empty: nothing says which city this dossier is of.",
  },
  why: "The city document says which networks the city belongs to: without it nothing can be scored.",
  fix: "Add a `milcity.yaml` with `kind: city`, or give the city document that name. `milcity init` writes one.",
  right: `
${city}
`,
  wrong: `
kind: plan # !
version: 1
`,
} satisfies Rule;
