/**
 * What the languages lack, and how it gets to translators and back.
 *
 *   npx tsx scripts/i18n.ts --missing fr          every key that `locales/fr.yaml` lacks, as YAML with the English texts
 *   npx tsx scripts/i18n.ts --write-skeleton fr   the same, written into the file: what is there stays as it is
 *   npx tsx scripts/i18n.ts --unused fr           keys that English does not have any more
 *   npx tsx scripts/i18n.ts --export fr > fr.tsv  a sheet of key, English text and translation, one text in a line; what is
 *                                                 not translated has an empty third column
 *   npx tsx scripts/i18n.ts --import fr fr.tsv    puts the third column of such a sheet into the file, all of it or, where a
 *                                                 `{name}`, a code in backticks or a blank at an end was lost, nothing
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { type Document, isMap, parseDocument, stringify } from "yaml";
import { localeFile, missing, readLocale, type Texts, toTranslate, unused } from "./i18n-texts.ts";
import { fromSheet, toSheet } from "./i18n-sheet.ts";

const [mode = "", language = "", sheet = ""] = process.argv.slice(2);
if (
  !/^--(?:missing|write-skeleton|unused|export|import)$/.test(mode) ||
  !/^[a-z]{2,3}(?:-[A-Za-z0-9]+)*$/.test(language) ||
  (mode === "--import") !== (sheet !== "")
) {
  console.error(
    "usage: npx tsx scripts/i18n.ts --missing|--write-skeleton|--unused|--export LANGUAGE\n" +
      "       npx tsx scripts/i18n.ts --import LANGUAGE SHEET",
  );
  process.exit(2);
}

const all = await toTranslate();
const { language: _tag, direction: _direction, complete: _complete, ...own } = readLocale(language);

/** Puts texts into a document. Where they are forms by number, those take the place of what is there. */
function put(document: Document, texts: Texts, path: string[] = []): void {
  if (typeof texts === "string" || !isMap(document.getIn(path, true))) document.setIn(path, document.createNode(texts));
  else for (const [name, text] of Object.entries(texts)) put(document, text, [...path, name]);
}

/** Which way a language is written, as far as the system knows it. */
function direction(): string {
  const { textInfo } = new Intl.Locale(language) as { textInfo?: { direction?: string } };
  return textInfo?.direction ?? "ltr";
}

function write(texts: Texts): void {
  const file = localeFile(language);
  const text = existsSync(file) ? readFileSync(file, "utf8") : `language: ${language}\ndirection: ${direction()}\n`;
  const document = parseDocument(text);
  put(document, texts);
  writeFileSync(file, document.toString({ lineWidth: 0 }));
}

if (mode === "--unused") for (const key of unused(all, own as Texts)) console.log(key);
else if (mode === "--export") process.stdout.write(toSheet(all, own as Texts, language));
else if (mode === "--import") {
  const { texts, faults } = fromSheet(readFileSync(sheet, "utf8"), all, language);
  for (const fault of faults) console.error(`${sheet}:${fault}`);
  if (faults.length === 0) write(texts);
  else process.exitCode = 1;
} else {
  const lacking = missing(all, own as Texts, language);
  if (mode === "--missing")
    console.log(lacking === undefined ? "# nothing is missing" : stringify(lacking, { lineWidth: 0 }));
  else if (lacking !== undefined) write(lacking);
}
