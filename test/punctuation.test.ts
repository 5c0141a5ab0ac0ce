/** The signs between words are those of the language, in every report and format: whatever is not the dossier's own text. */
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { parse, stringify } from "yaml";
import { inspect, loadFormat, openWorkspace, reportOf, wordsOf, type ReportView } from "../src/index.ts";
import { templates } from "../src/model/templates.gen.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "milcity-punctuation-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** A word in no language's signs, for whatever is not ours. */
const word = "Ω";

/** Every text of more than one word gives way, so that what is left was written by the tool. */
function silent(value: unknown): unknown {
  if (typeof value === "string") return /\s/.test(value) ? word : value;
  if (Array.isArray(value)) return value.map(silent);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, silent(one)]));
}

/** Texts of a framework's that the language lacks are no words of ours. */
function ours(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ours);
  if (typeof value !== "object" || value === null) return value;
  if ("lang" in value && typeof value.lang === "string")
    return { ...value, ...("markdown" in value ? { markdown: word } : { text: word }), lang: null };
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name, name === "source" && typeof one === "string" ? word : ours(one)]),
  );
}

function silenced(path: string): string {
  const copy = join(folder, path.replaceAll("/", "-"));
  cpSync(join(root, path), copy, { recursive: true });
  for (const file of readdirSync(copy, { recursive: true, encoding: "utf8" }))
    if (file.endsWith(".yaml"))
      writeFileSync(join(copy, file), stringify(silent(parse(readFileSync(join(copy, file), "utf8")))));
  return copy;
}

const dossiers = ["examples/san-telmo-del-rio", "test/dossiers/every-field", "test/dossiers/ribeira-nova"].map(
  silenced,
);

async function written(language: string, template: string, format: string): Promise<string[]> {
  const write = await loadFormat<ReportView>("report", format);
  return dossiers.map((path) => {
    const workspace = openWorkspace({ cwd: path, paths: [path], day: "2026-11-22", language });
    const [one] = [...inspect(workspace)];
    if (one === undefined) throw new Error(`No dossier at ${path}`);
    const view = ours(reportOf(one, workspace, { public: false, template, language })) as ReportView;
    return write(view, { words: wordsOf(language), colour: false, width: 80, verbose: false, quiet: false });
  });
}

/** What is read of a page, and of Markdown: no markup, no code, no address, path, id, day or number; each cell and each note by itself. */
function read(text: string): string[] {
  return (
    text
      .replace(/<(style|script|code|textarea)\b[^]*?<\/\1>/g, "#")
      .replace(/<\/?(?:b|span|bdi|a|em|strong)(?: (?:lang|dir|href|rel)="[^"]*")*>/g, "")
      .replace(/<[^>]*>/g, "\n")
      .replace(/&#x?\w+;|&\w+;/g, "")
      .replace(/\\([^\w\s])/g, "$1")
      .replace(/`[^`\n]*`/g, "#")
      .replace(/[“«]\s*\w+: [\w-]+\s*[”»]/g, "#")
      .replace(/\]\([^)\s]*\)/g, "]")
      .replace(/(?:https?:\/\/|mailto:)[^\s<>，。；）]+|[\w.+-]+@[\w.-]+/g, "#")
      .replace(/^\s*(?:[-*#>| ]|\d+\. )+/gm, "")
      .replace(/\d(?:[.,: ]\d+)+/g, "#")
      .replace(/[\w./-]*\w\.\w+(?::\d+)?/g, "#")
      // Without the blank the marks of Markdown would not act beside a full-width sign.
      .replace(/([：。])\*\* /g, "$1")
      .split(/\n| [|·–] ?/)
      .map((line) => line.replaceAll("*", "").trim())
  );
}

/** Signs of another language than the one that is written. */
const foreign: Record<string, RegExp> = {
  // Full-width signs stand without blanks; a dot ends nothing.
  zh: /[,;:!?()]|\.(?=\s|$)|[，。；：、）] |\s[，。；：、（]/u,
  ar: /[,;?]|\s[،؛؟:.]/u,
  // A narrow blank that breaks no line stands before these.
  fr: /[^\u202f\s][:;?!](?=\s|$)|[ \u00a0][:;?!](?=\s|$)|« (?!\u00a0)| »/u,
};

describe.each(Object.keys(foreign))("in %s", (language) => {
  it.each(templates.flatMap(({ id }) => ["html", "markdown"].map((format) => [id, format] as const)))(
    "%s as %s has no sign of another language",
    async (template, format) => {
      const pages = await written(language, template, format);
      const lines = pages.flatMap(read).filter((line) => foreign[language]?.test(line));
      expect([...new Set(lines)]).toEqual([]);
    },
  );
});
