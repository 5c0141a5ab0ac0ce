/**
 * Tries the whole hostile corpus on the built command, each case as a process of its own, and counts: `npm run hostile -- --formats
 * json,pretty --only '^git-' --limit 5`. The limit is in seconds of the processor, since the machine may be busy; on the clock it is four times that.
 */
import { parseArgs } from "node:util";
import { formats } from "../test/hostile/command-line.ts";
import { manifest } from "../test/hostile/manifest.ts";
import { runProcess } from "../test/hostile/process.ts";

const { values } = parseArgs({
  options: {
    only: { type: "string", default: "" },
    formats: { type: "string", default: ["json", ...formats].join() },
    limit: { type: "string", default: "5" },
    processes: { type: "string", default: "2" },
    slowest: { type: "string", default: "5" },
  },
});
const pattern = new RegExp(values.only);
const limit = Number(values.limit) * 1_000;
const isFree = ({ args }: (typeof manifest)[number]) =>
  args === undefined || (args[0] === "validate" && !args.some((word) => /^--(?:format|print-config)/.test(word)));
const waiting = manifest
  .filter(({ name }) => pattern.test(name))
  .flatMap((one) => (isFree(one) ? values.formats.split(",") : [undefined]).map((format) => ({ one, format })));
const count = waiting.length;
let bad = 0;
const times: { what: string; cpu: number }[] = [];
let largest = { what: "", megabytes: 0 };

async function lane(): Promise<void> {
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const what = `${next.one.name} ${next.format ?? ""}`.trim();
    const { faults, cpu, ms, megabytes } = await runProcess(next.one, next.format, limit * 12);
    if (cpu > limit || ms > limit * 4) faults.push(`took ${cpu} ms, ${ms} ms by the clock`);
    if (megabytes > 512) faults.push(`took ${megabytes} MB`);
    times.push({ what, cpu });
    if (megabytes > largest.megabytes) largest = { what, megabytes };
    if (faults.length > 0) bad++;
    for (const fault of faults) console.log(`✗ ${what}: ${fault.replaceAll("\n", "⏎").slice(0, 400)}`);
  }
}

await Promise.all(Array.from({ length: Number(values.processes) }, lane));
console.log(`${count} runs of ${manifest.length} cases, ${bad} of them bad`);
const slowest = times.sort((a, b) => b.cpu - a.cpu).slice(0, Number(values.slowest));
console.log(`largest: ${largest.what}, ${largest.megabytes} MB; slowest:`);
for (const { what, cpu } of slowest) console.log(`  ${what}, ${cpu} ms`);
process.exitCode = bad > 0 ? 1 : 0;
