/** The pages about the rules say what the rules say, and show the examples that the rules are tested by. */
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { rules } from "../src/check/rules.gen.ts";

const folder = fileURLToPath(new URL("../docs/rules", import.meta.url));
const linter: string = "markdownlint-cli2/markdownlint/promise";

const files = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) =>
    join(entry.parentPath, entry.name)
      .slice(folder.length + 1)
      .replaceAll("\\", "/"),
  )
  .sort();
const page = (file: string) => readFileSync(join(folder, file), "utf8");

/** Text in which what a page abbreviates is written out. */
const inFull = (text: string) =>
  text
    .replace(/«U\+([0-9A-F]{4,6})»/g, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16)))
    .replace(/«([^»]+?) × (\d+)»/g, (_, part: string, times: string) => part.repeat(Number(times)));

const example = (text: string, heading: string) =>
  new RegExp(`^## ${heading}\n\n(?:[^\n]+\n\n)?\`\`\`yaml\n([^]*?)\n\`\`\`$`, "m").exec(text)?.[1];

/** What the test of the rule runs, with arrows for its marks. */
const tested = (text: string) => inFull(text.trim().replace(/[ \t]*# !$/gm, "  # <-- here"));

describe("the pages about the rules", () => {
  it("are one for each rule, and an index", () => {
    expect(files).toEqual(["README.md", ...[...rules.keys()].map((id) => `${id}.md`)].sort());
  });

  it.each([...rules])("%s: says what the rule says, with the examples that are tested", (id, rule) => {
    const text = page(`${id}.md`);
    expect(text).toContain(`# ${id}\n`);
    expect(text).toContain(`- Severity: ${rule.severity}`);
    for (const framework of Object.values(rule.frameworks ?? {})) expect(text).toContain(`- \`${framework}\` of `);
    const plain = text.replaceAll("\\", "");
    for (const said of [rule.asks, rule.why, rule.fix])
      expect(plain).toContain(said.replace(/` *([^`]*?) *`/g, "`$1`").replaceAll("\\", ""));
    expect(inFull(example(text, "Right") ?? "")).toBe(tested(rule.right));
    expect(inFull(example(text, "Wrong") ?? "")).toBe(tested(rule.wrong));
    expect(example(text, "Wrong")).toContain("# <-- here");
  });

  it("are listed in the index by subject, with links that lead somewhere", () => {
    const index = page("README.md");
    const linked = [...index.matchAll(/^\| \[`([^`]+)`\]\(([^)]+)\)/gm)].map(([, id, to]) => ({ id, to }));
    expect(linked).toEqual([...rules.keys()].sort().map((id) => ({ id, to: `${id}.md` })));
    for (const file of files)
      for (const [, to = ""] of page(file).matchAll(/\]\(([^)#]+)\)/g))
        expect(existsSync(join(folder, dirname(file), to)), `${file} → ${to}`).toBe(true);
  });

  it("hold no sign that is not seen, and nothing that looks like a token", () => {
    for (const file of files) {
      expect(page(file), file).not.toMatch(/(?!\n)[\p{Cc}\u202a-\u202e\u2060-\u206f\ufeff]/u);
      expect(page(file), file).not.toMatch(/\b(?:ghp_\w{30}|glpat-\w{20})/);
    }
  });

  it("satisfy markdownlint", async () => {
    const { lint } = (await import(linter)) as {
      lint: (
        options: object,
      ) => Promise<Record<string, { lineNumber: number; ruleNames: string[]; errorDetail: string | null }[]>>;
    };
    const strings = Object.fromEntries(files.map((file) => [file, page(file)]));
    const found = await lint({ strings, config: { default: true, MD013: false } });
    expect(
      Object.entries(found).flatMap(([file, all]) =>
        all.map((one) => `${file}:${one.lineNumber} ${one.ruleNames.join("/")} ${one.errorDetail ?? ""}`),
      ),
    ).toEqual([]);
  });
});
