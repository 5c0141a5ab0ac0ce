/** Texts as a sheet of three columns with tabs between them: the key as a JSON pointer, the English text and the translation. */
import { faultsOf, formNames, isPlural, missing, type Texts } from "./i18n-texts.ts";

const step = (name: string): string => `/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;
const names = (key: string): string[] =>
  key
    .split("/")
    .slice(1)
    .map((name) => name.replaceAll("~1", "/").replaceAll("~0", "~"));

/** As spreadsheets read and write a cell: what begins with a quotation mark stands in quotation marks, its own ones doubled. */
const cell = (text: string): string => (text.startsWith('"') ? `"${text.replaceAll('"', '""')}"` : text);
const plain = (cell: string): string =>
  /^"(?:[^"]|"")*"$/.test(cell) ? cell.slice(1, -1).replaceAll('""', '"') : cell;

export function toSheet(all: Texts, own: Texts | undefined, language: string): string {
  const lines: string[] = [];
  const line = (key: string, english: string, translation = "") =>
    lines.push([key, english, translation].map(cell).join("\t"));
  const walk = (texts: Texts, there: Texts | undefined, key: string): void => {
    if (typeof texts === "string" || isPlural(texts)) {
      if (typeof there === "string") return void line(key, whole(texts), there);
      const needed = missing(texts, undefined, language) ?? texts;
      if (typeof needed === "string" && !isPlural(there)) return void line(key, needed);
      const english = typeof needed === "string" ? there : needed;
      const forms = { ...(english as Record<string, string>), ...(there as Record<string, string>) };
      for (const form of Object.keys(forms))
        line(
          key + step(form),
          typeof needed === "string" ? needed : ((needed as Record<string, string>)[form] ?? whole(texts)),
          isPlural(there) ? there[form] : "",
        );
    } else
      for (const [name, text] of Object.entries(texts))
        walk(text, typeof there === "object" ? there[name] : undefined, key + step(name));
  };
  walk(all, own, "");
  return lines.map((text) => `${text}\n`).join("");
}

/** What a sheet says; lines without a translation are passed over. */
export function fromSheet(sheet: string, all: Texts, language: string): { texts: Texts; faults: string[] } {
  const texts: Record<string, Texts> = {};
  const faults: string[] = [];
  for (const [n, line] of sheet
    .replace(/^\ufeff/, "")
    .split(/\r?\n/)
    .entries()) {
    const [key = "", , translation = ""] = line.split("\t").map(plain);
    if (translation === "") continue;
    const path = names(key);
    const found = englishAt(all, path);
    const wrong = found === undefined ? ["no such key"] : faultsOf({ ...found, path, translation, language });
    faults.push(...wrong.map((fault) => `${n + 1}: ${fault}: ${key}`));
    set(texts, path, translation);
  }
  return { texts, faults };
}

const whole = (texts: string | { [form: string]: string }): string =>
  typeof texts === "string" ? texts : (texts["other"] ?? "");

/** The English text of a path, which may end in the name of a form that English has not. */
function englishAt(all: Texts, path: string[]): { text: string; form?: string } | undefined {
  let at: Texts | undefined = all;
  for (const [n, name] of path.entries()) {
    if (typeof at === "string" || (at !== undefined && isPlural(at)))
      return n === path.length - 1 && formNames.has(name) ? { text: whole(at), form: name } : undefined;
    at = at !== undefined && Object.hasOwn(at, name) ? at[name] : undefined;
  }
  return at === undefined || (typeof at !== "string" && !isPlural(at)) ? undefined : { text: whole(at) };
}

function set(texts: Record<string, Texts>, path: string[], text: string): void {
  let at = texts;
  for (const name of path.slice(0, -1)) {
    const next = Object.hasOwn(at, name) ? at[name] : undefined;
    at = typeof next === "object" ? next : (at[name] = {});
  }
  at[path.at(-1) ?? ""] = text;
}
