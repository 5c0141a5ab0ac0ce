/**
 * Holds the plain reader against the library: the same value, the same places and the same count of tokens, or nothing.
 *
 *   npm run fuzz -- [--inputs 200000] [--seed 1] [--from 0]
 *
 * The same seed and number give the same input, so a run goes on where another has ended: `--from`. An input on which the readers differ is
 * made as short as it can be and put down in `test/plain-kept.json`, which every later run begins with. One that takes ten seconds of the
 * processor counts as endless. Progress is told every minute.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { threadAt, tried, type Outcome } from "../test/plain-watch.ts";

const { values } = parseArgs({
  options: {
    seed: { type: "string", default: "1" },
    from: { type: "string", default: "0" },
    inputs: { type: "string", default: "200000" },
  },
});
const [seed, from, inputs] = [values.seed, values.from, values.inputs].map(Number) as [number, number, number];
if (![seed, from, inputs].every((number) => Number.isSafeInteger(number) && number >= 0) || from + inputs > 2 ** 31 - 1)
  throw new Error("--seed, --from and --inputs take whole numbers, the last two together below 2147483648.");

const begun = process.cpuUsage();
const figures = ({ inputs: count, accepted, differing, endless }: Outcome) => {
  const { user, system } = process.cpuUsage(begun);
  const rate = Math.round(count / ((user + system) / 1e6));
  return `${count} inputs from seed ${seed}, number ${from}: ${accepted} read, ${differing.length} differences, ${endless.length} endless; ${rate} a second of the processor`;
};

const folder = mkdtempSync(join(tmpdir(), "milcity-fuzz-"));
let last = performance.now();
try {
  const thread = join(folder, "thread.cjs");
  await threadAt(thread);
  const tell = (so: Outcome) => {
    if (performance.now() - last < 60_000) return;
    last = performance.now();
    console.error(figures(so));
  };
  const outcome = await tried(thread, { seed, from, to: from + inputs, tell });
  const { differing, endless } = outcome;
  for (const { number, what, text } of differing.slice(0, 20))
    console.log(`${number}: ${what}\n${JSON.stringify(text)}`);
  for (const number of endless) console.log(`${number}: it does not end`);
  keep(differing.map(({ text }) => text));
  console.log(`${figures(outcome)}. Next: --from ${from + outcome.inputs}`);
  process.exitCode = differing.length + endless.length > 0 ? 1 : 0;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function keep(texts: string[]): void {
  if (texts.length === 0) return;
  const file = fileURLToPath(new URL("../test/plain-kept.json", import.meta.url));
  const before = JSON.parse(readFileSync(file, "utf8")) as string[];
  const all = [...new Set([...before, ...texts.slice(0, 20)])];
  writeFileSync(file, `${JSON.stringify(all, null, 2)}\n`);
}
