import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Random } from "../../bench/corpus/random.ts";
import { city, committee, milCity, milCommittee, milPlan, plan, strategyCity } from "../../src/check/examples.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

function below(folder: string): Map<string, string> {
  const files = readdirSync(join(root, folder), { recursive: true, encoding: "utf8" });
  return new Map(
    files
      .filter((file) => /\.ya?ml$/.test(file))
      .sort()
      .map((file) => [file.replaceAll("\\", "/"), readFileSync(join(root, folder, file), "utf8")]),
  );
}

const report = `kind: report
version: 1
id: first
plan: plan-2025
period: { start: 2025-01-01, end: 2025-12-31 }
date: 2026-02-10
author: ana
status: approved
actions:
  - { action: labs, status: in-progress, progress: 40, spent: { amount: 120.50, currency: EUR } }
feedback:
  - { id: f1, from: teachers, date: 2025-09-01, text: More evenings., noChange: The library closes at six. }
`;
const checklist = `kind: checklist
version: 1
framework: mil
date: 2026-02-01
items:
  mil-01: { status: done }
  mil-02: { status: waived, reason: "No meeting yet" }
`;

const small = [
  new Map([
    ["milcity.yaml", city],
    ["committee.yaml", committee],
    ["plan.yaml", plan],
    ["report.yaml", report],
  ]),
  new Map([
    ["milcity.yaml", milCity],
    ["committee.yaml", milCommittee],
    ["plan.yaml", milPlan],
    ["checklist.yaml", checklist],
  ]),
  new Map([
    ["milcity.yaml", strategyCity],
    ["committee.yaml", committee],
  ]),
];
const middle = [below("test/dossiers/ribeira-nova")];
const large = [below("test/dossiers/every-field"), below("examples/san-telmo-del-rio"), below("examples/iaec-2024")];

/** A dossier to damage: mostly a small one, so that many can be tried. */
export function seedFor(random: Random): Map<string, string> {
  const n = random.int(0, 999);
  return random.pick(n < 960 ? small : n < 995 ? middle : large);
}
