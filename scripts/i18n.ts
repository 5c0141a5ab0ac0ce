/**
 * What the languages lack.
 *
 *   npx tsx scripts/i18n.ts --missing fr          every key that `locales/fr.yaml` lacks, as YAML with the English texts
 *   npx tsx scripts/i18n.ts --write-skeleton fr   the same, written into the file: what is there stays as it is
 *   npx tsx scripts/i18n.ts --unused fr           keys that English does not have any more
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { type Document, isMap, parseDocument, stringify } from "yaml";
import { localeFile, missing, readLocale, type Texts, toTranslate, unused } from "./i18n-texts.ts";

const [mode = "", language = ""] = process.argv.slice(2);
if (!/^--(?:missing|write-skeleton|unused)$/.test(mode) || !/^[a-z]{2,3}(?:-[A-Za-z0-9]+)*$/.test(language)) {
  console.error("usage: npx tsx scripts/i18n.ts --missing|--write-skeleton|--unused LANGUAGE");
  process.exit(2);
}

const all = await toTranslate();
const { language: _tag, direction: _direction, complete: _complete, ...own } = readLocale(language);
const lacking = missing(all, own as Texts, language);

/** Puts texts where a document lacks them. */
function add(document: Document, texts: Texts, path: string[] = []): void {
  if (typeof texts === "string" || !isMap(document.getIn(path, true))) document.setIn(path, document.createNode(texts));
  else for (const [name, text] of Object.entries(texts)) add(document, text, [...path, name]);
}

if (mode === "--unused") for (const key of unused(all, own as Texts)) console.log(key);
else if (mode === "--missing")
  console.log(lacking === undefined ? "# nothing is missing" : stringify(lacking, { lineWidth: 0 }));
else if (lacking !== undefined) {
  const file = localeFile(language);
  const text = existsSync(file) ? readFileSync(file, "utf8") : `language: ${language}\ndirection: ltr\n`;
  const document = parseDocument(text);
  add(document, lacking);
  writeFileSync(file, document.toString({ lineWidth: 0 }));
}
