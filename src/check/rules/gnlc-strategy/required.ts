import type { Rule } from "../../../model/rule.ts";
import { strategyCity } from "../../examples.ts";

export default {
  severity: "error",
  frameworks: { "gnlc-strategy": "gnlc-s1.1" },
  asks: "A membership of the learning cities' strategy names a cluster.",
  message: "The membership does not say which cluster the city belongs to: `clusters` is missing.",
  why: "The strategy works through its clusters; a city takes part by joining at least one.",
  fix: "Add the cluster under `clusters`.",
  right: `
${strategyCity}
`,
  wrong: `
${strategyCity.replace("framework: gnlc-strategy", "framework: gnlc-strategy # !").replace(/    clusters.*\n/, "")}
`,
} satisfies Rule;
