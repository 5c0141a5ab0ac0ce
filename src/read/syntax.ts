import { phrase, type Said } from "../model/phrase.ts";
import { limits } from "./limits.ts";
import { endOfLine, lineOf } from "./lines.ts";
import type { Problem } from "./problem.ts";

/** Offsets of a quotation mark and a bracket that are opened and never closed. */
export interface Unclosed {
  quote?: number | undefined;
  bracket?: number | undefined;
}

/** Where the library sees a fault: an offset, a range, or a token. */
type Spot = number | readonly number[] | { offset: number; source?: string };

/** The faults of syntax of a text, one for each line: one fault often makes several messages at its line, and the first names the cause. */
export class SyntaxFaults {
  readonly found: Problem[] = [];
  full = false;
  #text: string;
  #open: Unclosed;
  #lines = new Set<number>();
  /** Offsets of the line of the last fault. */
  #last = { start: 0, end: 0 };

  constructor(text: string, open: Unclosed) {
    this.#text = text;
    this.#open = open;
  }

  readonly add = (spot: Spot, code: string, message: string): void => {
    if (code === "TAG_RESOLVE_FAILED" || code === "BAD_DIRECTIVE" || code === "MULTIPLE_DOCS") return;
    const [from, to] = rangeOf(spot);
    const unclosed = this.#unclosed(code, message, from);
    const start = unclosed?.at ?? from;
    if (start > this.#last.start && start < this.#last.end) return;
    const line = lineOf(this.#text, start);
    this.#last = { start: line, end: endOfLine(this.#text, start) };
    if (this.#lines.has(line)) return;
    this.#lines.add(line);
    if (this.found.length < limits.problemsPerFile) {
      const end = unclosed === undefined ? Math.min(Math.max(to, start), this.#last.end) : this.#last.end;
      const problem = unclosed?.problem ?? explain(code, message, this.#text, start);
      this.found.push({ rule: "yaml/syntax", start, end, args: { problem } });
    } else this.full = true;
  };

  /** What is never closed is noticed further down, often at the end of the file; what is to mend is its beginning. */
  #unclosed(code: string, message: string, at: number): { at: number; problem: Said } | undefined {
    const { quote, bracket } = this.#open;
    if (quote !== undefined && code === "MISSING_CHAR" && /quote/.test(message))
      return { at: quote, problem: phrase("A quotation mark is opened and never closed.") };
    if (quote === undefined && bracket !== undefined && at > bracket)
      return { at: bracket, problem: phrase("A bracket is opened and never closed.") };
    return undefined;
  }
}

function rangeOf(spot: Spot): [start: number, end: number] {
  if (typeof spot === "number") return [spot, spot + 1];
  if ("offset" in spot) return [spot.offset, spot.offset + (spot.source?.length ?? 1)];
  return [spot[0] ?? 0, spot[1] ?? spot[0] ?? 0];
}

/** What the library says, in words for someone who does not know YAML. The likely cause comes from the line itself. */
function explain(code: string, message: string, text: string, at: number): Said {
  const line = text.slice(lineOf(text, at) + 1, endOfLine(text, at));
  if (/^(<{7}|={7}|>{7})( |$)/.test(line))
    return phrase("A merge conflict was left in the file: choose one of the two versions and remove the marks.");
  if (/^\s*</.test(line) && /<(!doctype|html|\?xml)/i.test(text.slice(0, 500)))
    return phrase("This is a web page, not YAML.");
  if (text.startsWith("#!")) return phrase("This is a program, not YAML.");
  if (/^\s*\t/.test(line) || code === "TAB_AS_INDENT") return phrase("The line begins with a tab. Indent with spaces.");
  const blank = /^ *([\u00a0\u2000-\u200b\u202f\u205f\u3000\ufeff])/.exec(line)?.[1];
  if (blank !== undefined)
    return phrase(
      "The line begins with a blank that is no space ({code}), as word processors and chats put it in. Indent with spaces.",
      { code: `U+${(blank.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}` },
    );
  if (/\S\t.*\S/.test(line))
    return phrase(
      "A tab stands between words, as in a row of a spreadsheet. Write each row as an entry that begins with `- `, and each column as a field below it.",
    );
  const sign = /^[^"'#]*:\s+([“”„«‘’])/.exec(line)?.[1];
  if (sign !== undefined)
    return phrase('`{sign}` is no quotation mark of YAML. Put the text in straight ones: "…".', { sign });
  switch (code) {
    case "MISSING_CHAR":
      if (/quote/.test(message)) return phrase("A quotation mark is opened and never closed.");
      if (/end with a [\]}]/.test(message) || /Expected .*[\]}]/.test(message))
        return phrase("A bracket is opened and never closed.");
      if (/^\s*(?:- )?[A-Za-z]+:[^\s:/\\]/.test(line))
        return phrase("A blank is missing after the colon of the field.");
      if (message.includes("without - indicator")) return misplaced(text, at);
      return phrase("A sign is missing here ({message}).", { message });
    case "BAD_INDENT":
      return misplaced(text, at);
    case "BLOCK_AS_IMPLICIT_KEY":
    case "MULTILINE_IMPLICIT_KEY":
      if (/^\s*(?:- )?[A-Za-z]+:[^\s:/\\]/.test(line))
        return phrase("A blank is missing after the colon of the field.");
      return phrase(
        "A colon stands inside a text, or a line is indented wrongly. Put the text in quotation marks if the colon belongs to it.",
      );
    case "BAD_SCALAR_START":
      return phrase("A text may not begin with `{sign}`. Put it in quotation marks.", { sign: text[at] ?? "" });
    case "BAD_DQ_ESCAPE":
      return phrase("A backslash in \"…\" begins a special sign. Write paths in single quotation marks: 'C:\\folder'.");
    case "NON_STRING_KEY":
      return phrase("The name of a field must be a plain text.");
    case "UNEXPECTED_TOKEN":
      if (/["']/.test(text[at - 1] ?? ""))
        return phrase(
          "The text ends at the quotation mark before this place, and goes on. Put a text that holds `'` in \"…\", and one that holds `\"` in '…'.",
        );
      return phrase(
        "Something stands here that does not belong. Check the indentation and the quotation marks of this line and the one before.",
      );
    case "KEY_OVER_1024_CHARS":
      return phrase("The name of a field is over 1,024 characters long; is a quotation mark or a colon missing?");
    case "UNREADABLE":
      return phrase("The text cannot be read as YAML.");
    default:
      return phrase("Here the text is no sound YAML ({message}).", { message: message.replace(/\.$/, "") });
  }
}

/** What is to be said of a line that begins at another column than it should: among the entries of a list it mostly lacks its dash. */
function misplaced(text: string, at: number): Said {
  const start = lineOf(text, at) + 1;
  const indent = /^ */.exec(text.slice(start, endOfLine(text, start)))?.[0].length ?? 0;
  const before = text
    .slice(Math.max(0, start - furthest), start)
    .split("\n")
    .slice(0, -1);
  const beside = before.findLast((line) => line.trim() !== "" && line.search(/\S/) <= indent);
  return beside?.startsWith(`${" ".repeat(indent)}- `)
    ? phrase("A dash is missing: the line stands among the entries of a list, which begin with `- `.")
    : phrase("The line is not indented like its neighbours.");
}

/** Characters that are looked through for the neighbours of a line. */
const furthest = 10_000;
