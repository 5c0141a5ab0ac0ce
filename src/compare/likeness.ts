import { digestOf, type Part, shown } from "./parts.ts";
import { byCodeUnits, isRecord, type Plain, sameOf } from "./values.ts";

/** How much of what two things say has to be the same for them to be one. */
const enough = 0.6;
/** A sign that more things than this have in common tells none of them from the others. */
const tooMany = 8;
const mostSigns = 400;

const titleOf = ({ fields }: Part) => fields.get("title")?.plain ?? fields.get("name")?.plain;

function wordsOf(plain: Plain | undefined): Set<string> {
  const texts = isRecord(plain) ? Object.values(plain) : [plain];
  return new Set(
    texts.flatMap(
      (text) =>
        shown(text)
          .toLowerCase()
          .match(/[\p{L}\p{N}]+/gu) ?? [],
    ),
  );
}

function signsOf(part: Part): Set<string> {
  const signs = new Set<string>();
  for (const [name, { plain }] of part.fields) signs.add(`${name}=${sameOf(plain)}`);
  for (const word of wordsOf(titleOf(part))) signs.add(`word ${word}`);
  for (const one of part.parts) signs.add(`${one.list} ${one.id}`);
  // A file that was moved to another folder is still called the same.
  const file = part.sort.type === "evidence" ? part.id.slice(part.id.lastIndexOf("/") + 1) : "";
  if (file !== "") for (const n of [1, 2]) signs.add(`file ${n} ${file}`);
  return new Set([...signs].slice(0, mostSigns));
}

function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const [small, large] = a.size < b.size ? [a, b] : [b, a];
  let common = 0;
  for (const one of small) if (large.has(one)) common++;
  return small.size === 0 ? 0 : (2 * common) / (a.size + b.size);
}

/** Things with different titles are different things, however much else of them is the same. */
function areCalledAlike(a: Part, b: Part): boolean {
  const [one, other] = [wordsOf(titleOf(a)), wordsOf(titleOf(b))];
  return (one.size === 0 && other.size === 0) || overlap(one, other) > 0.3;
}

type Pair = [Part, Part];

function* paired(before: Part[], after: Part[], by: (part: Part) => string, most = Infinity): Generator<Pair> {
  const groups = new Map<string, [Part[], Part[]]>();
  for (const [side, parts] of [before, after].entries())
    for (const part of parts) {
      const key = by(part);
      if (key === "") continue;
      const group = groups.get(key) ?? [[], []];
      groups.set(key, group);
      group[side]?.push(part);
    }
  for (const [some, others] of groups.values()) {
    if (some.length !== others.length || some.length > most) continue;
    const inOrder = others.toSorted((a, b) => byCodeUnits(a.id, b.id));
    for (const [i, part] of some.toSorted((a, b) => byCodeUnits(a.id, b.id)).entries()) {
      const other = inOrder[i];
      if (other) yield [part, other];
    }
  }
}

/** Those that have enough in common, the most alike first. Only pairs that share a rare sign are looked at, so that the cost grows with their number. */
function closest(before: Part[], after: Part[]): Pair[] {
  const signs = new Map([...before, ...after].map((part) => [part, signsOf(part)]));
  const withSign = new Map<string, [Part[], Part[]]>();
  for (const [side, parts] of [before, after].entries())
    for (const part of parts)
      for (const sign of signs.get(part) ?? []) {
        const group = withSign.get(sign) ?? [[], []];
        withSign.set(sign, group);
        group[side]?.push(part);
      }
  const candidates = new Map<Part, Set<Part>>();
  for (const [some, others] of withSign.values())
    if (some.length <= tooMany && others.length <= tooMany)
      for (const part of some)
        for (const other of others) candidates.set(part, (candidates.get(part) ?? new Set()).add(other));
  const found: { pair: Pair; score: number; name: string }[] = [];
  for (const [part, others] of candidates)
    for (const other of others) {
      const score = overlap(signs.get(part) ?? new Set(), signs.get(other) ?? new Set());
      if (score >= enough && areCalledAlike(part, other))
        found.push({ pair: [part, other], score, name: JSON.stringify([part.id, other.id].sort()) });
    }
  return found.sort((a, b) => b.score - a.score || byCodeUnits(a.name, b.name)).map(({ pair }) => pair);
}

/** Pairs of things that are probably the same, of those whose ids are not. */
export function* alike(before: readonly Part[], after: readonly Part[]): Generator<Pair> {
  let [some, others] = [[...before], [...after]];
  const steps: ((a: Part[], b: Part[]) => Iterable<Pair>)[] = [
    (a, b) => paired(a, b, (part) => (part.fields.size + part.parts.length > 1 ? digestOf(part) : "")),
    (a, b) => paired(a, b, (part) => [...wordsOf(titleOf(part))].join(" "), 1),
    closest,
  ];
  for (const step of steps) {
    const taken = new Set<Part>();
    for (const [part, other] of step(some, others)) {
      if (taken.has(part) || taken.has(other)) continue;
      taken.add(part).add(other);
      yield [part, other];
    }
    some = some.filter((part) => !taken.has(part));
    others = others.filter((part) => !taken.has(part));
    if (some.length === 0 || others.length === 0) return;
  }
}
