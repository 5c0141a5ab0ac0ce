/** A workspace that somebody made to break the tool, and what has to come of it. */
export interface HostileCase {
  /** Group, a hyphen and what is hostile about it. */
  name: string;
  /** Path → content, laid over the sound dossier; `null` takes a file of it away. */
  files?: Record<string, string | Uint8Array | null>;
  /** What no content can say: links, pipes, repositories, odd names. Gets the folder of the dossier; beside it are `outside` and `out`. */
  setup?: (folder: string) => void;
  /** The command line, run in the folder of the dossier; else `validate .` */
  args?: readonly string[];
  /** Exit codes that are right. */
  exits: readonly number[];
  /** Rules that have to be among the findings. */
  rules?: readonly string[];
  /** The reason code of exit 2, or what has to be said. */
  says?: RegExp;
  /** Besides what no run may show. */
  mustNotAppear?: readonly string[];
  /** Files that the run may make or change, from the place of the case on, as beginnings of their paths; whatever lies in `out` may. */
  mayChange?: readonly string[];
  /** Of the environment. */
  env?: Readonly<Record<string, string>>;
  /** What comes on standard input. */
  stdin?: string | Uint8Array;
  /** It works the machine hard, so that it is measured as a process of its own each time. */
  heavy?: true;
}

/** A word that lies outside the dossier and may appear nowhere. */
export const canary = "CANARY-6d1f0c";

/** The day of every run. */
export const day = "2026-06-30";

export const city = `kind: city
version: 1
name: Vila
country: PT
region: europe-north-america
languages: [pt]
memberships:
  - { framework: iaec, role: member, since: 2020-01-01 }
partners:
  - { id: library, name: Library, sector: library-archive-museum }
`;

export const plan = `kind: plan
version: 1
id: plan-1
title: Plan
frameworks: [iaec]
status: active
period: { start: 2026-01-01, end: 2027-12-31 }
reporting: { periods: [] }
objectives:
  - { id: read, title: Read, horizon: long-term, items: [iaec-1.1], indicators: [readers] }
indicators:
  - id: readers
    title: Readers
    type: outcome
    baseline: { value: 1, date: 2026-01-01 }
    target: { value: 9, date: 2027-12-01 }
    verification: Survey
actions:
  - id: labs
    title: Labs
    objective: read
    items: [iaec-1.1]
    lead: library
    start: 2026-02-01
    end: 2027-11-30
    status: in-progress
    evidence: evidence/a.md
`;

export const committee = `kind: committee
version: 1
id: board
name: Board
type: executive
members:
  - { id: ana, name: Ana, roles: [chair], sector: local-government }
  - { id: ben, name: Ben, roles: [member], sector: media }
`;

/** A dossier in which nothing is wrong. */
export const sound: Readonly<Record<string, string>> = {
  "milcity.yaml": city,
  "plan.yaml": plan,
  "committee.yaml": committee,
  "evidence/a.md": "# Minutes\n",
};

/** A plan with something more in its own field. */
export const planWith = (yaml: string) => `${plan}x-own:${yaml}`;

export const times = (count: number, line: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => line(i)).join("");

export const bytes = (text: string, encoding: BufferEncoding) => Uint8Array.from(Buffer.from(text, encoding));

/** Cases of one group that each put one text in place of the plan. */
export const plans = (
  group: string,
  exits: number[],
  texts: Record<string, string | Uint8Array>,
  rules?: string[],
): HostileCase[] =>
  Object.entries(texts).map(([name, text]) => ({
    name: `${group}-${name}`,
    files: { "plan.yaml": text },
    exits,
    ...(rules ? { rules } : {}),
  }));

const criterion = (id: string, check: string) =>
  `          - { id: ${id}, label: Criterion, check: ${JSON.stringify(check)}, weight: 1 }\n`;
/** A checklist of one's own with so many items, each with the same criterion. */
export const pack = (items: number, check: string) => `kind: framework
version: 1
id: own
title: Own
edition: "2026"
roles: [member]
source: { file: own.md, locator: "1" }
areas:
  - id: own-a
    title: Area
    items:
${times(items, (i) => `      - id: own-${i}\n        title: Item\n        level: required\n        source: { file: own.md, locator: "1" }\n        criteria:\n${criterion(`own-${i}-a`, check)}`)}`;
