/**
 * Damages dossiers at random and holds what is said of them to what must hold for every input: no rule breaks down, every place lies in
 * its file, the counts are right, nothing in any format acts on a terminal, and the same comes out twice.
 *
 *   npx tsx scripts/fuzz.ts [--count 100000] [--seed 1]
 *
 * One in twenty goes through every format. A fault is printed with its seed; `--seed S --count 1` shows it again.
 */
import { parseArgs } from "node:util";
import { Random } from "../bench/corpus/random.ts";
import { faultsOf } from "../test/fuzz/inspect.ts";
import { mutated } from "../test/fuzz/mutate.ts";
import { seedFor } from "../test/fuzz/seeds.ts";

const { values } = parseArgs({
  options: { count: { type: "string", default: "100000" }, seed: { type: "string", default: "1" } },
});
const [count, first] = [Number(values.count), Number(values.seed)];
const started = performance.now();
let faulty = 0;
let slowest = { seed: 0, ms: 0 };
for (let n = 0; n < count; n++) {
  const seed = first + n;
  const random = new Random(seed, 0, 0);
  const texts = mutated(seedFor(random), random);
  const before = performance.now();
  const faults = faultsOf(texts, n % 20 === 0);
  const ms = performance.now() - before;
  if (ms > slowest.ms) slowest = { seed, ms };
  if (ms > 5_000) faults.push(`it took ${Math.round(ms)} ms`);
  if (faults.length > 0) {
    faulty++;
    console.error(`seed ${seed}: ${faults.slice(0, 3).join("\n  ")}`);
    if (count === 1) for (const [file, text] of texts) console.error(`--- ${file}\n${String(text)}`);
  }
  if ((n + 1) % 5_000 === 0)
    console.log(`${n + 1} dossiers, ${faulty} with a fault, ${Math.round((performance.now() - started) / 1000)} s`);
}
const seconds = Math.round((performance.now() - started) / 1000);
console.log(
  `${count} dossiers from seed ${first}: ${faulty} with a fault; ${seconds} s, the slowest ${Math.round(slowest.ms)} ms (seed ${slowest.seed})`,
);
process.exitCode = faulty > 0 ? 1 : 0;
