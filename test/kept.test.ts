import { expect, it } from "vitest";
import { findingsView, inspect } from "../src/index.ts";
import { city, committee, plan, times } from "./hostile/case.ts";
import { inMemory } from "./in-memory.ts";

/** Of more findings than a run keeps, the most serious ones are told, in their places. */
const action = (i: number, objective: string, more = "") =>
  `  - { id: a${i}, title: A, objective: ${objective}, lead: library, start: 2026-02-01, end: 2027-01-01, status: planned${more} }\n`;
const many = (count: number) => {
  const slight = times(count, (i) => action(i, "read"));
  const wrong = times(count, (i) => action(count + i, `nowhere-${i}`, ", items: [iaec-1.1]"));
  const text = plan.replace(/actions:[^]*/, `actions:\n${slight}${wrong}`);
  return inMemory(new Map(Object.entries({ "milcity.yaml": city, "committee.yaml": committee, "plan.yaml": text })), {
    day: "2026-06-30",
  });
};

it("keeps errors before all that is less, wherever they stand", () => {
  const workspace = many(60);
  const all = findingsView(workspace, inspect(workspace), Infinity);
  const { errors, warnings, infos } = all.summary;
  expect([errors >= 60, warnings + infos > 20]).toEqual([true, true]);
  for (const kept of [10, errors - 1, errors, errors + 1, errors + 15, errors + warnings + infos]) {
    const view = findingsView(workspace, inspect(workspace), kept);
    const of = (severity: string) => view.diagnostics.filter((one) => one.severity === severity).length;
    expect(view.summary).toEqual(all.summary);
    expect(of("error")).toBe(Math.min(kept, errors));
    expect(of("warning")).toBe(Math.min(Math.max(0, kept - errors), warnings));
    expect(view.diagnostics).toHaveLength(kept);
    expect(view.dropped).toBe(errors + warnings + infos - kept);
    expect(view.diagnostics).toEqual(
      all.diagnostics.filter((one) =>
        view.diagnostics.some((other) => other.identity === one.identity && other.file === one.file),
      ),
    );
  }
});
