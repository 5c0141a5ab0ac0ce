const city = (memberships: string, name: string) =>
  `kind: city\nversion: 1\nname: ${name}\ncountry: PT\nlanguages: [en]\nmemberships: ${memberships}\n`;

/** A name without a place to break it. */
export const long = "W".repeat(300);
/** Both directions in one name. */
export const mixed = "ورشة الإعلام (2026) for everyone";
/** Every network at once. */
export const all =
  "[{ framework: mil, role: member }, { framework: gnlc, role: member }, { framework: gnlc-strategy, role: cluster-coordinator }, { framework: iaec, role: member }]";

const currencies = ["EUR", "USD", "TND", "JPY", "GBP"];
/** With as many decimals as the currency has: three, none, else two. */
const amounts = ["1234.5", "0.10", '"1234567.125"', "500000", "99.99"];

/**
 * The documents of a dossier that strains a page: names that cannot be broken, in both directions, indicators that fall, that have one
 * bound or none, currencies with no and with three decimals, and enough of everything to fill a page.
 */
export function strained(actions: number): Record<string, string> {
  const milestone = (n: number) => `{ id: m${n}, title: ${n % 2 ? long : `"${mixed}"`}, due: 2027-0${(n % 9) + 1}-01 }`;
  const action = (n: number) =>
    `  - { id: a${n}, title: ${n % 2 ? long : `"${mixed} ${n}"`}, objective: o, items: [mil-07, gnlc-3.1, iaec-10.1, gnlc-s3.1], principles: [{ edition: 2020, number: ${(n % 20) + 1} }, { edition: 2004, number: 3 }], lead: { name: ${long} }, partners: [{ name: "${mixed}" }], audience: [migrants, everyone], start: 2026-01-01, end: 2027-12-31, status: ${["completed", "in-progress", "delayed", "planned", "cancelled"][n % 5]}, milestones: [${milestone(n)}], indicators: [i], budget: { amount: { amount: ${amounts[n % 5]}, currency: ${currencies[n % 5]} } } }\n`;
  const indicators = `indicators:
  - { id: i, title: "${mixed}", type: output, unit: ${long}, baseline: { value: 1, date: 2026-01-01 }, target: { value: 9, date: 2027-01-01 } }
  - { id: falls, title: ${long}, type: outcome, direction: decrease, baseline: { value: 10, date: 2026-01-01 }, target: { value: -320, date: 2027-01-01 } }
  - { id: bound, title: At least, type: output, baseline: { value: 0, date: 2026-01-01 }, target: { value: { atLeast: 4 }, date: 2027-01-01 } }
  - { id: below, title: At most, type: output, direction: reach, baseline: { value: -5.5, date: 2026-01-01 }, target: { value: { atMost: 3 }, date: 2027-01-01 } }
  - { id: said, title: "${mixed}", type: output, baseline: { value: false, date: 2026-01-01 }, target: { value: true, date: 2027-01-01 } }
  - { id: none, title: Nothing known, type: output }
`;
  const members = Array.from(
    { length: 9 },
    (_, n) =>
      `  - { id: p${n}, name: ${n % 2 ? long : `"${mixed}"`}, roles: [member], sector: ${["media", "culture", "health"][n % 3]}, responsibilities: [${long}] }\n`,
  ).join("");
  return {
    "milcity.yaml": city(all, long),
    "plan.yaml": `kind: plan\nversion: 1\nid: p\ntitle: ${long}\nframeworks: [mil, gnlc, gnlc-strategy, iaec]\nstatus: active\nperiod: { start: 2026-01-01, end: 2027-12-31 }\nreporting: { every: 12 }\nsummary: "${"word ".repeat(400)}${long}"\nobjectives:\n  - { id: o, title: ${long}, horizon: medium-term }\nactions:\n${Array.from({ length: actions }, (_, n) => action(n)).join("")}${indicators}funding:\n  sources:\n    - { id: s, name: ${long}, kind: financial, status: secured, amount: { amount: "1234567.125", currency: TND } }\n    - { id: t, name: "${mixed}", kind: financial, status: sought, amount: { amount: 7000000, currency: JPY } }\nevents:\n  - { id: e, title: ${long}, kind: celebration, date: 2026-11-30, place: "${mixed}", status: planned }\n`,
    "committee.yaml": `kind: committee\nversion: 1\nid: c\nname: ${long}\ntype: steering\nmembers:\n${members}`,
    "report.yaml": `kind: report\nversion: 1\nid: r\nplan: p\nperiod: { start: 2026-01-01, end: 2026-06-30 }\ndate: 2026-07-05\nauthor: { name: ${long} }\nstatus: draft\nsummary: "${long} ${mixed}"\nactions:${actions > 1 ? `\n  - { action: a1, status: in-progress, progress: 25, spent: { amount: "0.125", currency: TND }, narrative: ${long} }` : " []"}\nindicators:\n  - { indicator: falls, value: 12, date: 2026-03-01 }\n  - { indicator: bound, value: -3, date: 2026-03-01 }\nsections:\n  advancement: "${long}"\n  resources: "${mixed}"\n  of-our-own: "A text of our own"\ngoodPractices:\n  - { id: g, title: ${long}, summary: "${mixed}", sharedWith: [data-bank] }\n`,
    "list.yaml": `kind: checklist\nversion: 1\nframework: mil\ndate: 2026-11-02\nitems:\n  mil-01: { status: done, reason: ${long}, responsible: { name: "${mixed}" }, evidence: https://city.example/${long} }\n`,
  };
}
