import { city, type HostileCase, plan, plans, planWith } from "./case.ts";

const titled = (title: string) => plan.replace("title: Plan", `title: ${title}`);
const started = (day: string) => plan.replace("start: 2026-02-01", `start: ${day}`);

/** Values that are read otherwise than they look, or that no field takes. */
export const values: HostileCase[] = [
  ...plans(
    "value",
    [1],
    {
      "tag-js": planWith(" !!js/function 'function () { return 1 }'\n"),
      "tag-python": planWith(" !!python/object/apply:os.system ['id']\n"),
      "tag-binary": planWith(" !!binary aGVsbG8=\n"),
      "tag-set": planWith(" !!set { a, b }\n"),
      "tag-timestamp": planWith(" !!timestamp 2026-01-01\n"),
      "tag-own": planWith(" !own a\n"),
      "tag-verbatim": planWith(" !<tag:yaml.org,2002:str> a\n"),
    },
    ["yaml/tag"],
  ),
  ...plans(
    "value",
    [1],
    {
      "directive-yaml11": `%YAML 1.1\n---\n${plan}`,
      "directive-yaml3": `%YAML 3.0\n---\n${plan}`,
      "directive-tag": `%TAG ! tag:a,2026:\n---\n${plan}`,
    },
    ["yaml/directive"],
  ),
  ...plans(
    "value",
    [1],
    {
      "multi-two": `${plan}---\n${plan}`,
      "multi-empty": `${plan}---\n---\n`,
      "multi-after-end": `${plan}...\nkind: plan\n`,
    },
    ["yaml/several-documents"],
  ),
  ...plans("value", [1], {
    "date-february": started("2026-02-30"),
    "date-leap": started("2100-02-29"),
    "date-zone": started("2026-02-01T00:00:00Z"),
    "date-year": started("99999-01-01"),
    "date-negative": started("-2026-02-01"),
    "date-american": started("02/01/2026"),
    "date-zero": started("2026-00-00"),
    "date-full-width": started("\uff12026-02-01"),
    email: city.replace("kind: city", "kind: plan"),
  }),
  ...plans(
    "value",
    [1],
    {
      nan: planWith(" .nan\n"),
      infinity: planWith(" -.inf\n"),
      "huge-integer": planWith(" 9007199254740993\n"),
      "huge-exponent": planWith(" 1e999\n"),
      "many-decimals": planWith(` 0.${"1".repeat(400)}\n`),
      "huge-hex": planWith(" 0xffffffffffffffff\n"),
    },
    ["schema/range"],
  ),
  ...plans("value", [1], {
    "title-null": titled("null"),
    "title-number": titled("5"),
    "title-list": titled("[a]"),
    "title-deep": titled("{ en: { fr: a } }"),
    "title-empty-map": titled("{}"),
    "title-empty": titled('""'),
    "id-null": plan.replace("plan-1", "~"),
    "version-text": plan.replace("version: 1", 'version: "1"'),
    "version-2": plan.replace("version: 1", "version: 2"),
    "sdgs-text": plan.replace("title: Labs", "title: Labs\n    sdgs: [x, 99, 1.5]"),
    "period-text": plan.replace(/period: .*/, "period: 2026"),
  }),
  ...plans("value", [0, 1], {
    empty: "",
    comment: "# nothing\n",
    "root-scalar": "text\n",
    "root-list": "- a\n- b\n",
    "unknown-kind": plan.replace("kind: plan", "kind: plann"),
    "kind-list": plan.replace("kind: plan", "kind: [plan]"),
    "kind-null": plan.replace("kind: plan", "kind:"),
  }),
  ...plans(
    "value",
    [1],
    {
      "bidi-raw": titled('"Safe \u202e nalp"'),
      "bidi-isolate": titled('"a \\u2066 b"'),
      "bidi-comment": `${plan}# \u202e nalp\n`,
    },
    ["text/bidi-control"],
  ),
  ...plans(
    "value",
    [0],
    { "invisible-space": titled('"Pl\u200ban"'), "invisible-tag": titled(`"Plan${String.fromCodePoint(0xe0041)}"`) },
    ["text/invisible"],
  ),
  ...plans("control", [0], {
    norway: plan.replace("title: Labs", 'title: "NO"'),
    persian: titled("می‌خواهم"),
    emoji: titled("👩‍👧 🏴󠁧󠁢󠁥󠁮󠁧󠁿"),
    markup: titled('"<script>alert(1)</script>"'),
    template: titled('"{{constructor.constructor}}"'),
    formula: titled('"=cmd|calc"'),
    command: titled('"::error::x"'),
  }),
  {
    name: "value-secret",
    files: { "plan.yaml": titled(`"ghp_${"a1B2".repeat(9)}"`) },
    exits: [1],
    rules: ["text/secret"],
    mustNotAppear: ["a1B2a1B2"],
  },
  { name: "value-city-empty", files: { "milcity.yaml": "" }, exits: [1], rules: ["dossier/no-city"] },
  { name: "value-city-list", files: { "milcity.yaml": "- a\n" }, exits: [1], rules: ["schema/type"] },
  {
    name: "value-city-other-kind",
    files: { "milcity.yaml": plan.replace("plan-1", "plan-2") },
    exits: [1],
    rules: ["dossier/no-city"],
  },
  {
    name: "value-city-memberships",
    files: {
      "milcity.yaml": city.replace(
        /memberships:[^]*/,
        "memberships: [5, {}, { framework: constructor, role: member }]\n",
      ),
    },
    exits: [1],
  },
];
