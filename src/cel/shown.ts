import type * as Fact from "../model/facts.ts";
import { lookUp } from "./look-up.ts";
import type { Place, Reason } from "./outcome.ts";
import { classNamed, Instance } from "./things.ts";

/** How far something is shown, and by what. */
export class Shown {
  readonly value: number | null;
  readonly reason: Reason | undefined;
  #places: Place[] | (() => Place[]);
  constructor(value: number | null, places: () => Place[], reason?: Reason) {
    this.value = value;
    this.#places = value !== null && value > 0 ? places : [];
    this.reason = value === null ? reason : undefined;
  }
  /** Looked for when they are asked for: a score alone needs none. */
  get places(): Place[] {
    if (typeof this.#places === "function") this.#places = this.#places();
    return this.#places;
  }
}

/** Where an instance shows a field: below it in its document, for an action also in the reports on it, or the things it leads to. */
function placesOf(instance: Instance, thing: Fact.Thing, field: string): Place[] {
  const [head = "", ...rest] = field.split("/");
  const led = (instance as unknown as Record<string, unknown>)[head];
  if (Array.isArray(led) && led[0] instanceof Instance) return cite(led, rest.length > 0 ? [rest.join("/")] : []);
  const behind =
    classNamed("Action") === instance.constructor ? instance.maker.reportsOn(thing as Fact.ActionFact) : [];
  return [thing, ...behind]
    .map((one) => ({ in: one.in, at: `${one.at}/${field}` }))
    .filter((place) => lookUp(place.in.data, place.at) !== undefined);
}

/** The places of things, or of the fields that show them; the things themselves where no field is stated. */
export function cite(instances: unknown[], fields: readonly string[]): Place[] {
  const [whole, places]: [Place[], Place[]] = [[], []];
  for (const instance of instances) {
    if (!(instance instanceof Instance) || instance.thing === null || !("in" in instance.thing)) continue;
    const thing = instance.thing as Fact.Thing;
    whole.push({ in: thing.in, at: thing.at });
    places.push(...fields.flatMap((field) => placesOf(instance, thing, field)));
  }
  return places.length > 0 ? places : whole;
}
