import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { type HostileCase, times } from "./case.ts";

const name = "milcity.config.yaml";
const config = (cases: Record<string, string>, exits: number[]): HostileCase[] =>
  Object.entries(cases).map(([what, text]) => ({ name: `config-${what}`, files: { [name]: text }, exits }));
const policy = (check: string) =>
  `version: 1\npolicies:\n  - { id: p, over: action, check: ${JSON.stringify(check)}, message: Message }\n`;

/** Configurations that are broken, or try to make a red dossier green. */
export const configs: HostileCase[] = [
  ...config(
    {
      syntax: "version: [\n",
      empty: "",
      "root-list": "- a\n",
      "root-scalar": "text\n",
      "version-2": "version: 2\n",
      "unknown-field": "version: 1\nrule: {}\n",
      "rule-constructor": "version: 1\nrules: { constructor: off }\n",
      "rule-level": "version: 1\nrules: { plan/late-start: silent }\n",
      "rules-list": "version: 1\nrules: [off]\n",
      alias: "version: &v 1\nfailOn: *v\n",
      tag: "version: !!int 1\n",
      directive: "%YAML 1.1\n---\nversion: 1\n",
      prototype: "version: 1\n__proto__: { a: 1 }\n",
      duplicate: "version: 1\nversion: 1\n",
      latin1: "version: 1 # \0\n",
      escape: 'version: 1\n"a\\e[2J": 1\n',
      "value-escape": 'version: 1\nfailOn: "\\e[2Jred"\n',
      deep: `version: 1\nx-a: ${"[".repeat(100)}\n`,
      "glob-bomb": 'version: 1\nignore: ["{1..99999999}"]\n',
      "glob-extended": 'version: 1\nignore: ["+(+(+(a)))b"]\n',
      "glob-long": `version: 1\nignore: ["${"a".repeat(300)}"]\n`,
      "glob-stars": `version: 1\nignore: ["${"**/a/".repeat(12)}"]\n`,
      "glob-up": 'version: 1\nignore: ["../**"]\n',
      "glob-absolute": 'version: 1\ndossiers: ["/etc/*"]\n',
      "dossiers-nowhere": "version: 1\ndossiers: [nowhere/*]\n",
      "policy-syntax": policy("action.title =="),
      "policy-long": policy(`true ${"|| true ".repeat(400)}`),
      "policy-deep": policy(`${"(".repeat(200)}true${")".repeat(200)}`),
      "policy-matches": policy('action.title.matches("^(a+)+$")'),
      "policy-unknown": policy("process.exit(1) == 1"),
      "policies-text": "version: 1\npolicies: all\n",
      "policy-over": "version: 1\npolicies: [{ id: p, over: world, check: 'true', message: M }]\n",
      "policy-prototype": "version: 1\npolicies: [{ id: __proto__, over: action, check: 'true', message: M }]\n",
      "large-list": `version: 1\nignore:\n${times(30_000, (i) => `  - a${i}\n`)}  - 5\n`,
    },
    [2],
  ),
  ...config(
    {
      "policy-constructor": policy('has(action.title) && action.constructor == "a"'),
      "policy-slow": policy(
        "[1,2,3,4,5,6,7,8].all(a, [1,2,3,4,5,6,7,8].all(b, [1,2,3,4,5,6,7,8].all(c, a + b + c > 0)))",
      ),
      "policy-not-a-truth": policy("1 + 1"),
      "policy-equal-ids": `${policy("true")}  - { id: p, over: action, check: "false", message: Again }\n`,
      "glob-many": `version: 1\nignore:\n${times(500, (i) => `  - "a${i}/**/b"\n`)}`,
      "templates-outside": "version: 1\nreport: { templates: ../outside }\n",
    },
    [0, 1, 2],
  ),
  {
    name: "config-unknown-rule",
    files: { [name]: "version: 1\nrules: { plan/late-strat: off }\n" },
    exits: [1],
    rules: ["config/unknown-rule"],
  },
  { name: "config-ignores-all", files: { [name]: 'version: 1\nignore: ["**"]\n' }, exits: [1, 2] },
  { name: "config-linked", setup: (folder) => symlinkSync("../outside/config.yaml", join(folder, name)), exits: [2] },
  { name: "config-is-folder", files: { [`${name}/a.md`]: "a" }, exits: [2] },
  { name: "config-large", files: { [name]: `version: 1\n${"# a\n".repeat(300_000)}` }, exits: [2] },
  { name: "config-missing", args: ["validate", ".", "--config", "nowhere.yaml"], exits: [2] },
  {
    name: "config-javascript",
    files: { "milcity.config.js": "process.exit(0)", "milcity.config.cjs": "process.exit(0)" },
    exits: [0],
  },
];
