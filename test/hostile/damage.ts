import { committee, city, type HostileCase, plan } from "./case.ts";

/** A small generator of numbers from 0 to 1 that gives the same ones for a seed on every machine. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const pieces = [
  "\n",
  " ",
  "\t",
  ":",
  "- ",
  "? ",
  "[",
  "]",
  "{",
  "}",
  ",",
  "'",
  '"',
  "|",
  ">",
  "&a ",
  "*a",
  "!a ",
  "%",
  "#",
  "<<: ",
  "---\n",
  "...\n",
  "\u001b",
  "\0",
  "\u202e",
  "\u200b",
  "\ud83d",
  "~",
  "null",
  "0x",
  "1e999",
  "constructor",
  "__proto__",
  "é",
  "日",
];

/** Sound documents with some random damage: whatever comes of it is said, and nothing breaks. */
export function damaged(seed: number, count: number): HostileCase[] {
  const random = seeded(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const documents = { "milcity.yaml": city, "plan.yaml": plan, "committee.yaml": committee };
  return Array.from({ length: count }, (_, i) => {
    const file = pick(Object.keys(documents) as (keyof typeof documents)[]);
    let text: string = documents[file];
    for (let hits = 1 + Math.floor(random() * 4); hits > 0; hits--) {
      const at = Math.floor(random() * text.length);
      const gone = random() < 0.5 ? 0 : Math.floor(random() * 40);
      text = `${text.slice(0, at)}${pick(pieces)}${text.slice(at + gone)}`;
    }
    return { name: `damage-${seed}-${i}`, files: { [file]: text }, exits: [0, 1] };
  });
}
