import { type HostileCase, pack, plan, times } from "./case.ts";

const name = "milcity.config.yaml";
const slow =
  "[1,2,3,4,5,6,7,8,9].all(a, [1,2,3,4,5,6,7,8,9].all(b, [1,2,3,4,5,6,7,8,9].all(c, [1,2,3,4,5,6,7,8,9].all(d, [1,2,3,4,5,6,7,8,9].all(e, [1,2,3,4,5,6,7,8,9].all(f, [1,2,3,4,5,6,7,8,9].all(g, [1,2,3,4,5,6,7,8,9].all(h, a + b + c + d + e + f + g + h > 0))))))))";
const policy = (id: string, check: string, over = "action") =>
  `  - { id: ${id}, over: ${over}, check: ${JSON.stringify(check)}, message: Message }\n`;
const policies = (count: number, check: string, over?: string) =>
  `version: 1\npolicies:\n${times(count, (i) => policy(`p${i}`, check, over))}`;
const actions = (count: number) =>
  plan.replace(
    /actions:[^]*/,
    `actions:\n${times(count, (i) => `  - { id: a${i}, title: A, objective: read, items: [iaec-1.1], lead: library, start: 2026-02-01, end: 2027-01-01, status: planned }\n`)}`,
  );

const withPack = (text: string): NonNullable<HostileCase["files"]> => ({
  [name]: "version: 1\nframeworks: [packs/own.yaml]\n",
  "packs/own.yaml": text,
});

const exits = [0, 1, 2];

/** Expressions of a workspace that loop, grow or reach out, alone and in numbers. */
export const expressions: HostileCase[] = [
  { name: "expr-policy-slow", files: { [name]: policies(1, slow) }, exits: [1], says: /policy\/p0/ },
  { name: "expr-policies-slow", files: { [name]: policies(60, slow) }, exits: [1], heavy: true },
  { name: "expr-policy-slow-over-many", files: { [name]: policies(3, slow), "plan.yaml": actions(400) }, exits: [1] },
  {
    name: "expr-policy-nearly-slow-over-many",
    files: {
      [name]: policies(
        5,
        "[1,2,3,4,5,6,7,8,9].all(a, [1,2,3,4,5,6,7,8,9].all(b, [1,2,3,4,5,6,7,8,9].all(c, [1,2,3,4,5,6,7,8,9].all(d, a + b + c + d > 0))))",
      ),
      "plan.yaml": actions(1_000),
    },
    exits: [1],
  },
  {
    name: "expr-policy-grows",
    files: {
      [name]: policies(
        8,
        "[1,2,3,4,5,6,7,8,9].map(a, [1,2,3,4,5,6,7,8,9].map(b, [1,2,3,4,5,6,7,8,9].map(c, [1,2,3,4,5,6,7,8,9].map(d, [1,2,3,4,5,6,7,8,9].map(e, [1,2,3,4,5,6,7,8,9].map(f, [1,2,3,4,5,6,7,8,9].map(g, [1,2,3,4,5,6,7,8,9]))))))).size() > 0",
      ),
    },
    exits,
    heavy: true,
  },
  { name: "expr-policies-many", files: { [name]: policies(3_000, "action.title == 'x'") }, exits },
  { name: "expr-policies-many-broken", files: { [name]: policies(3_000, "action.title ==") }, exits: [2] },
  {
    name: "expr-policies-many-over-many",
    files: { [name]: policies(100, "action.title == 'x'"), "plan.yaml": actions(1_000) },
    exits,
  },
  {
    name: "expr-policy-wide",
    files: { [name]: policies(1, `[${"1,".repeat(900)}1].all(a, [${"1,".repeat(20)}1].all(b, a > b))`) },
    exits,
  },
  {
    name: "expr-policy-strings",
    files: { [name]: policies(2, `"${"a".repeat(1_900)}".contains("${"a".repeat(20)}b")`) },
    exits,
  },
  { name: "expr-policy-unicode", files: { [name]: policies(1, "action.title == '\\u001b[31m'") }, exits },
  {
    name: "expr-policy-message-odd",
    files: {
      [name]: `version: 1\npolicies:\n  - { id: p, over: action, check: "false", message: "::error::x ##[error] {name} {constructor}" }\n`,
    },
    exits: [1],
  },
  ...["__proto__", "constructor", "a/../b", "::error::", "a b", "a".repeat(300), "toString", "then", "%0a"].map(
    (id, i): HostileCase => ({
      name: `expr-policy-id-${i}`,
      files: { [name]: `version: 1\npolicies:\n${policy(JSON.stringify(id), "false")}` },
      exits,
    }),
  ),
  { name: "expr-pack-slow", files: withPack(pack(1, slow)), exits },
  { name: "expr-pack-slow-many", files: withPack(pack(300, slow)), exits, heavy: true },
  {
    name: "expr-pack-slow-scored",
    files: {
      ...withPack(pack(300, slow)),
      "milcity.yaml": `kind: city\nversion: 1\nname: Vila\ncountry: PT\nregion: europe-north-america\nlanguages: [pt]\nmemberships:\n  - { framework: own, role: member, since: 2020-01-01 }\n`,
    },
    args: ["score", ".", "--format=json"],
    exits,
  },
  { name: "expr-pack-many-items", files: withPack(pack(3_000, "some(actions)")), exits },
  {
    name: "expr-packs-many",
    files: {
      [name]: `version: 1\nframeworks:\n${times(300, (i) => `  - packs/p${i}.yaml\n`)}`,
      ...Object.fromEntries(
        Array.from({ length: 300 }, (_, i) => [
          `packs/p${i}.yaml`,
          pack(20, "some(actions)").replaceAll("own", `own${i}x`),
        ]),
      ),
    },
    exits,
  },
  {
    name: "expr-packs-same",
    files: { [name]: `version: 1\nframeworks:\n${times(20_000, (i) => `  - packs/p${i}.yaml\n`)}` },
    exits: [2],
  },
  {
    name: "config-ignore-many",
    files: { [name]: `version: 1\nignore:\n${times(20_000, (i) => `  - "a${i}/**/b*c*d*e"\n`)}` },
    exits,
    heavy: true,
  },
  {
    name: "config-ignore-many-over-many",
    files: {
      [name]: `version: 1\nignore:\n${times(500, (i) => `  - "**/*a*b*c*${i}*d*e*f*x"\n`)}`,
      ...Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`evidence/${"ab".repeat(40)}${i}.md`, "x"])),
    },
    exits,
  },
  ...[
    "**/*a*a*a*a*a*a*a*a*a*a*a*a*a*a*b",
    `${"*a".repeat(90)}b`,
    "[a-z]*[!a]*[[:alpha:]]*[",
    "{a,b,{c,d,{e,f}}}{a,b}*{x,y}",
    "!(a)",
    "!**",
    "\\",
    "**/**/**/**/**/**/**/**/x",
    "a{,,,,,,,,,,,,}b",
    "[^]",
    "\u202e*",
    "(((((",
    "$(x)",
  ].map((glob, i): HostileCase => ({
    name: `config-glob-${i}`,
    files: {
      [name]: `version: 1\nignore: [${JSON.stringify(glob)}]\n`,
      [`evidence/${"a".repeat(200)}`]: "x",
      [`evidence/${"ab".repeat(100)}c`]: "x",
    },
    exits,
  })),
  {
    name: "config-dossiers-many",
    files: { [name]: `version: 1\ndossiers:\n${times(20_000, (i) => `  - "a${i}/*"\n`)}` },
    exits,
  },
  {
    name: "config-rules-many",
    files: { [name]: `version: 1\nrules:\n${times(9_900, (i) => `  plan/x-${i}: off\n`)}` },
    exits,
  },
  {
    name: "config-printed",
    files: {
      [name]: `version: 1\nrules:\n${times(500, (i) => `  plan/x-${i}: off\n`)}ignore: ["::error::", "##[error]"]\n`,
    },
    args: ["validate", ".", "--print-config"],
    exits,
  },
  ...Object.entries({
    broken: "- [",
    empty: "",
    alias: "- &a { rule: a/b }\n- *a\n",
    mapping: "a: b\n",
    large: "- {}\n".repeat(100_000),
    many: times(9_000, (i) => `- { rule: plan/overdue-action, path: "actions › a${i} › end", reason: R }\n`),
    same: '- { rule: reference/unresolved, path: "actions › labs › lead", reason: R }\n'.repeat(9_000),
    odd: '- { rule: "a/\\e[31m", path: "::error::", reason: "##[error]", owner: "\\u202e" }\n',
    proto: "- { __proto__: { PWNED: 1 }, rule: a/b, path: x, reason: y }\n",
    day: "- { rule: a/b, path: x, reason: y, reviewBy: 9999-99-99 }\n",
    utf16: "\ufeff\0-\0",
  }).flatMap(([what, text]): HostileCase[] => [
    {
      name: `baseline-${what}`,
      files: { ".milcity-baseline.yaml": text, "plan.yaml": plan.replace("lead: library", "lead: nobody") },
      args: ["validate", ".", "--baseline"],
      exits,
    },
    {
      name: `baseline-${what}-update`,
      files: { ".milcity-baseline.yaml": text, "plan.yaml": plan.replace("lead: library", "lead: nobody") },
      args: ["validate", ".", "--update-baseline"],
      exits,
      mayChange: ["dossier/.milcity-baseline.yaml", "dossier"],
    },
  ]),
  ...Object.entries({
    many: times(40_000, () => "# milcity: ignore[plan/overdue-action] reason\n"),
    "many-rules": `# milcity: ignore[${times(5_000, (i) => `a/b${i}, `)}x/y] reason\n`,
    long: `# milcity: ignore[${"a".repeat(60_000)}] reason\n`,
    odd: "# milcity: ignore[::error::] ##[error]\n# milcity: ignore[__proto__] x\n# milcity: ignore[constructor] x\n",
    unclosed: "# milcity: ignore[\n# milcity: ignore\n# milcity:\n",
    file: "# milcity: ignore-file[reference/unresolved] all\n",
    "by-lines": plan
      .split("\n")
      .map((line) => `# milcity: ignore[reference/unresolved] x\n${line}`)
      .join("\n"),
    quadratic: times(20_000, (i) => `# milcity: ignore[plan/x${i}] ${"y".repeat(20)}\n`),
  }).map(([what, text]): HostileCase => ({
    name: `ignore-${what}`,
    files: { "plan.yaml": what === "by-lines" ? text : `${text}${plan.replace("lead: library", "lead: nobody")}` },
    exits,
  })),
  ...Object.entries({
    "names-alike": plan.replace(
      /actions:[^]*/,
      `actions:\n${times(2_500, (i) => `  - { id: ${"ab".repeat(28)}${i}, title: A, objective: ${"re".repeat(28)}${i}, lead: ${"ana".repeat(18)}${i}, start: 2026-02-01, end: 2027-01-01, status: planned }\n`)}`,
    ),
    "fields-alike": `${plan}${times(5_000, (i) => `${"titl".repeat(40)}${i}: 1\n`)}`,
    "chain-of-predecessors": plan.replace(
      /actions:[^]*/,
      `actions:\n${times(3_000, (i) => `  - { id: a${i}, title: A, objective: read, items: [iaec-1.1], lead: library, start: 2026-02-01, end: 2027-01-01, status: planned, predecessor: a${i + 1}, dependsOn: [a${i + 1}] }\n`)}`,
    ),
    "long-line": plan.replace("lead: library", `lead: nobody, x: "${"字".repeat(20_000)}"`),
    "long-line-of-faults": `${plan.replace(/actions:[^]*/, "")}actions: [${times(900, (i) => `{ id: a${i}, title: A, objective: nope, lead: nope${i} }, `)}]\n`,
    "every-line-faulty": plan.replace(
      /actions:[^]*/,
      `actions:\n${times(4_000, (i) => `  - id: a${i}\n    title: "A\u200b"\n    objective: none\n    lead: nobody\n    start: 2026-02-01\n    end: 2025-01-01\n    status: planned\n`)}`,
    ),
    "list-of-deep": `${plan}x-a: ${"[".repeat(62)}1${"]".repeat(62)}\nx-b: [${`${"[".repeat(60)}${"]".repeat(60)}, `.repeat(500)}]\n`,
    combining: plan.replace("title: Plan", `title: "${"a\u0301".repeat(30_000)}"`),
    "emoji-line": plan.replace("lead: library", `lead: "${"👩‍👧".repeat(4_000)}"`),
    "money-long": `${plan}funding: { sources: [${times(3_000, (i) => `{ id: s${i}, name: S, amount: { amount: 1.1, currency: EUR } }, `)}] }\n`,
  }).map(([what, text]): HostileCase => ({
    name: `work-${what}`,
    files: { "plan.yaml": text },
    exits: [0, 1],
    heavy: true,
  })),
  {
    name: "work-many-dossiers",
    files: Object.fromEntries(
      Array.from({ length: 120 }, (_, i) => [`d${i}/milcity.yaml`, "kind: city\nversion: 1\nname: X\n"]),
    ),
    exits: [1],
    heavy: true,
  },
  {
    name: "work-plans-that-draw-on-one-source",
    files: Object.fromEntries(
      Array.from({ length: 150 }, (_, i) => [
        `p${i}.yaml`,
        `${plan.replace("plan-1", `p${i}`).replace(/evidence: .*/, "budget: { sources: [{ source: city, amount: { amount: 9, currency: EUR } }] }")}funding: { sources: [{ id: city, title: City, amount: { amount: 1, currency: EUR } }] }\nx-own: |\n${"  text of a line that goes on for a while and then ends\n".repeat(300)}`,
      ]),
    ),
    exits: [1],
    rules: ["budget/over-allocated"],
    heavy: true,
  },
  ...["html", "markdown", "json"].map((format): HostileCase => ({
    name: `work-report-of-entries-of-nothing-${format}`,
    files: { "plan.yaml": plan.replace(/actions:[^]*/, `actions:\n${"  -\n".repeat(4_000)}`) },
    args: ["report", ".", `--format=${format}`],
    exits: [0, 1],
    heavy: true,
  })),
  {
    name: "work-many-large-documents",
    files: Object.fromEntries(
      Array.from({ length: 12 }, (_, i) => [
        `p${i}.yaml`,
        `${plan.replace("plan-1", `p${i}`)}x-own: |\n${"  text of a line that goes on for a while and then ends\n".repeat(4_000)}`,
      ]),
    ),
    exits: [0, 1],
    heavy: true,
  },
];
