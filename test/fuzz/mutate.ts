import type { Random } from "../../bench/corpus/random.ts";

const below = (random: Random, n: number) => random.int(0, Math.max(0, n - 1));

/** Pieces that people, other programs and people who mean harm put into YAML. */
const tokens = [
  ..."- ? : , [ ] { } # & * ! | > ' \" % @ ` ~ = < . / \\".split(" "),
  "---\n",
  "...\n",
  "%YAML 1.1\n---\n",
  "<<: *a\n",
  "&a ",
  "*a",
  "!!js/function ",
  "!!binary ",
  "\t",
  "\r",
  "\r\n",
  "\u0000",
  "\u001b[31m",
  "\u001b]8;;https://x.example\u0007",
  "\u202e",
  "\u200b",
  "\u00a0",
  "\ufeff",
  "\u2028",
  "\ud83d\ude00",
  "م",
  "é",
  "null",
  "yes",
  "NO",
  "0x1f",
  "1e999",
  ".nan",
  "-0",
  "007",
  "12:30:45",
  "2026-02-30",
  "31/12/2026",
  "9007199254740993",
  "12,5",
  "__proto__: {}\n",
  "constructor",
  "toString: 1\n",
  "::error::x",
  "##[error]x",
  "]]>",
  "</script>",
  "{{x}}",
  "# milcity: ignore[plan/overdue-action] why\n",
  "# milcity: ignore[]\n",
  "kind: plan\n",
  "version: 2\n",
  "id: constructor\n",
  "../../etc/passwd",
  "C:\\x",
  "ana@city.example",
  "+351 912 345 678",
  "  ",
  "\n",
  "\n\n",
  "- {}\n",
  "x-a: 1\n",
];

const mutations: ((text: string, random: Random, other: string) => string)[] = [
  // A piece put in.
  (text, random) => splice(text, at(text, random), 0, random.pick(tokens)),
  // A stretch taken out, or doubled.
  (text, random) => splice(text, at(text, random), 1 + below(random, 12), ""),
  (text, random) => {
    const start = at(text, random);
    return splice(text, start, 0, text.slice(start, start + 1 + below(random, 80)));
  },
  // A character by another.
  (text, random) => splice(text, at(text, random), 1, String.fromCharCode(below(random, 0x250))),
  // Lines: one gone, one doubled, two exchanged, one moved in or out.
  (text, random) => lines(text, (all) => void all.splice(below(random, all.length), 1 + below(random, 3))),
  (text, random) =>
    lines(text, (all) => all.splice(below(random, all.length), 0, all[below(random, all.length)] ?? "")),
  (text, random) =>
    lines(text, (all) => {
      const [a, b] = [below(random, all.length), below(random, all.length)];
      [all[a], all[b]] = [all[b] ?? "", all[a] ?? ""];
    }),
  (text, random) =>
    lines(text, (all) => {
      const n = below(random, all.length);
      all[n] = random.chance(0.5) ? ` ${all[n] ?? ""}` : (all[n] ?? "").replace(/^ /, "");
    }),
  // A value by another one of the text, or by a piece.
  (text, random) =>
    lines(text, (all) => {
      const n = below(random, all.length);
      const value = random.chance(0.5)
        ? random.pick(tokens).trim()
        : (/: (.*)$/.exec(all[below(random, all.length)] ?? "")?.[1] ?? "");
      all[n] = (all[n] ?? "").replace(/: .*$/, () => `: ${value}`);
    }),
  // A name by another one.
  (text, random) => {
    const words = text.match(/[a-zA-Z][\w-]{2,}/g) ?? ["x"];
    const [from, to] = [random.pick(words), random.pick(words)];
    return random.chance(0.5) ? text.replace(from, () => to) : text.replaceAll(from, () => to);
  },
  // The beginning of one document and the end of another.
  (text, random, other) => text.slice(0, at(text, random)) + other.slice(at(other, random)),
  (text, random) => text.slice(0, at(text, random)),
];

const at = (text: string, random: Random) => below(random, text.length + 1);
const splice = (text: string, start: number, gone: number, put: string) =>
  text.slice(0, start) + put + text.slice(start + gone);

function lines(text: string, change: (all: string[]) => unknown): string {
  const all = text.split("\n");
  change(all);
  return all.join("\n");
}

/** The texts of a dossier with a few of them damaged; a byte here and there may make a text that is no UTF-8. */
export function mutated(texts: ReadonlyMap<string, string>, random: Random): Map<string, string | Uint8Array> {
  const result = new Map<string, string | Uint8Array>(texts);
  const names = [...texts.keys()];
  for (let n = 1 + below(random, 4); n > 0; n--) {
    const name = random.pick(names);
    const text = result.get(name);
    if (typeof text !== "string") continue;
    const other = texts.get(random.pick(names)) ?? "";
    result.set(name, random.pick(mutations)(text, random, other));
  }
  if (random.chance(0.02)) {
    const name = random.pick(names);
    const bytes = Buffer.from(result.get(name) ?? "");
    if (bytes.length > 0) bytes[below(random, bytes.length)] = below(random, 256);
    result.set(name, new Uint8Array(bytes));
  }
  if (random.chance(0.05)) result.delete(random.pick(names));
  if (random.chance(0.03))
    result.set(`${random.pick(["a", "b/c", "."])}-copy.yaml`, result.get(random.pick(names)) ?? "");
  return result;
}
