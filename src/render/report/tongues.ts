/**
 * Markdown cannot say that a text is in another language, and Word can. Where Markdown is only on its way to Word, such a text stands
 * between two code points that are no characters, the first with the number of its language in others of them. No text of a dossier
 * holds any, since `visible` shows them by their codes, so none can pass for a mark.
 */
const begin = 0xfdd0;
const digits = 0xfdd2;
const radix = 16;

/** `text` marked as being in `lang`; as it is, where that is the report's own language. */
export type Mark = (text: string, lang: string | null | undefined) => string;

export const unmarked: Mark = (text) => text;

/** Marks texts; `tags` are the languages that their marks number. */
export function marking(): { mark: Mark; tags: readonly string[] } {
  const tags: string[] = [];
  const mark: Mark = (text, lang) => {
    const inner = text.trim();
    if (inner === "" || lang === null || lang === undefined) return text;
    const known = tags.indexOf(lang);
    const number = (known < 0 ? tags.push(lang) - 1 : known).toString(radix);
    const sign = String.fromCodePoint(begin, ...[...number].map((digit) => digits + Number.parseInt(digit, radix)));
    // A blank at an end may be taken away as the end of a line.
    return text.replace(inner, () => `${sign}${inner}\ufdd1`);
  };
  return { mark, tags };
}

/** A text without marks. */
export const bare = (text: string): string => text.replace(/[\ufdd0-\ufde1]/g, "");

/** The parts of a text with the languages they are in, going on in `lang`; and the language that its end is in. */
export function spans(text: string, tags: readonly string[], lang: string | undefined) {
  let now = lang;
  const found = text.split(/(\ufdd0[\ufdd2-\ufde1]*|\ufdd1)/).flatMap((part) => {
    if (part.startsWith("\ufdd0")) {
      const number = Array.from(part.slice(1), (one) => ((one.codePointAt(0) ?? 0) - digits).toString(radix)).join("");
      now = tags[Number.parseInt(number, radix)];
    } else if (part === "\ufdd1") now = undefined;
    else if (part !== "") return [{ text: bare(part), lang: now }];
    return [];
  });
  return { found, end: now };
}
