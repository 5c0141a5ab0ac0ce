import { phrase } from "../../../model/phrase.ts";
import type { Rule } from "../../../model/rule.ts";
import { inOrder } from "../../ids.ts";
import { isObject, pointerOf } from "../../walk.ts";

/** Every pair of days in the format that begins and ends something. */
const pairs = [
  ["start", "end"],
  ["since", "until"],
] as const;

export default {
  severity: "error",
  asks: "Nothing ends before it starts.",
  message: "The end, {end}, lies before the start, {start}.",
  why: "A period that runs backwards holds no day at all, so nothing that depends on it can be worked out.",
  fix: "Correct whichever of the two days is wrong. Both the first and the last day belong to a period.",
  right: `
kind: plan
period: { start: 2026-01-01, end: 2027-12-31 }
actions:
  - id: one-day-festival
    start: 2026-05-09
    end: 2026-05-09
  - id: helpline
    start: 2026-05-09
    ongoing: true
`,
  wrong: `
kind: plan
period:
  start: 2027-12-31
  end: 2026-01-01 # !
actions:
  - id: library-labs
    start: 2026-09-01
    end: 2026-03-01 # !
`,
  cases: [
    `
kind: city
mayor:
  name: Ana Sousa
  term: { start: 2025-10-14, end: 2021-10-13 } # !
memberships:
  - framework: mil
    since: 2026-01-01
    until: 2025-12-31 # !
  - framework: gnlc-strategy
    since: 2024-01-01
    clusters:
      - id: planning
        term:
          start: 2025-01-01
          end: 2024-12-31 # !
`,
    `
kind: committee
members:
  - id: ana
    term: { start: 2026-01-01, end: 2025-12-31 } # !
  - id: ben
    term: { start: 2026-01-01, end: 2026-12-31 }
`,
    `
kind: plan
reporting:
  periods:
    - { start: 2026-01-01, end: 2026-06-30, due: 2026-09-30 }
    - { start: 2026-07-01, end: 2026-01-31, due: 2027-03-31 } # !
charter:
  path: charter.pdf
  covers: { start: 2027-01-01, end: 2026-01-01 } # !
cocreation:
  - id: forum
    period: { start: 2026-04-02, end: 2026-04-01 } # !
---
kind: report
period: { start: 2026-06-30, end: 2026-01-01 } # !
actions:
  - action: library-labs
    evidence:
      - list.csv
      - path: photos.zip
        covers:
          start: 2026-03-01
          end: 2026-02-01 # !
---
kind: checklist
items:
  mil-01:
    evidence:
      path: minutes.pdf
      covers: { start: 2026-03-01, end: 2026-02-01 } # !
`,
    `
kind: plan
x-history: { start: 2026-06-30, end: 2026-01-01 }
`,
  ],
  *check({ dossier }) {
    for (const document of inOrder(dossier))
      for (const { at, first, last, start, end } of backwards(document.data))
        yield {
          in: document,
          at: `${at}/${last}`,
          args: { start, end },
          related: [{ in: document, at: `${at}/${first}`, message: phrase("It starts here.") }],
        };
  },
} satisfies Rule;

interface Backwards {
  at: string;
  first: string;
  last: string;
  start: string;
  end: string;
}

function backwards(data: unknown): Backwards[] {
  const found: Backwards[] = [];
  if (isObject(data)) visit(data, [], found);
  return found;
}

/** `path` is that of the value, and is put together where something is found: nearly nothing runs backwards. */
function visit(value: object, path: (string | number)[], found: Backwards[]): void {
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) below(value[i], i, path, found);
    return;
  }
  const group = value as Record<string, unknown>;
  for (const [first, last] of pairs) {
    const end = group[last];
    const start = typeof end === "string" ? group[first] : undefined;
    if (typeof start === "string" && typeof end === "string" && end < start)
      found.push({ at: pointerOf(path), first, last, start, end });
  }
  for (const key of Object.keys(group)) if (!key.startsWith("x-")) below(group[key], key, path, found);
}

function below(value: unknown, key: string | number, path: (string | number)[], found: Backwards[]): void {
  if (!isObject(value)) return;
  path.push(key);
  visit(value, path, found);
  path.pop();
}
