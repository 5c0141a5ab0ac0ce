/**
 * The plain reader beside the library and `JSON.parse`, in one process, on the same generated dossiers:
 * `tsx bench/reading.ts [--dossiers 40] [--rounds 5]`. CPU time; the programs take turns, and the figures are medians.
 */
import { cpuUsage } from "node:process";
import { parseArgs } from "node:util";
import { parseDocument } from "yaml";
import { decode } from "../src/read/decode.ts";
import { markPlain, readPlain } from "../src/read/plain.ts";
import { texts } from "./generate.ts";
import { median } from "./measure.ts";

const { values } = parseArgs({
  options: { dossiers: { type: "string", default: "40" }, rounds: { type: "string", default: "5" } },
});
const [dossiers, rounds] = [Number(values.dossiers), Number(values.rounds)];
const yaml = Array.from({ length: dossiers }, (_, number) => [
  ...texts({ dossiers, bad: 0, seed: 1 }, number).files.values(),
]).flat();
const json = yaml.map((text) => JSON.stringify(readPlain(text)));
const bytes = yaml.map((text) => Buffer.from(text));
const size = bytes.reduce((sum, { length }) => sum + length, 0);
if (json.some((text) => text === undefined))
  throw new Error("The plain reader left a generated document to the library.");

/** What a program does to the whole corpus, and how often in a row, so that a round takes long enough to be measured. */
const programs: { name: string; times: number; run: () => void }[] = [
  { name: "JSON.parse", times: 20, run: () => json.forEach((text) => JSON.parse(text) as unknown) },
  { name: "plain reader, values", times: 20, run: () => yaml.forEach((text) => readPlain(text)) },
  { name: "plain reader, values and places", times: 20, run: () => yaml.forEach((text) => markPlain(text)) },
  { name: "decode", times: 20, run: () => bytes.forEach((one) => decode(one)) },
  { name: "yaml parseDocument", times: 1, run: () => yaml.forEach((text) => parseDocument(text)) },
];

const measured = programs.map(({ name, times, run }) => ({ name, times, run, seconds: [] as number[] }));
for (let round = 0; round <= rounds; round++)
  for (const { times, run, seconds } of measured) {
    const before = cpuUsage();
    for (let time = 0; time < times; time++) run();
    const { user, system } = cpuUsage(before);
    // The first round is the compiler's.
    if (round > 0) seconds.push((user + system) / 1e6 / times);
  }

const slowest = median(measured.at(-1)?.seconds ?? []);
console.log(
  `${yaml.length} documents, ${(size / 1e6).toFixed(2)} MB of YAML, ${rounds} rounds, Node ${process.version.slice(1)}`,
);
for (const { name, seconds } of measured) {
  const [middle, low, high] = [median(seconds), Math.min(...seconds), Math.max(...seconds)];
  const speed = (one: number) => (size / 1e6 / one).toFixed(1);
  console.log(
    `${name.padEnd(32)} ${speed(middle).padStart(7)} MB/s (${speed(high)} to ${speed(low)}), ${(slowest / middle).toFixed(1)} times the library`,
  );
}
