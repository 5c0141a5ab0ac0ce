import { localeOf, regionsOf, wordsOf, type Library } from "../index.ts";
import type { Day } from "../model/facts.ts";
import type { FrameworkItem } from "../model/kinds.gen.ts";
import { modeline } from "./editor.ts";

/** What a new dossier begins from. */
export interface Beginning {
  day: Day;
  name: string;
  country: string;
  language: string;
  frameworks: string[];
}

/** Items that the three actions of the draft serve, where the pack is one of those that come with the tool. */
const served = new Map<string, [string, string, string]>([
  ["mil", ["mil-05", "mil-10", "mil-12"]],
  ["gnlc", ["gnlc-1.3", "gnlc-3.1", "gnlc-2.4"]],
  ["gnlc-strategy", ["gnlc-s1.7", "gnlc-s3.2", "gnlc-s3.1"]],
  ["iaec", ["iaec-15.1", "iaec-10.1", "iaec-5.2"]],
]);

/** Items that the new documents show by being there. */
const begun = new Set(["gnlc-1.4", "gnlc-5.1", "gnlc-s1.1"]);
/** And those that they show once the committee's members are in office. */
const seated = new Set(["mil-01", "gnlc-2.2"]);

/** A city that belongs to a cluster is represented in it from the first day; elsewhere terms begin with the plan. */
const areSeated = ({ frameworks }: Beginning) => frameworks.includes("gnlc-strategy");

/** A JSON string is a YAML string whatever is in it: quotes, colons, a `no`. */
const quoted = (text: string) => JSON.stringify(text);

/** The day some months later, days counted from the first of a month. */
function later(day: Day, months: number, days = 0): Day {
  const [year = 0, month = 1] = day.split("-").map(Number);
  return new Date(Date.UTC(year, month - 1 + months, 1 + days)).toISOString().slice(0, 10);
}

/** The two years from the next month on, of the plan and of those who steer it. */
function periodOf({ day }: Beginning): { start: Day; end: Day } {
  const start = later(day, 1);
  return { start, end: later(start, 24, -1) };
}

/** The files of a new dossier, by their paths from its folder. */
export function scaffold(beginning: Beginning, library: Library): Map<string, string> {
  const files = new Map([
    ["milcity.yaml", city(beginning, library)],
    ["committee.yaml", committee(beginning)],
    ["plan.yaml", plan(beginning, library)],
  ]);
  for (const framework of beginning.frameworks)
    files.set(`checklists/${framework}.yaml`, checklist(beginning, framework, library));
  return files;
}

/** A text of the scaffold in the dossier's language, else in English. */
function speaker({ language }: Beginning): (key: string) => string {
  const words = wordsOf(localeOf(language) ?? "en");
  return (key) => words.say(`help.start.${key}`);
}

function city(beginning: Beginning, library: Library): string {
  const { name, country, language, frameworks, day } = beginning;
  // A country that lies in two regions is for the city to decide.
  const [region, ...others] = regionsOf(country);
  const say = speaker(beginning);
  const lines = [
    modeline("city"),
    `# ${say("aboutCity")}`,
    "kind: city",
    "version: 1",
    `name: ${quoted(name)}`,
    `country: ${quoted(country)}`,
    ...(others.length === 0 && region !== undefined ? [`region: ${region}`] : []),
    `languages: [${quoted(language)}]`,
    "memberships:",
  ];
  for (const id of frameworks) {
    const pack = library.packs.get(id)?.framework;
    lines.push(`  - framework: ${id}`, `    role: ${pack?.roles[0] ?? "member"}`, `    since: ${day}`);
    const [cluster] = pack?.clusters ?? [];
    if (cluster)
      lines.push(
        `    # ${say("cluster")}: ${pack?.clusters?.map((one) => one.id).join(", ")}`,
        "    clusters:",
        `      - { id: ${cluster.id}, role: member, representative: focal-point }`,
      );
  }
  return `${lines.join("\n")}\n`;
}

function committee(beginning: Beginning): string {
  const say = speaker(beginning);
  const { start, end } = periodOf(beginning);
  const member = (id: string, name: string, role: string, sector: string, does: string) => [
    `  - id: ${id}`,
    `    name: ${quoted(say(name))}`,
    `    roles: [${role}]`,
    `    sector: ${sector}`,
    `    responsibilities: [${quoted(say(does))}]`,
    "    represents: [everyone]",
    `    term: { start: ${areSeated(beginning) ? beginning.day : start}, end: ${end} }`,
  ];
  const roles = beginning.frameworks.includes("gnlc-strategy") ? "focal-point, cluster-representative" : "focal-point";
  const lines = [
    modeline("committee"),
    `# ${say("aboutCommittee")}`,
    "kind: committee",
    "version: 1",
    "id: steering",
    `name: ${quoted(say("committee"))}`,
    "type: steering",
    `established: ${beginning.day}`,
    "members:",
    ...member("focal-point", "focalPoint", roles, "local-government", "coordinates"),
    ...member("library", "library", "member", "library-archive-museum", "opens"),
    ...member("association", "association", "member", "civil-society", "speaks"),
    "meetings: []",
  ];
  return `${lines.join("\n")}\n`;
}

function plan(beginning: Beginning, library: Library): string {
  const { day, frameworks } = beginning;
  const say = speaker(beginning);
  const items = frameworks.map((id) => served.get(id) ?? spread(itemsFor(id, library)));
  const serves = (n: 0 | 1 | 2) => `items: [${[...new Set(items.flatMap((three) => three[n] ?? []))].join(", ")}]`;
  const { start, end } = periodOf(beginning);
  const action = (
    id: string,
    title: string,
    n: 0 | 1 | 2,
    objective: string,
    lead: string,
    type: string,
    months: [number, number],
  ) => [
    `  - id: ${id}`,
    `    title: ${quoted(say(title))}`,
    `    objective: ${objective}`,
    `    ${serves(n)}`,
    `    type: ${type}`,
    `    lead: ${lead}`,
    "    audience: [everyone]",
    `    start: ${later(start, months[0])}`,
    `    end: ${later(start, months[1], -1)}`,
    "    status: planned",
    "    milestones:",
    `      - { id: ${id}-agreed, title: ${quoted(say("milestone"))}, due: ${later(start, months[0] + 1, -1)} }`,
  ];
  const objective = (id: string, title: string, horizon: string) => [
    `  - id: ${id}`,
    `    title: ${quoted(say(title))}`,
    `    horizon: ${horizon}`,
    "    keyFeatures: [culture-of-learning]",
    "    indicators: [participants]",
  ];
  const lines = [
    modeline("plan"),
    `# ${say("aboutPlan")}`,
    "kind: plan",
    "version: 1",
    "id: plan",
    `title: ${quoted(say("title"))}`,
    `frameworks: [${frameworks.join(", ")}]`,
    "status: draft",
    `period: { start: ${start}, end: ${end} }`,
    "reporting:",
    "  every: 12",
    "  within: 3",
    `  audience: [${quoted(say("audience"))}]`,
    "objectives:",
    ...objective("check-the-news", "near", "medium-term"),
    ...objective("everyday-learning", "far", "long-term"),
    "actions:",
    ...action("workshops", "workshops", 0, "check-the-news", "library", "training", [1, 22]),
    ...action("learning-day", "day", 1, "everyday-learning", "association", "event", [9, 12]),
    ...action("exchange", "partners", 2, "everyday-learning", "focal-point", "networking", [3, 21]),
    "indicators:",
    "  - id: participants",
    `    title: ${quoted(say("participants"))}`,
    "    type: output",
    `    unit: ${quoted(say("unit"))}`,
    "    direction: increase",
    `    baseline: { value: 0, date: ${day} }`,
    `    target: { value: 100, date: ${end} }`,
    "    every: 12",
    `    verification: ${quoted(say("verification"))}`,
    "cocreation:",
    `  - { id: forum, title: ${quoted(say("forum"))}, kind: forum, period: { start: ${later(start, 1)}, end: ${later(start, 2, -1)} } }`,
    `  - { id: survey, title: ${quoted(say("survey"))}, kind: survey, period: { start: ${later(start, 1)}, end: ${later(start, 2, -1)} } }`,
    "readjustment:",
    `  strategy: ${quoted(say("strategy"))}`,
    "  every: 12",
  ];
  return `${lines.join("\n")}\n`;
}

function checklist(beginning: Beginning, framework: string, library: Library): string {
  const isDone = (id: string) => begun.has(id) || (seated.has(id) && areSeated(beginning));
  const lines = [
    modeline("checklist", 1),
    `# ${speaker(beginning)("aboutChecklist")}`,
    "kind: checklist",
    "version: 1",
    `framework: ${framework}`,
    `date: ${beginning.day}`,
    "items:",
    ...itemsFor(framework, library).map(({ id }) => `  ${id}: { status: ${isDone(id) ? "done" : "not-started"} }`),
  ];
  return `${lines.join("\n")}\n`;
}

/** The items that apply to the role that the dossier begins with. */
function itemsFor(framework: string, library: Library): FrameworkItem[] {
  const pack = library.packs.get(framework)?.framework;
  const role = pack?.roles[0] ?? "";
  return (pack?.areas ?? []).flatMap(({ items }) => items).filter((item) => !item.for || item.for.includes(role));
}

const spread = (items: FrameworkItem[]) =>
  [0, 1 / 3, 2 / 3].flatMap((share) => items[Math.floor(share * items.length)]?.id ?? []);
