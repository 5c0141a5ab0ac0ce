import type { Audience, Checklist, City, Committee, Meeting, Member, Plan, Sector } from "../../src/model/kinds.gen.ts";
import { daysBetween, plusDays } from "./days.ts";
import { today, type Frame } from "./frame.ts";
import { cities, decisions, duties, firstNames, lastNames, organisations } from "./words.ts";

/** The groups that the members speak for; plans address these and no others. */
export const groups = [
  "children",
  "youth",
  "adults",
  "older-people",
  "teachers",
  "migrants",
  "low-income",
  "people-with-disabilities",
] as const satisfies Audience[];
const sectors = [
  "local-government",
  "education",
  "library-archive-museum",
  "media",
  "civil-society",
  "research",
  "private-company",
  "residents",
] as const satisfies Sector[];
const partnerSectors = [
  "civil-society",
  "media",
  "education",
  "civil-society",
  "philanthropy",
  "private-company",
  "library-archive-museum",
  "health",
] as const satisfies Sector[];

export function city(frame: Frame): City {
  const { random, place } = frame;
  const [name, country, region] = place;
  const membership = (framework: string, role: string) => ({
    framework,
    role,
    since: plusDays(frame.founded, -random.int(30, 900)),
  });
  return {
    kind: "city",
    version: 1,
    name,
    country,
    region,
    population: random.int(12_000, 900_000),
    languages: [...frame.languages],
    website: "https://city.example/learning",
    mayor: {
      name: `${random.pick(firstNames)} ${random.pick(lastNames)}`,
      term: { start: frame.founded, end: plusDays(frame.founded, 1460) },
    },
    memberships: [
      membership("mil", "aspiring"),
      membership("gnlc", "member"),
      ...(frame.withAssociation ? [membership("iaec", "member")] : []),
      ...(frame.withStrategy
        ? [
            {
              framework: "gnlc-strategy",
              role: "cluster-member",
              since: frame.start,
              clusters: [
                {
                  id: "inclusion",
                  role: "member" as const,
                  representative: "member-2",
                  term: { start: frame.start, end: frame.end },
                },
              ],
            },
          ]
        : []),
    ],
    alliances: [0, 1].map((n) => {
      const [ally, allied, where] = random.pick(cities.filter(([other]) => other !== name));
      return {
        id: `ally-${n + 1}`,
        city: ally,
        country: allied,
        region: where,
        since: "2019-05-14",
        kind: "twin" as const,
      };
    }),
    partners: organisations.slice(0, random.int(4, organisations.length)).map((said, n) => ({
      id: `partner-${n + 1}`,
      name: frame.say(said),
      sector: partnerSectors[n] ?? "civil-society",
      kind: n % 3 === 2 ? "technical" : "strategic",
      country,
    })),
  };
}

function member(frame: Frame, n: number): Member {
  const { random } = frame;
  return {
    id: `member-${n + 1}`,
    name: `${random.pick(firstNames)} ${random.pick(lastNames)}`,
    roles:
      n === 0
        ? ["chair", "focal-point"]
        : n === 1
          ? ["secretary", "cluster-representative"]
          : n === 2
            ? ["researcher"]
            : ["member"],
    sector: sectors[n % sectors.length] ?? "residents",
    organisation: frame.say(random.pick(organisations)),
    responsibilities: [frame.say(random.pick(duties))],
    expertise: n === 1 ? ["inclusion"] : [frame.say(["Media literacy", "Literacia mediática"])],
    represents: [groups[n % groups.length] ?? "adults"],
    gender: n % 2 === 0 ? "woman" : "man",
    term: { start: frame.founded, end: plusDays(frame.end, 90) },
    email: `member.${n + 1}@city.example`,
    publish: n < 2 ? ["email", "gender"] : ["gender"],
  };
}

const topics = ["plan", "principles", "feasibility", "implementation", "monitoring", "funding"] as const;

function meetings(frame: Frame, members: Member[]): Meeting[] {
  const { random } = frame;
  const all: Meeting[] = [];
  const step = random.int(50, 75);
  for (let n = 0, date = plusDays(frame.founded, 14); date <= plusDays(today, 60); date = plusDays(date, step), n++) {
    const held = date <= today;
    all.push({
      id: `meeting-${n + 1}`,
      date,
      type: "steering",
      online: random.chance(0.3),
      status: held ? "held" : "planned",
      // A review of the plan within half a year of today.
      topics: [
        topics[n % topics.length] ?? "plan",
        ...(held && daysBetween(date, today) < 150 ? (["readjustment"] as const) : []),
      ],
      ...(held && {
        attendance: random.some(
          members.map(({ id }) => id),
          random.int(Math.ceil(members.length * 0.6), members.length),
        ),
        decisions: [
          {
            id: `decision-${n + 1}`,
            text: frame.say(random.pick(decisions)),
            by: plusDays(date, 30),
            responsible: random.pick(members).id,
          },
        ],
        minutes: `https://city.example/minutes/${date}`,
      }),
    });
  }
  return all;
}

export function committee(frame: Frame): Committee {
  const { random } = frame;
  const members = Array.from({ length: random.int(groups.length, 13) }, (_, n) => member(frame, n));
  return {
    kind: "committee",
    version: 1,
    id: "committee",
    name: frame.say([
      "Committee for a city that reads the media – {place}",
      "Comissão da cidade que lê os média – {place}",
    ]),
    type: "steering",
    established: frame.founded,
    mandate: frame.tell(4, true),
    members,
    researchTeam: {
      lead: "member-3",
      members: ["member-3", "member-4"],
      documentation: "https://city.example/research/diary",
      studies: [
        {
          id: "impact",
          title: frame.say(["What the workshops in {place} change", "O que mudam as oficinas em {place}"]),
          kind: "impact",
          status: "in-progress",
        },
      ],
    },
    meetings: meetings(frame, members),
  };
}

/** The city's own account: some items that the dossier shows in part it calls under way. */
export function checklist(frame: Frame, { actions }: Plan): Checklist {
  const isTied = actions.every(({ items }) => items?.some((one) => one.startsWith("mil-")));
  const isNetworking = actions.some(({ type }) => type === "networking");
  const open = new Set([...(isTied ? [] : ["mil-05"]), ...(isNetworking ? [] : ["mil-12"])]);
  const item = (id: string) => ({
    status: open.has(id) ? ("in-progress" as const) : ("done" as const),
    reason: frame.tell(1),
    responsible: "member-1",
    date: plusDays(today, -20),
  });
  const ids = Array.from({ length: 13 }, (_, n) => `mil-${String(n + 1).padStart(2, "0")}`);
  const items: Checklist["items"] = Object.fromEntries(ids.map((id) => [id, item(id)]));
  return { kind: "checklist", version: 1, framework: "mil", date: plusDays(today, -14), items };
}
