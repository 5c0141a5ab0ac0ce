/**
 * A thousand reports in one process: how long each takes, and whether memory grows with their number.
 *
 *   npx tsx bench/reports.ts --reports 1000
 */
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { inspect, loadFormat, localeOf, openWorkspace, reportOf, wordsOf } from "../src/index.ts";
import type { ReportView } from "../src/model/report.ts";

const examples = resolve(import.meta.dirname, "../examples");
const mebibytes = (bytes: number) => Math.round(bytes / 1_048_576);

const { values } = parseArgs({ options: { reports: { type: "string", default: "1000" } } });
const all = Number(values.reports);
const write = await loadFormat<ReportView>("report", "html");
const workspace = openWorkspace({ cwd: examples, paths: [join(examples, "san-telmo-del-rio")], day: "2026-11-22" });

const started = process.cpuUsage();
let bytes = 0;
let early = 0;
for (let n = 1; n <= all; n++) {
  for (const one of inspect(workspace)) {
    const view = reportOf(one, workspace, { public: true });
    const setting = { words: wordsOf(localeOf(view.language)), colour: false, width: 80, verbose: false, quiet: false };
    bytes += Buffer.byteLength(write(view, setting));
  }
  if (n === Math.ceil(all / 10)) early = process.memoryUsage().rss;
  if (n % Math.ceil(all / 10) === 0) console.log(`${n} reports: ${mebibytes(process.memoryUsage().rss)} MiB`);
}
const { user, system } = process.cpuUsage(started);
console.log(
  `${all} reports, ${mebibytes(bytes)} MiB of HTML: ${((user + system) / 1000 / all).toFixed(1)} ms of CPU each; memory after all is ${(process.memoryUsage().rss / early).toFixed(2)} of that after a tenth`,
);
