/** Many reports in one process: what is in use after a collection is counted, not what the process holds, and no clock is asked. */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, it } from "vitest";
import { inspect, loadFormat, localeOf, openWorkspace, reportOf, wordsOf, type ReportView } from "../src/index.ts";

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;
const examples = fileURLToPath(new URL("../examples", import.meta.url));

it("keeps nothing of a report for the next one", async () => {
  const workspace = openWorkspace({ cwd: examples, paths: [join(examples, "san-telmo-del-rio")], day: "2026-11-22" });
  const writers = await Promise.all(["html", "markdown"].map((name) => loadFormat<ReportView>("report", name)));
  const inUseAfter = (reports: number) => {
    for (let n = 0; n < reports; n++)
      for (const one of inspect(workspace)) {
        const view = reportOf(one, workspace, { public: true });
        const words = wordsOf(localeOf(view.language));
        for (const write of writers) write(view, { words, colour: false, width: 80, verbose: false, quiet: false });
      }
    collect();
    return process.memoryUsage().heapUsed;
  };
  // V8 goes on making code of what runs often for some time. The texts of one dossier alone are 60 KB with their places.
  const early = inUseAfter(30);
  const grown = (inUseAfter(40) - early) / 40;
  expect(grown).toBeLessThan(30_000);
}, 240_000);
