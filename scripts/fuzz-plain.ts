/**
 * Holds the plain reader against the library on made-up texts:
 *
 *   npx tsx scripts/fuzz-plain.ts [--seed 1] [--from 0] [--count 100000] [--minutes 5]
 *
 * The same seed and number give the same text, so a run goes on where another has ended: its last line says with which `--from`.
 */
import { cpuUsage } from "node:process";
import { parseArgs } from "node:util";
import { readPlain } from "../src/read/plain.ts";
import { difference, within } from "../test/plain-agreement.ts";
import { corpus, Mutator } from "../test/plain-mutations.ts";

const { values } = parseArgs({
  options: {
    seed: { type: "string", default: "1" },
    from: { type: "string", default: "0" },
    count: { type: "string", default: "100000" },
    minutes: { type: "string", default: "60" },
  },
});
const [seed, from, count] = [values.seed, values.from, values.count].map(Number) as [number, number, number];
if (![seed, from, count].every((number) => Number.isSafeInteger(number) && number >= 0))
  throw new Error("--seed, --from and --count take whole numbers.");

/** CPU time, far more than a text of this size may take. */
const mostMilliseconds = 200;
const end = performance.now() + Number(values.minutes) * 60_000;
const mutator = new Mutator(corpus(4), seed);
let accepted = 0;
let differences = 0;
let slowest = 0;
let number = from;
for (; number < from + count && performance.now() < end; number++) {
  const text = mutator.text(number);
  const before = cpuUsage();
  within(60_000, () => readPlain(text));
  const { user, system } = cpuUsage(before);
  const taken = (user + system) / 1000;
  slowest = Math.max(slowest, taken);
  const found = taken > mostMilliseconds ? `it took ${Math.round(taken)} ms` : difference(text);
  if (found !== "aside") accepted++;
  if (found !== undefined && found !== "aside") {
    differences++;
    if (differences <= 20) console.log(`${number}: ${found}\n${JSON.stringify(text)}`);
  }
  if ((number + 1) % 100_000 === 0) console.error(`${number + 1}: ${accepted} accepted, ${differences} differences`);
}
console.log(
  `Seed ${seed}, ${number - from} texts from number ${from}: ${accepted} accepted, ${differences} differences; the slowest took ${slowest.toFixed(1)} ms. Next: --from ${number}.`,
);
process.exitCode = differences > 0 ? 1 : 0;
