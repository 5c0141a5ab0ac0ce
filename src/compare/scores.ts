import type { ItemDiff, ScoreDiff } from "../model/diff.ts";
import { type Args, type Phrase, phrase, type Said, series } from "../model/phrase.ts";
import type { Cited, CriterionScore, ItemScore, ScoreCard } from "../model/score.ts";
import { quoted, type Voice } from "./sentences.ts";
import { told } from "../model/phrase.ts";
import { byCodeUnits } from "./values.ts";

const mostPlaces = 3;

const shareOf = (value: number | null): Said => (value === null ? phrase("not counted") : { share: value });

/** The places that were cited, or how many more there are. */
function placesOf(cited: readonly Cited[]): Said {
  const places = [...new Set(cited.map(({ file, line }) => `${file}:${line}`))];
  if (places.length === 0) return phrase("nothing");
  const more = places.length - mostPlaces;
  const rest = more > 0 ? [phrase("{count} more places", { count: more })] : [];
  return series("and", [...places.slice(0, mostPlaces).map((place) => phrase("`{place}`", { place })), ...rest]);
}

/** By what they cite and not by its lines, which move whenever something is written above them. */
const citedBy = (cited: readonly Cited[]) =>
  [...new Set(cited.map(({ file, pointer }) => `${file}#${pointer}`))].sort().join("\n");

function ofCriterion(was: CriterionScore | undefined, is: CriterionScore | undefined): Phrase | undefined {
  if (was?.value === is?.value) return undefined;
  const one = is ?? was;
  if (!one) return undefined;
  const args: Args = {
    label: one.label,
    from: was ? shareOf(was.value) : phrase("not asked"),
    to: is ? shareOf(is.value) : phrase("not asked"),
    before: placesOf(was?.evidence ?? []),
    after: placesOf(is?.evidence ?? []),
  };
  return citedBy(was?.evidence ?? []) === citedBy(is?.evidence ?? [])
    ? phrase("{label}: {from}, now {to}", args)
    : phrase("{label}: {from}, now {to} (cited {before}, now {after})", args);
}

function whyOf(was: ItemScore | undefined, is: ItemScore | undefined, voice: Voice): string {
  const reasons: Said[] = [];
  if (was && is && was.status !== is.status)
    reasons.push(
      phrase("{from}, now {to}", {
        from: voice.words.label("itemStatus", was.status),
        to: voice.words.label("itemStatus", is.status),
      }),
    );
  if (!was) reasons.push(phrase("the item was not assessed before"));
  if (!is) reasons.push(phrase("the item is not assessed any more"));
  const ids = new Set([...(was?.criteria ?? []), ...(is?.criteria ?? [])].map(({ id }) => id));
  const byId = (item: ItemScore | undefined) => new Map((item?.criteria ?? []).map((one) => [one.id, one]));
  const [had, has] = [byId(was), byId(is)];
  if (was && is)
    for (const id of ids) {
      const reason = ofCriterion(had.get(id), has.get(id));
      if (reason) reasons.push(reason);
    }
  return reasons.map((said) => told(said, voice.words, (text) => quoted(text, voice))).join("; ");
}

function itemsOf(before: ScoreCard | undefined, after: ScoreCard | undefined, voice: Voice): ItemDiff[] {
  if (!before || !after) return [];
  const [had, has] = [before, after].map(({ items }) => new Map(items.map((item) => [item.id, item])));
  const ids = [...new Set([...(has?.keys() ?? []), ...(had?.keys() ?? [])])];
  return ids.flatMap((id): ItemDiff[] => {
    const [was, is] = [had?.get(id), has?.get(id)];
    if (was?.demonstrated === is?.demonstrated && was?.status === is?.status) return [];
    return [{ id, before: was?.demonstrated ?? null, after: is?.demonstrated ?? null, why: whyOf(was, is, voice) }];
  });
}

/** Each framework with its score before and after, and the items that moved; where two editions are compared, that is said. */
export function scoresBetween(before: readonly ScoreCard[], after: readonly ScoreCard[], voice: Voice): ScoreDiff[] {
  const [had, has] = [before, after].map((cards) => new Map(cards.map((card) => [card.id, card])));
  const ids = [...new Set([...before, ...after].map(({ id }) => id))].sort(byCodeUnits);
  return ids.map((framework) => {
    const [was, is] = [had?.get(framework), has?.get(framework)];
    const editions = { before: was?.edition ?? "", after: is?.edition ?? "" };
    return {
      framework,
      before: was?.score ?? null,
      after: is?.score ?? null,
      ...(was && is && editions.before !== editions.after ? { editions } : {}),
      items: itemsOf(was, is, voice),
    };
  });
}
