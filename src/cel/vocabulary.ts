import type * as Fact from "../model/facts.ts";
import { ACTIONS } from "./vocabulary/actions.ts";
import { CITY } from "./vocabulary/city.ts";
import { COMMITTEES } from "./vocabulary/committees.ts";
import { type Span, type, type Type } from "./vocabulary/fields.ts";
import { PLANS } from "./vocabulary/plans.ts";
import { REPORTS } from "./vocabulary/reports.ts";

/*
 * What expressions can name, as data: the types with their fields, the lists and the other variables. What each of them says is
 * written for authors of packs and policies; `docs/packs.md` is made of it.
 */

export { LISTS, type ListName } from "./vocabulary/lists.ts";
export { EVERYWHERE, IN_CRITERIA, MARGINALISED, OVER, type OverName } from "./vocabulary/variables.ts";
export { EMPTY, type Maker, type Type } from "./vocabulary/fields.ts";

const PARTS: Record<string, Type> = {
  Period: type<Span>("A period or term; both days are in it.", {
    string: { start: "The first day.", end: "The last day." },
  }),
  Money: type<Fact.Amount>(
    "An amount of money.",
    { string: { currency: "The currency, as three letters of ISO 4217." } },
    {
      amount: {
        is: "double",
        says: "The amount.",
        from: ({ units, scale }) => Number(units) / 10 ** scale,
      },
    },
  ),
  Value: type<Fact.MeasuredValue>(
    "A baseline or target.",
    { string: { date: "The day it holds for." } },
    {
      value: {
        is: "double",
        says: "The value; unknown if it is no number but a bound, or reached or not.",
        from: ({ number }) => number,
      },
    },
  ),
};

/** Every type of thing by its name. */
export const TYPES: Record<string, Type> = { ...CITY, ...COMMITTEES, ...PLANS, ...ACTIONS, ...REPORTS, ...PARTS };
