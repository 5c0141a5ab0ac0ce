/**
 * A thousand reports in one process: how much processor time each takes, and whether memory grows with their number. What is in use is
 * counted after everything else was collected; what the process holds of the machine is V8's choice as well.
 *
 *   npx tsx bench/reports.ts --reports 1000
 */
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { inspect, loadFormat, localeOf, openWorkspace, reportOf, wordsOf } from "../src/index.ts";
import type { ReportView } from "../src/model/report.ts";

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;
const examples = resolve(import.meta.dirname, "../examples");
const mebibytes = (bytes: number) => (bytes / 1_048_576).toFixed(1);

const { values } = parseArgs({ options: { reports: { type: "string", default: "1000" } } });
const all = Number(values.reports);
const write = await loadFormat<ReportView>("report", "html");
const workspace = openWorkspace({ cwd: examples, paths: [join(examples, "san-telmo-del-rio")], day: "2026-11-22" });

let spent = 0;
let bytes = 0;
let early = 0;
for (let n = 1; n <= all; n++) {
  const started = process.cpuUsage();
  for (const one of inspect(workspace)) {
    const view = reportOf(one, workspace, { public: true });
    const setting = { words: wordsOf(localeOf(view.language)), colour: false, width: 80, verbose: false, quiet: false };
    bytes += Buffer.byteLength(write(view, setting));
  }
  const { user, system } = process.cpuUsage(started);
  spent += user + system;
  if (n % Math.ceil(all / 10) !== 0) continue;
  const { rss } = process.memoryUsage();
  collect();
  const { heapUsed } = process.memoryUsage();
  early ||= heapUsed;
  console.log(`${n} reports: ${mebibytes(heapUsed)} MiB in use, ${mebibytes(rss)} MiB held`);
}
console.log(
  `${all} reports, ${mebibytes(bytes)} MiB of HTML: ${(spent / 1000 / all).toFixed(1)} ms of CPU each; in use after all is ${(process.memoryUsage().heapUsed / early).toFixed(2)} of that after a tenth`,
);
