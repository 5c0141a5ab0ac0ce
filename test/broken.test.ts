import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { main, type World } from "../src/cli/main.ts";

/**
 * Dossiers as coordinators break them. The first finding, in the order in which findings are printed, names the line to mend and how;
 * whatever else is found is about something else.
 */
const sound = fileURLToPath(new URL("dossiers/ribeira-nova", import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), "milcity-broken-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const world = (cwd: string): World => ({
  cwd,
  env: new Map([["LC_ALL", "C"]]),
  now: () => "2026-11-27",
  stdoutIsTerminal: false,
  stdinIsTerminal: false,
  width: 80,
  input: () => Promise.resolve(new Uint8Array()),
  icu: "74.1",
  look: () => "nothing",
  ask: () => Promise.resolve(""),
  tell: () => undefined,
  progress: () => undefined,
});

interface Told {
  rule: string;
  severity: string;
  message: string;
  help?: string;
  file: string;
  range: { start: { line: number } };
}

async function findings(cwd: string): Promise<Told[]> {
  const { stdout = "", exit, stderr } = await main(["validate", "--format", "json"], world(cwd));
  expect(stderr ?? "").toBe("");
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: Told[] };
  expect(exit).toBe(diagnostics.some(({ severity }) => severity === "error") ? 1 : 0);
  return diagnostics.filter(({ severity }) => severity !== "info");
}

/** A file with something in it replaced; in what replaces it, `⟦` stands where the line to mend is. */
interface Break {
  how: string;
  file: string;
  what: string | RegExp;
  by: string;
  /** How the text is written down; UTF-8 otherwise. */
  as?: BufferEncoding | "utf16be";
  rule: string;
  /** What the message and the help say of it. */
  says: RegExp;
  /** Of how many findings this is one; more than one has more than one cause. */
  all?: number;
}

const breaks: Break[] = [
  {
    how: "a spreadsheet pasted in",
    file: "plano.yaml",
    what: "  - id: jornal\n",
    by: "⟦  nome\tresponsável\tinício\tfim\n  Rádio na escola\tMarta\t01/03/2026\t30/06/2027\n  - id: jornal\n",
    rule: "yaml/syntax",
    says: /row of a spreadsheet.*entry that begins with `- `/,
  },
  {
    how: "a tab for indentation",
    file: "plano.yaml",
    what: "    lead: marta-lopes",
    by: "⟦\tlead: marta-lopes",
    rule: "yaml/syntax",
    says: /begins with a tab\. Indent with spaces/,
  },
  {
    how: "typographic quotation marks",
    file: "plano.yaml",
    what: "title: Jornal feito nas escolas",
    by: "⟦title: “Jornal: feito nas escolas”",
    rule: "yaml/syntax",
    says: /no quotation mark of YAML.*straight ones/,
  },
  {
    how: "a quotation mark that is not closed",
    file: "plano.yaml",
    what: "title: Jornal feito nas escolas",
    by: '⟦title: "Jornal feito nas escolas',
    rule: "yaml/syntax",
    says: /quotation mark is opened and never closed/,
  },
  {
    how: "a bracket that is not closed",
    file: "plano.yaml",
    what: "audience: [adults, older-people]",
    by: "⟦audience: [adults, older-people",
    rule: "yaml/syntax",
    says: /bracket is opened and never closed/,
  },
  {
    how: "a member who was renamed and is still referred to",
    file: "comissao.yaml",
    what: "id: marta-lopes",
    by: "id: marta-lopes-pinto",
    rule: "reference/unresolved",
    says: /`marta-lopes`.*Did you mean `marta-lopes-pinto`\?/,
  },
  {
    how: "a word that is none of many",
    file: "comissao.yaml",
    what: "sector: education",
    by: "sector: ⟦educaton",
    rule: "schema/enum",
    // Each of the words is whole.
    says: /one of `[a-z-]+`(?:, `[a-z-]+`){11}, …\. .*Did you mean `education`\?/,
  },
  {
    how: "a telephone number with nothing around it",
    file: "comissao.yaml",
    what: "name: Ana Silva\n",
    by: "name: Ana Silva\n    ⟦phone: 00351211234567\n",
    rule: "schema/type",
    // The zeros that it begins with are not there any more.
    says: /has to be a text, and is a number\. .*Put it in quotation marks, as it stands there\./,
  },
  {
    how: "a year where a day should be",
    file: "comissao.yaml",
    what: "established: 2025-11-15",
    by: "⟦established: 2025",
    rule: "schema/type",
    says: /Write the year, the month and the day/,
  },
  {
    how: "a version in quotation marks",
    file: "comissao.yaml",
    what: "version: 1",
    by: '⟦version: "1"',
    rule: "dossier/unsupported-version",
    says: /is a text, since it stands in quotation marks.*Write `version: 1`/,
  },
  {
    how: "an amount of too many digits",
    file: "plano.yaml",
    what: "amount: { amount: 20000, currency: EUR }",
    by: '⟦amount: { amount: "99999999999999999999.99", currency: EUR }',
    rule: "schema/pattern",
    says: /an amount with at most 15 digits before the point/,
  },
  {
    how: "a group without a field where a name should be",
    file: "comissao.yaml",
    what: "name: Comissão diretora",
    by: "⟦name: {}",
    rule: "schema/length",
    says: /takes at least one field, and its length is 0\./,
  },
  {
    how: "evidence with a step that leads nowhere",
    file: "comissao.yaml",
    what: "minutes: evidence/",
    by: "⟦minutes: ./evidence/",
    rule: "evidence/outside-dossier",
    says: /one of its parts is `\.`; write the way without it/,
  },
  {
    how: "a day as people write it",
    file: "plano.yaml",
    what: "end: 2027-03-31\n    status",
    by: "⟦end: 31/12/2026\n    status",
    rule: "schema/format",
    says: /Write the year first: `2026-12-31`/,
  },
  {
    how: "a day with dots",
    file: "comissao.yaml",
    what: "date: 2026-01-20",
    by: "⟦date: 20.1.2026",
    rule: "schema/format",
    says: /Write the year first: `2026-01-20`/,
  },
  {
    how: "a day that the calendar does not have",
    file: "plano.yaml",
    what: "end: 2027-10-31",
    by: "⟦end: 2027-09-31",
    rule: "schema/format",
    says: /2027-09-31/,
  },
  {
    how: "a comma for a decimal point",
    file: "plano.yaml",
    what: "amount: { amount: 20000, currency: EUR }",
    by: '⟦amount: { amount: "20000,50", currency: EUR }',
    rule: "schema/pattern",
    says: /`20000\.50`/,
  },
  {
    how: "a point between thousands and a currency sign",
    file: "plano.yaml",
    what: "amount: { amount: 20000, currency: EUR }",
    by: "⟦amount: { amount: 20.000 €, currency: EUR }",
    rule: "schema/pattern",
    says: /`20000`/,
  },
  {
    how: "a currency sign for its code",
    file: "plano.yaml",
    what: "amount: { amount: 20000, currency: EUR }",
    by: "⟦amount: { amount: 20000, currency: € }",
    rule: "schema/enum",
    says: /`EUR`/,
  },
  {
    how: "a name for an id",
    file: "plano.yaml",
    what: "lead: marta-lopes",
    by: "⟦lead: Marta Lopes",
    rule: "schema/pattern",
    says: /Did you mean `marta-lopes`\?|`marta-lopes`/,
  },
  {
    how: "an accent and a capital in an id",
    file: "comissao.yaml",
    what: "  - id: joao-dias",
    by: "⟦  - id: João-Dias",
    rule: "schema/pattern",
    says: /`joao-dias`/,
  },
  {
    how: "a dash that is missing",
    file: "plano.yaml",
    what: "  - id: jornal\n",
    by: "⟦    id: jornal\n",
    rule: "yaml/duplicate-key",
    says: /its dash is missing/,
  },
  {
    how: "a line moved out by one blank",
    file: "plano.yaml",
    what: "    lead: marta-lopes",
    by: "⟦   lead: marta-lopes",
    rule: "yaml/syntax",
    says: /not indented like its neighbours/,
  },
  {
    how: "a colon in a title",
    file: "plano.yaml",
    what: "title: Jornal feito nas escolas",
    by: "⟦title: Jornal: feito nas escolas",
    rule: "yaml/syntax",
    says: /colon stands inside a text.*quotation marks/,
  },
  {
    how: "no blank after the colon",
    file: "plano.yaml",
    what: "    status: planned",
    by: "⟦    status:planned",
    rule: "yaml/syntax",
    says: /blank is missing after the colon/,
  },
  {
    how: "a status in the city's own language",
    file: "plano.yaml",
    what: "    status: planned",
    by: "⟦    status: Planeado",
    rule: "schema/enum",
    says: /`planned`/,
  },
  {
    how: "a status with a blank for its hyphen",
    file: "plano.yaml",
    what: /status: in-progress\n {2}- id: dia-aberto/,
    by: "⟦status: in progress\n  - id: dia-aberto",
    rule: "schema/enum",
    says: /`in-progress`/,
  },
  {
    how: "a field with a letter too few",
    file: "plano.yaml",
    what: "    objective: verificar\n    items: [mil-10]",
    by: "⟦    objetive: verificar\n    items: [mil-10]",
    rule: "schema/unknown-field",
    says: /`objective`/,
  },
  {
    how: "an action copied with its id",
    file: "plano.yaml",
    what: "  - id: dia-aberto\n",
    by: "⟦  - id: jornal\n",
    rule: "id/duplicate",
    says: /`jornal`/,
  },
  {
    how: "an e-mail address in a text",
    file: "plano.yaml",
    what: "description: Sessões de duas horas nas quatro bibliotecas do concelho.",
    by: "⟦description: Inscrições com rui.costa@ribeiranova.example.",
    rule: "privacy/contact-in-text",
    says: /e-mail address.*Take it out/,
  },
  {
    how: "a merge conflict left in",
    file: "plano.yaml",
    what: "    status: planned\n",
    by: "⟦<<<<<<< HEAD\n    status: planned\n=======\n    status: in-progress\n>>>>>>> ramo\n",
    rule: "yaml/syntax",
    says: /merge conflict.*choose one/,
  },
  {
    how: "a Windows path for a file",
    file: "comissao.yaml",
    what: "minutes: evidence/ata-2026-01-20.pdf",
    by: "⟦minutes: evidence\\ata-2026-01-20.pdf",
    rule: "evidence/outside-dossier",
    says: /backslash; write `\/`/,
  },
  {
    how: "a Windows path in double quotation marks",
    file: "comissao.yaml",
    what: "minutes: evidence/ata-2026-01-20.pdf",
    by: '⟦minutes: "C:\\Users\\Ana\\ata.pdf"',
    rule: "yaml/syntax",
    says: /backslash.*single quotation marks/,
  },
  {
    how: "a file that is not there",
    file: "comissao.yaml",
    what: "minutes: evidence/ata-2026-01-20.pdf",
    by: "⟦minutes: evidence/Ata-2026-01-20.pdf",
    rule: "evidence/missing",
    says: /Ata-2026-01-20\.pdf/,
  },
  {
    how: "yes for true",
    file: "comissao.yaml",
    what: "    status: held\n",
    by: "    status: held\n⟦    online: sim\n",
    rule: "schema/type",
    says: /Write `true`/,
  },
  {
    how: "an address without https",
    file: "milcity.yaml",
    what: "website: https://www.ribeiranova.example",
    by: "⟦website: www.ribeiranova.example",
    rule: "schema/format",
    says: /https:\/\/www\.ribeiranova\.example/,
  },
  {
    how: "a percentage as a text",
    file: "plano.yaml",
    what: "target: { value: 400, date: 2027-12-31 }",
    by: "⟦target: { value: 85%, date: 2027-12-31 }",
    rule: "schema/type",
    says: /`85`.*unit/,
  },
  {
    how: "one text for a list",
    file: "comissao.yaml",
    what: "    roles: [secretary]",
    by: "⟦    roles: secretary",
    rule: "schema/type",
    says: /`\[secretary\]`|list/,
  },
  {
    how: "a period the wrong way round",
    file: "plano.yaml",
    what: "period: { start: 2026-01-01, end: 2027-12-31 }",
    by: "⟦period: { start: 2027-12-31, end: 2026-01-01 }",
    rule: "date/backwards",
    says: /2026-01-01.*2027-12-31|2027-12-31.*2026-01-01/,
    all: 20,
  },
  {
    how: "a country by its name",
    file: "milcity.yaml",
    what: "country: PT",
    by: "⟦country: Portugal",
    rule: "schema/enum",
    says: /`PT`/,
  },
  {
    how: "a file saved as UTF-16",
    file: "comissao.yaml",
    what: "kind: committee",
    by: "⟦kind: committee",
    as: "utf16le",
    rule: "yaml/encoding",
    says: /UTF-16.*UTF-8/,
  },
  {
    how: "a file saved in an old encoding of Windows",
    file: "plano.yaml",
    what: "title: Ribeira Nova lê",
    by: "⟦title: Ribeira Nova lê",
    as: "latin1",
    rule: "yaml/encoding",
    says: /UTF-8/,
  },
  {
    how: "a blank of a word processor as indentation",
    file: "plano.yaml",
    what: "    lead: marta-lopes",
    by: "⟦\u00a0\u00a0\u00a0 lead: marta-lopes",
    rule: "yaml/syntax",
    says: /no space \(U\+00A0\)/,
  },
  {
    how: "an invisible sign copied from a chat",
    file: "plano.yaml",
    what: "lead: marta-lopes",
    by: "⟦lead: marta-lopes\u200b",
    rule: "schema/pattern",
    says: /U\+200B/,
  },
  {
    how: "an item of another network's list",
    file: "plano.yaml",
    what: "items: [mil-10]",
    by: "⟦items: [mil-14]",
    rule: "reference/unknown-item",
    says: /`mil-1\d`/,
  },
];

describe("a dossier that is broken by", () => {
  it("nothing has no finding", async () => {
    // Where the tests run from a copy, git may not keep its files.
    expect((await findings(sound)).filter(({ rule }) => rule !== "evidence/untracked")).toEqual([]);
  });

  it.each(breaks)(
    "$how is told at its line, and how to mend it",
    async ({ file, what, by, as, rule, says, all = 1 }) => {
      const cwd = mkdtempSync(join(scratch, "d-"));
      cpSync(sound, cwd, { recursive: true });
      const text = readFileSync(join(cwd, file), "utf8");
      const marked = text.replace(what, () => by);
      expect(marked === text && as === undefined).toBe(false);
      const line = marked.includes("⟦") ? marked.slice(0, marked.indexOf("⟦")).split("\n").length : undefined;
      const broken = marked.replace("⟦", "");
      const bytes =
        as === "utf16le"
          ? Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(broken, as)])
          : Buffer.from(broken, as as BufferEncoding);
      writeFileSync(join(cwd, file), bytes);
      const found = await findings(cwd);
      const [first] = found;
      const where = `${first?.file}:${first?.range.start.line}`;
      expect({ rule: first?.rule, said: `${first?.message} ${first?.help ?? ""}`, where }).toEqual({
        rule,
        said: expect.stringMatching(says) as string,
        where: line === undefined ? where : `${file}:${rule === "yaml/encoding" && as === "utf16le" ? 1 : line}`,
      });
      expect(found.length).toBeLessThanOrEqual(all);
    },
  );
});
