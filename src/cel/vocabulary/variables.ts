import { marginalised } from "../../model/audiences.ts";
import type * as Fact from "../../model/facts.ts";

interface Variable {
  is: string;
  says: string;
}

/** What every expression can name besides the lists. */
export const EVERYWHERE: Record<string, Variable> = {
  day: { is: "string", says: "The day of assessment, such as `2026-11-30`." },
  year: { is: "string", says: "The year of that day, such as `2026`." },
  marginalised: { is: "list<string>", says: "The audiences that the format counts as marginalised groups." },
};

/** What a criterion can name besides. */
export const IN_CRITERIA: Record<string, Variable> = {
  item: { is: "string", says: "The id of the item that the criterion belongs to." },
  items: { is: "list<string>", says: "The ids of all items of the framework." },
  city: { is: "City", says: "The city." },
  membership: { is: "Membership", says: "The city's membership in the framework." },
  plan: { is: "Plan", says: "The plan that is assessed; one that states nothing if there is none." },
  yearsBegun: { is: "list<string>", says: "The calendar years of that plan's period that have begun." },
  yearsEnded: { is: "list<string>", says: "Those of them that have ended." },
  latestYear: { is: "string", says: "The last of those that have begun." },
};

interface Over extends Variable {
  of(facts: Fact.Facts): Fact.Thing[];
}

/** What a policy can be over; it names the thing in question so. */
export const OVER = {
  city: { is: "City", says: "The city.", of: ({ city }) => (city ? [city] : []) },
  committee: { is: "Committee", says: "Each committee.", of: ({ committees }) => committees },
  plan: { is: "Plan", says: "Each plan.", of: ({ plans }) => plans },
  action: { is: "Action", says: "Each action.", of: ({ actions }) => actions },
  member: { is: "Member", says: "Each member of a committee.", of: ({ members }) => members },
  report: { is: "Report", says: "Each report.", of: ({ reports }) => reports },
  indicator: { is: "Indicator", says: "Each indicator.", of: ({ indicators }) => indicators },
} satisfies Record<string, Over>;
export type OverName = keyof typeof OVER;

export const MARGINALISED = [...marginalised];
