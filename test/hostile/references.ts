import { committee, type HostileCase, plan, plans, times } from "./case.ts";

const led = (lead: string) => plan.replace("lead: library", `lead: ${lead}`);
const reports = (count: number) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, i) => [
      `reports/r${i}.yaml`,
      `kind: report\nversion: 1\nid: r${i}\nplan: plan-${i}\nperiod: { start: 2026-01-01, end: 2026-06-30 }\ndate: 2026-06-30\nauthor: ana\nstatus: submitted\nactions: []\nindicators: []\n`,
    ]),
  );

/** Ids that name what is not there, or what every object has. */
export const references: HostileCase[] = [
  ...plans(
    "ref",
    [1],
    {
      constructor: led("constructor"),
      "then-able": led("then"),
      "has-own": led("hasownproperty"),
      nobody: led("nobody"),
      plan: led("plan-1"),
      self: led("labs"),
    },
    ["reference/unresolved"],
  ),
  ...plans("ref", [1], {
    path: led("../../etc/passwd"),
    option: led("--help"),
    proto: led("__proto__"),
    "not-an-id": led("Ana Silva"),
    "free-name-empty": led("{ name: '', sector: media }"),
    "free-name-odd": led("{ toString: 1 }"),
  }),
  ...plans("ref", [1], { "unknown-framework": plan.replace("[iaec]", "[constructor]") }, [
    "reference/unknown-framework",
  ]),
  ...plans("ref", [1], { "unknown-item": plan.replaceAll("iaec-1.1", "constructor") }, ["reference/unknown-item"]),
  ...plans(
    "ref",
    [1],
    {
      "many-dangling": plan.replace(
        /actions:[^]*/,
        `actions:\n${times(5_000, (i) => `  - { id: a${i}, title: A, objective: o${i}, lead: l${i}, start: 2026-02-01, status: planned, ongoing: true }\n`)}`,
      ),
    },
    ["reference/unresolved"],
  ),
  ...plans(
    "ref",
    [1],
    {
      "many-equal-ids": plan.replace(
        /actions:[^]*/,
        `actions:\n${times(4_000, () => `  - { id: a, title: A, objective: read, lead: library, start: 2026-02-01, status: planned, ongoing: true }\n`)}`,
      ),
    },
    ["id/duplicate"],
  ),
  { name: "ref-equal-plans", files: { "plan-2.yaml": plan }, exits: [1], rules: ["id/duplicate"] },
  {
    name: "ref-ring-of-readjustments",
    files: {
      "plan.yaml": `${plan}readjustments:\n  - { id: r1, date: 2026-03-01, reason: A, change: B, affects: [r2] }\n  - { id: r2, date: 2026-03-01, reason: A, change: B, affects: [r1, r2] }\n`,
    },
    exits: [0, 1],
  },
  {
    name: "ref-many-members",
    files: {
      "committee.yaml": committee.replace(
        /members:[^]*/,
        `members:\n${times(8_000, (i) => `  - { id: m${i}, name: M, roles: [member], sector: media }\n`)}`,
      ),
    },
    exits: [0, 1],
  },
  { name: "ref-many-reports", files: reports(300), exits: [1], rules: ["reference/unresolved"] },
];
