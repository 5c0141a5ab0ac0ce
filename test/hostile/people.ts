import { city, committee, type HostileCase, plan } from "./case.ts";

const mail = "ana.private@mail.example";
const phone = "+351 912 345 987";
const hidden = [mail, "912 345 987", "912345987"];
const members = `members:
  - id: ana
    name: Ana
    roles: [chair]
    sector: local-government
    email: ${mail}
    phone: "${phone}"
  - { id: ben, name: Ben, roles: [member], sector: media, email: "${mail}", phone: "${phone}" }
`;
const listed = committee.replace(/members:[^]*/, members);

/** Details of people in places where a finding quotes the line that they stand in. */
const places: Record<string, NonNullable<HostileCase["files"]>> = {
  sound: { "committee.yaml": listed },
  "faulty-line": { "committee.yaml": listed.replace("sector: media", "sector: mediaa, titel: x") },
  "wrong-field": { "committee.yaml": listed.replaceAll("email:", "e-mail:").replaceAll("phone:", "telephone:") },
  "equal-ids": { "committee.yaml": listed.replace("id: ben", "id: ana") },
  "equal-fields": {
    "committee.yaml": listed.replace(`    email: ${mail}\n`, `    email: ${mail}\n    email: ${mail}\n`),
  },
  "broken-line": { "committee.yaml": listed.replace(`    email: ${mail}\n`, `    email: ${mail}: x\n`) },
  "unclosed-quote": { "committee.yaml": listed.replace(`email: ${mail}`, `email: "${mail}`) },
  "as-id": { "plan.yaml": plan.replace("lead: library", `lead: ${mail}`) },
  "as-name": { "plan.yaml": plan.replace("lead: library", `lead: { name: "${mail} ${phone}", sector: media }`) },
  "as-title": { "plan.yaml": plan.replace("title: Labs", `title: "${mail} ${phone}"`) },
  "as-path": { "plan.yaml": plan.replace("evidence/a.md", `"${mail}"`) },
  "as-date": { "plan.yaml": plan.replace("2026-02-01", `"${phone}"`) },
  "as-key": { "plan.yaml": `${plan}"${mail}": 1\n` },
  "as-comment": { "plan.yaml": `${plan}titel: a # ${mail} ${phone}\n` },
  "as-reason": { "plan.yaml": `# milcity: ignore-file[reference/unresolved] ${mail}\n${plan}` },
  "as-country": { "milcity.yaml": city.replace("PT", `"${mail}"`) },
  "by-escape": { "plan.yaml": plan.replace("lead: library", `lead: "ana.private\\x40mail.example"`) },
};

const publicCommands: Record<string, readonly string[]> = {
  score: ["score", ".", "--verbose"],
  html: ["report", ".", "--format=html", "--public"],
  markdown: ["report", ".", "--format=markdown"],
  json: ["report", ".", "--format=json"],
  submit: ["submit", ".", "--to", "iaec", "--dry-run"],
};

const secrets = {
  github: `ghp_${"aB1c".repeat(9)}`,
  "github-fine": `github_pat_${"A1b2".repeat(6)}_${"aB1c".repeat(14)}`,
  gitlab: `glpat-${"aB1c".repeat(5)}`,
  npm: `npm_${"aB1c".repeat(9)}`,
  slack: `xoxb-123456789012-123456789012-${"aB1c".repeat(6)}`,
  aws: `AKIA${"ABCD".repeat(4)}`,
  google: `AIza${"aB1c".repeat(8)}abc`,
  stripe: `sk_live_${"aB1c".repeat(6)}`,
  openai: `sk-${"aB1c".repeat(12)}`,
  token: `eyJ${"hbGc".repeat(6)}.eyJ${"aB1c".repeat(10)}.${"aB1c".repeat(10)}`,
  key: "-----BEGIN PRIVATE KEY-----\\nMIIEvQaB1caB1caB1c\\n-----END PRIVATE KEY-----",
  address: "https://user:aB1caB1caB1c@host.example/",
} as const;

/** Lists of people whose details, and texts whose secrets, nobody may find in what is said of them. */
export const people: HostileCase[] = [
  ...Object.entries(places).flatMap(([name, files]) => [
    { name: `people-${name}`, files, exits: [0, 1], mustNotAppear: hidden },
    {
      name: `people-${name}-verbose`,
      files,
      args: ["validate", ".", "--verbose"],
      exits: [0, 1],
      mustNotAppear: hidden,
    },
    ...Object.entries(publicCommands)
      // A title is published as it is; the check is what says that it should not be.
      .filter(() => !/^as-(?:title|name|path)$/.test(name))
      .map(([command, args]): HostileCase => ({
        name: `people-${name}-${command}`,
        files,
        args,
        exits: [0, 1, 2],
        mustNotAppear: hidden,
      })),
  ]),
  ...Object.entries(secrets).flatMap(([name, secret]) =>
    Object.entries({
      title: plan.replace("title: Plan", `title: "${secret}"`),
      lead: plan.replace("lead: library", `lead: "${secret}"`),
      wrong: plan.replace("title: Plan", `titel: "${secret}"`),
      comment: `${plan}titel: a # ${secret}\n`,
      broken: plan.replace("title: Plan", `title: ${secret}: x`),
    }).map(([place, text]): HostileCase => ({
      name: `secret-${name}-${place}`,
      files: { "plan.yaml": text },
      exits: [0, 1],
      mustNotAppear: ["aB1caB1c", "ABCDABCD"],
    })),
  ),
];
