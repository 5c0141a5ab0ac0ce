import { describe, expect, it } from "vitest";
import {
  findingsView,
  fixesFor,
  inspect,
  loadFormat,
  reportOf,
  wordsOf,
  type ReportView,
  type Workspace,
} from "../src/index.ts";
import { committee, city, plan, times } from "./hostile/case.ts";
import { inMemory } from "./in-memory.ts";

/**
 * Four times as much of anything takes about four times the work: no stranger's document, and no city that has kept its dossier for
 * twenty years, makes the check slow out of proportion. What is measured is the time of the processor, the least of a few runs, since the
 * machine may be busy; a quadratic step would come to sixteen times.
 */
const most = 7;
const day = "2026-06-30";

type Texts = Record<string, string>;

const withPlan = (text: string, more: Texts = {}): Texts => ({
  "milcity.yaml": city,
  "plan.yaml": text,
  "committee.yaml": committee,
  "evidence/a.md": "a",
  ...more,
});
const actions = (count: number, line: (i: number) => string) =>
  withPlan(plan.replace(/actions:[^]*/, `actions:\n${times(count, line)}`));
const action = (i: number, more = "") =>
  `  - { id: a${i}, title: A, objective: read, items: [iaec-1.1], lead: library, start: 2026-02-01, end: 2027-01-01, status: planned${more} }\n`;

const report = (i: number) =>
  `kind: report\nversion: 1\nid: r${i}\nplan: plan-1\nperiod: { start: 2026-01-01, end: 2026-03-31 }\ndate: 2026-04-15\nauthor: ana\nstatus: submitted\nactions:\n  - { action: labs, status: in-progress }\nindicators:\n  - { indicator: readers, value: ${i}, date: 2026-03-31 }\n`;

const files = (count: number, name: (i: number) => string, text: (i: number) => string): Texts =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [name(i), text(i)]));

/** What grows, and how much of it there is in the smaller of the two dossiers. */
const quantities: Record<string, [count: number, make: (count: number) => Texts]> = {
  "members of a committee": [
    1_500,
    (count) => ({
      ...withPlan(plan),
      "committee.yaml": committee.replace(
        /members:[^]*/,
        `members:\n${times(count, (i) => `  - { id: m${i}, name: M${i}, roles: [member], sector: media, gender: woman }\n`)}`,
      ),
    }),
  ],
  actions: [600, (count) => actions(count, action)],
  "actions that follow one another": [
    500,
    (count) => actions(count, (i) => action(i, i > 0 ? `, predecessor: a${i - 1}` : "")),
  ],
  "references to nothing": [
    400,
    (count) => actions(count, (i) => action(i).replace("library", `l${i}`).replace("read", `o${i}`)),
  ],
  "equal ids": [600, (count) => actions(count, () => action(0))],
  "evidence that is not there": [600, (count) => actions(count, (i) => action(i, `, evidence: evidence/e${i}.md`))],
  indicators: [
    600,
    (count) =>
      withPlan(
        plan.replace(
          /indicators:\n[^]*(?=actions:)/,
          `indicators:\n${times(count, (i) => `  - { id: i${i}, title: I, type: outcome, baseline: { value: 1, date: 2026-01-01 }, target: { value: 9, date: 2027-12-01 }, verification: Survey }\n`)}`,
        ),
      ),
  ],
  reports: [
    100,
    (count) =>
      withPlan(
        plan,
        files(count, (i) => `reports/r${i}.yaml`, report),
      ),
  ],
  plans: [
    80,
    (count) =>
      withPlan(
        plan,
        files(
          count,
          (i) => `plans/p${i}.yaml`,
          (i) => plan.replace("plan-1", `p${i}`),
        ),
      ),
  ],
  "fields that nobody knows": [1_000, (count) => withPlan(`${plan}${times(count, (i) => `field-${i}: 1\n`)}`)],
  "entries that are wrong in form": [
    1_500,
    (count) => withPlan(plan.replace(/actions:[^]*/, `actions:\n${"  - {}\n".repeat(count)}`)),
  ],
  "comments that excuse": [
    1_000,
    (count) => {
      const { "plan.yaml": text = "", ...others } = actions(count, (i) => action(i).replace("library", `l${i}`));
      const excused = text.replace(/^ {2}- \{ id: a/gm, "  # milcity: ignore[reference/unresolved] known\n$&");
      return { ...others, "plan.yaml": excused };
    },
  ],
  "a text of many lines": [
    8_000,
    (count) => withPlan(`${plan}x-own: |\n${"  A line of a text that goes on.\n".repeat(count)}`),
  ],
  "a row of points in ids": [
    4_000,
    (count) => actions(10, (i) => action(i).replace(`id: a${i}`, `id: a${i}${".".repeat(count)}x`)),
  ],
  "blanks before a word": [
    4_000,
    (count) => withPlan(`${plan}x-own:\n${times(10, () => `${" ".repeat(count)}k: "\\u202e"\n`)}`),
  ],
  "answers of a checklist": [
    400,
    (count) =>
      withPlan(plan, {
        "checklists/iaec.yaml": `kind: checklist\nversion: 1\nframework: iaec\nitems:\n${times(count, (i) => `  iaec-${i}.${i}: { answer: yes, note: N }\n`)}`,
      }),
  ],
};

/** Milliseconds of the processor. */
function cost(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

const workspaceOf = (texts: Texts, accepted?: Parameters<typeof inMemory>[1]): Workspace =>
  inMemory(new Map(Object.entries(texts)), { day, ...accepted });
const check = (workspace: Workspace) => findingsView(workspace, inspect(workspace));

/** How many times the work of the smaller the larger of two takes; both are tried in turn until they are in proportion. */
function ratio(small: () => unknown, large: () => unknown): number {
  small();
  large();
  let [least, other] = [Infinity, Infinity];
  for (let turn = 0; turn < 6; turn++) {
    least = Math.min(least, cost(small));
    other = Math.min(other, cost(large));
    if (turn > 0 && other / least < 5) break;
  }
  return other / least;
}

describe("four times as much takes about four times the work", () => {
  it.each(Object.entries(quantities))(
    "of %s",
    (_, [count, make]) => {
      const [few, many] = [make(count), make(count * 4)];
      expect(
        ratio(
          () => check(workspaceOf(few)),
          () => check(workspaceOf(many)),
        ),
      ).toBeLessThan(most);
    },
    60_000,
  );

  it("of actions with one id, as a page", async () => {
    const write = await loadFormat<ReportView>("report", "html");
    const pageOf = (count: number) => {
      const workspace = workspaceOf(actions(count, () => "  - { id: a }\n"));
      const [one] = inspect(workspace);
      if (!one) throw new Error("There is no dossier.");
      const setting = { words: wordsOf("en"), colour: false, width: 80, quiet: false, verbose: false };
      return () => write(reportOf(one, workspace, { public: true }), setting);
    };
    expect(ratio(pageOf(2_500), pageOf(10_000))).toBeLessThan(most);
  }, 60_000);

  it("of entries of a baseline", () => {
    const texts = actions(200, (i) => action(i).replace("library", `l${i}`));
    const entries = (count: number) =>
      Array.from({ length: count }, (_, i) => ({
        rule: "reference/unresolved",
        path: `actions › a${i} › lead`,
        reason: "known",
        date: day,
      }));
    const run = (count: number) => () => check(workspaceOf(texts, { accepted: entries(count) }));
    expect(ratio(run(4_000), run(16_000))).toBeLessThan(most);
  }, 60_000);

  it("of slips that are mended", () => {
    const run = (count: number) => () => {
      const workspace = workspaceOf(withPlan(`${plan}titel: x\n${times(count, (i) => `x-${i}: a  \n`)}`));
      for (const one of inspect(workspace)) fixesFor(workspace, one);
    };
    expect(ratio(run(500), run(2_000))).toBeLessThan(most);
  }, 60_000);

  it("of long plans that draw on sources of one name, together longer than what is kept of places", () => {
    const funded = plan
      .replace(/evidence: .*/, "$&\n    budget: { sources: [{ source: city, amount: { amount: 9, currency: EUR } }] }")
      .concat("funding: { sources: [{ id: city, title: City, amount: { amount: 1, currency: EUR } }] }\nx-own: |\n");
    const own = "  A line of a text that goes on.\n".repeat(600);
    const run = (count: number) => {
      const texts = files(
        count,
        (i) => `plans/p${i}.yaml`,
        (i) => funded.replace("plan-1", `p${i}`) + own,
      );
      return () => check(workspaceOf(withPlan(plan, texts)));
    };
    // Few are kept, and many are read once more: that is twice as much for each. With each finding looked at alone it is fifty times.
    expect(ratio(run(50), run(200))).toBeLessThan(2 * most);
  }, 60_000);
});
