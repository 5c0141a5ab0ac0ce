import type {
  Action,
  Cocreation,
  FundingSource,
  Indicator,
  KeyFeature,
  Objective,
  Plan,
  Sector,
} from "../../src/model/kinds.gen.ts";
import { groups } from "./city.ts";
import { daysBetween, earlier, plusDays } from "./days.ts";
import { today, type Frame } from "./frame.ts";
import { answers, milestones, measures, objectives, works } from "./words.ts";

const features = [
  "culture-of-learning",
  "social-cohesion",
  "families-communities",
  "governance-participation",
  "modern-technologies",
  "inclusive-education",
] as const satisfies KeyFeature[];
const items = ["mil-07", "gnlc-4.2", "gnlc-4.5", "gnlc-1.3", "mil-12", "gnlc-4.1", "gnlc-4.7"];
const givers = [
  "local-government",
  "national-government",
  "philanthropy",
  "private-company",
] as const satisfies Sector[];
const types = ["input", "process", "output", "outcome", "impact"] as const;

/** How much of the plan's time has gone by on a day, 0 to 1. */
const elapsed = (frame: Frame, day: string) => daysBetween(frame.start, day) / daysBetween(frame.start, frame.end);

/** A value that keeps up with the straight line from baseline to target. */
export function valueOn(frame: Frame, { baseline, target }: Indicator, day: string): number {
  const [from, to] = [Number(baseline?.value ?? 0), Number(target?.value ?? 0)];
  return Math.ceil(from + (to - from) * Math.min(1, elapsed(frame, day) * 1.02));
}

function indicator(frame: Frame, n: number): Indicator {
  const { random } = frame;
  const from = random.int(0, 400);
  return {
    id: `indicator-${n + 1}`,
    title: frame.say(measures[n % measures.length] ?? ["", ""]),
    type: types[n % types.length] ?? "output",
    unit: frame.say(["people", "pessoas"]),
    direction: "increase",
    baseline: { value: from, date: plusDays(frame.start, -10) },
    target: { value: from + random.int(500, 4000), date: frame.end },
    every: 6,
    verification: frame.say([
      "Lists of those who came, kept at the desk of {place}",
      "Listas de presenças, guardadas no balcão de {place}",
    ]),
    disaggregation: [frame.say(["by age", "por idade"]), frame.say(["by neighbourhood", "por bairro"])],
    sdgs: [4],
  };
}

function sources(frame: Frame): FundingSource[] {
  return givers.map((type, n) => ({
    id: `source-${n + 1}`,
    name: frame.say(["Fund {place}", "Fundo {place}"]),
    type,
    kind: n === 3 ? "in-kind" : "financial",
    status: n === 2 ? "pledged" : "secured",
    amount: frame.money(0),
    year: Number(frame.start.slice(0, 4)),
  }));
}

const statusOn = (start: string, end: string): Action["status"] =>
  end <= today ? "completed" : start > today ? "planned" : "in-progress";

function action(
  frame: Frame,
  n: number,
  goals: Objective[],
  measured: Indicator[],
  funds: FundingSource[],
  members: string[],
  partners: string[],
): Action {
  const { random } = frame;
  const [type, slug, en, pt] = works[n % works.length] ?? ["service", "help", "", ""];
  const id = `${slug}-${n + 1}`;
  const start = plusDays(frame.start, random.int(0, 420));
  const ongoing = random.chance(0.1);
  const end = ongoing ? frame.end : earlier(plusDays(start, random.int(90, 400)), frame.end);
  const status = statusOn(start, end);
  const amount = random.int(20, 900) * 100;
  const half = Math.floor(amount / 2);
  const drawn = random.some(funds, 2);
  for (const [i, fund] of drawn.entries())
    if (fund.amount) fund.amount.amount = Number(fund.amount.amount) + (i === 0 ? half : amount - half);
  const steps = random.int(1, 4);
  return {
    id,
    title: frame.say([en, pt]),
    description: frame.tell(random.int(2, 5), random.chance(0.4)),
    objective: goals[n % goals.length]?.id ?? "",
    items: random.some(items, random.int(1, 3)),
    type: type as NonNullable<Action["type"]>,
    lead: random.pick(members),
    partners: [...random.some(partners, random.int(1, 3)), ...(type === "networking" ? ["ally-1"] : [])],
    audience: random.some(groups, random.int(1, 3)),
    start,
    ...(ongoing ? { ongoing } : { end }),
    status,
    milestones: Array.from({ length: steps }, (_, step) => {
      const due = plusDays(start, Math.floor((daysBetween(start, end) * (step + 1)) / steps));
      return {
        id: `${id}.${step + 1}`,
        title: frame.say(milestones[step] ?? ["", ""]),
        due,
        ...(due <= today && { done: due }),
      };
    }),
    budget: {
      amount: frame.money(amount),
      sources: drawn.map((fund, i) => ({ source: fund.id, amount: frame.money(i === 0 ? half : amount - half) })),
    },
    indicators: [measured[n % measured.length]?.id ?? ""],
    ...(status === "completed" && { evidence: `https://city.example/results/${id}` }),
    sdgs: [4, 16],
  };
}

function cocreation(frame: Frame): Cocreation[] {
  const kinds = ["survey", "assembly", "online-forum", "workshop"] as const;
  return kinds.slice(0, frame.random.int(2, 4)).map((kind, n) => {
    const start = plusDays(frame.founded, 7 * (n + 1));
    return {
      id: `cocreation-${n + 1}`,
      title: frame.say(["What does {place} need?", "De que precisa {place}?"]),
      kind,
      period: { start, end: plusDays(start, 20) },
      participants: {
        residents: frame.random.int(40, 900),
        publicBodies: 4,
        privateCompanies: frame.random.int(1, 9),
        organisations: frame.random.int(3, 20),
      },
      result: frame.tell(2),
      evidence: `https://city.example/listening/${n + 1}`,
    };
  });
}

export function plan(frame: Frame, members: string[], partners: string[]): Plan {
  const { random } = frame;
  const measured = Array.from({ length: random.int(5, 14) }, (_, n) => indicator(frame, n));
  const goals = objectives.slice(0, random.int(3, objectives.length)).map((said, n): Objective => ({
    id: `objective-${n + 1}`,
    title: frame.say(said),
    horizon: n % 2 === 0 ? "medium-term" : "long-term",
    items: random.some(items, 2),
    keyFeatures: random.some(features, 2),
    sdgs: [4],
    // Each indicator serves an objective.
    indicators: measured.filter((_, i) => i % Math.min(3, measured.length) === n % 3).map(({ id }) => id),
  }));
  const funds = sources(frame);
  const actions = Array.from({ length: random.int(7, 16) }, (_, n) =>
    action(frame, n, goals, measured, funds, members, partners),
  );
  for (const fund of funds) fund.amount = frame.money(Number(fund.amount?.amount ?? 0) + random.int(0, 50) * 100);
  const submitted = plusDays(frame.start, -30);
  return {
    kind: "plan",
    version: 1,
    id: "plan",
    title: frame.say(["{place} reads between the lines", "{place} lê nas entrelinhas"]),
    frameworks: [
      "mil",
      "gnlc",
      ...(frame.withAssociation ? ["iaec"] : []),
      ...(frame.withStrategy ? ["gnlc-strategy"] : []),
    ],
    status: "active",
    period: { start: frame.start, end: frame.end },
    reporting: {
      every: frame.every,
      within: 2,
      audience: [frame.say(["Residents of {place}", "Moradores de {place}"]), "UNESCO"],
    },
    vision: frame.tell(2),
    summary: frame.tell(6, true),
    charter: {
      url: "https://city.example/charter",
      kind: "charter",
      title: frame.say(["Learning charter", "Carta da aprendizagem"]),
      date: submitted,
    },
    policies: [
      { title: frame.say(["National strategy for reading", "Estratégia nacional da leitura"]), level: "national" },
    ],
    issues: [0, 1, 2].map((n) => ({
      id: `issue-${n + 1}`,
      title: frame.say([
        "In {place} rumours travel faster than news",
        "Em {place} os boatos andam mais depressa do que as notícias",
      ]),
      raisedBy: [members[n] ?? "member-1"],
    })),
    stocktake: (["education", "library-archive-museum", "media"] as const).map((sector) => ({
      sector,
      finding: frame.tell(2),
    })),
    objectives: goals,
    actions,
    indicators: measured,
    cocreation: cocreation(frame),
    consultations: [
      {
        with: "unesco",
        date: plusDays(frame.start, -40),
        topic: frame.say(["The draft of the plan", "O rascunho do plano"]),
      },
    ],
    submissions: [
      {
        to: "unesco",
        date: submitted,
        comments: [
          {
            id: "comment-1",
            date: plusDays(submitted, 20),
            text: frame.tell(1),
            response: { date: plusDays(submitted, 28), text: frame.say(random.pick(answers)) },
          },
        ],
      },
    ],
    funding: { sources: funds },
    readjustment: { strategy: frame.tell(2), every: 6 },
    readjustments: [
      {
        id: "change-1",
        date: plusDays(today, -100),
        reason: frame.tell(1),
        change: frame.tell(1),
        affects: [actions[0]?.id ?? ""],
        decidedAt: "meeting-2",
      },
    ],
    events: [
      {
        id: "festival",
        title: frame.say(["Festival of the media, {place}", "Festa dos média, {place}"]),
        kind: "festival",
        date: plusDays(today, -60),
        place: frame.say(["{place}", "{place}"]),
        status: "held",
      },
    ],
  };
}
