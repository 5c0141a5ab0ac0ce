import { isUtf8 } from "node:buffer";
import { phrase, type Said } from "../model/phrase.ts";
import type { Problem } from "./problem.ts";
import { limits } from "./limits.ts";
import { isOrdinary } from "./signs.ts";

/** Text of a document; `null` where the bytes are no text that can be read. Positions in it do not count a byte order mark. */
export interface Decoded {
  text: string | null;
  /** Whether nothing in the text needs a closer look, whatever ends its lines. */
  isOrdinary: boolean;
  problems: Problem[];
}

const marks: [string, number[]][] = [
  ["UTF-32", [0xff, 0xfe, 0, 0]],
  ["UTF-32", [0, 0, 0xfe, 0xff]],
  ["UTF-16", [0xff, 0xfe]],
  ["UTF-16", [0xfe, 0xff]],
];

const signatures: [Said, number[]][] = [
  [phrase("a PNG picture"), [0x89, 0x50, 0x4e, 0x47]],
  [phrase("a JPEG picture"), [0xff, 0xd8, 0xff]],
  [phrase("a GIF picture"), [0x47, 0x49, 0x46, 0x38]],
  [phrase("a ZIP archive or an office document"), [0x50, 0x4b, 3, 4]],
  [phrase("a gzip archive"), [0x1f, 0x8b]],
  [phrase("a PDF"), [0x25, 0x50, 0x44, 0x46]],
];

const startsWith = (bytes: Uint8Array, start: number[]) => start.every((byte, i) => bytes[i] === byte);

/** Bytes → text by UTF-8, refusing what is not. */
export function decode(bytes: Uint8Array): Decoded {
  const encoding = (problem: Said): Decoded => ({
    text: null,
    isOrdinary: false,
    problems: [{ rule: "yaml/encoding", start: 0, end: 0, args: { problem } }],
  });
  if (bytes.length > limits.bytes)
    return {
      text: null,
      isOrdinary: false,
      problems: [
        tooLarge(
          0,
          phrase("The file has {bytes} bytes; the limit is {limit}.", { bytes: bytes.length, limit: limits.bytes }),
        ),
      ],
    };
  const kind = signatures.find(([, start]) => startsWith(bytes, start))?.[0];
  if (kind) return encoding(phrase("The file is {kind}, not a text.", { kind }));
  const mark = marks.find(([, start]) => startsWith(bytes, start))?.[0] ?? unmarkedWide(bytes);
  if (mark)
    return encoding(
      phrase("The file is in {mark}; a dossier is in UTF-8. Save it again with the encoding UTF-8.", { mark }),
    );
  if (!isUtf8(bytes)) {
    const offset = firstInvalid(bytes);
    const before = new TextDecoder("utf-8", { ignoreBOM: true })
      .decode(bytes.subarray(0, offset))
      .replace(/^\ufeff/, "");
    const byte = (bytes[offset] ?? 0).toString(16).toUpperCase().padStart(2, "0");
    return {
      text: null,
      isOrdinary: false,
      problems: [
        {
          rule: "yaml/encoding",
          start: before.length,
          end: before.length,
          args: {
            problem: phrase(
              "The byte {byte} at offset {offset} is not UTF-8. Save the file again with the encoding UTF-8.",
              {
                byte: `0x${byte}`,
                offset: String(offset),
              },
            ),
          },
          source: before,
        },
      ],
    };
  }
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
  return scan(text.startsWith("\ufeff") ? text.slice(1) : text);
}

/** UTF-16 or UTF-32 without a mark: NUL bytes at regular places of the beginning, which is mostly ASCII. */
function unmarkedWide(bytes: Uint8Array): string | undefined {
  const head = bytes.subarray(0, Math.min(bytes.length, 256) & ~3);
  if (!head.includes(0)) return undefined;
  const nuls = [0, 0, 0, 0];
  for (const [i, byte] of head.entries()) if (byte === 0) nuls[i % 4] = (nuls[i % 4] ?? 0) + 1;
  const many = nuls.map((count) => count * 4 > head.length / 3);
  const pattern = many.map(Number).join("");
  if (head.length < 4) return undefined;
  if (pattern === "0111" || pattern === "1110") return "UTF-32";
  return pattern === "0101" || pattern === "1010" ? "UTF-16" : undefined;
}

/** The offset of the first byte that no valid UTF-8 sequence explains. */
function firstInvalid(bytes: Uint8Array): number {
  let at = 0;
  while (at < bytes.length) {
    const lead = bytes[at] ?? 0;
    const length = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    if (length > 1 && (at + length > bytes.length || !isUtf8(bytes.subarray(at, at + length)))) return at;
    at += length;
  }
  return at;
}

// No part of a sound text, raw: NUL and the other controls but tab and line end, DEL, C1, a lone CR, line and paragraph
// separators, a second byte order mark, noncharacters, lone surrogates.
const forbidden =
  // oxlint-disable-next-line no-control-regex -- these are what is looked for
  /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\p{Noncharacter_Code_Point}\p{Cs}]|\r(?!\n)/gu;

// One pass without Unicode properties is five times faster, and hardly any text has one of these: what it finds is looked at closely.
const suspicious =
  // oxlint-disable-next-line no-control-regex -- these are what is looked for
  /[\0-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufdd0-\ufdef\ufeff\ufffe\uffff\ud800-\udfff]/;

const withoutReturns = (text: string) => (text.includes("\r") ? text.replaceAll("\r\n", "\n") : text);

export const codePoint = (character: string) =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;

/** Refuses characters and shapes that no dossier has; the text goes on with each forbidden character replaced, so that places hold. */
function scan(text: string): Decoded {
  const problems: Problem[] = [];
  const push = (problem: Problem) => problems.length < limits.problemsPerFile && problems.push(problem);
  const replaced = (character: string, offset: number) => {
    const control = /[^\r\u2028\u2029\ufeff\0\p{Noncharacter_Code_Point}\p{Cs}]/u.test(character);
    push({
      rule: control ? "text/control-character" : "yaml/encoding",
      start: offset,
      end: offset + character.length,
      args: {
        problem:
          character === "\r"
            ? phrase("A line ends in a lone carriage return (U+000D).")
            : phrase("The character {code} may not stand in a dossier.", { code: codePoint(character) }),
        code: codePoint(character),
      },
    });
    return character === "\r" ? "\n" : "\ufffd".repeat(character.length);
  };
  const looked = withoutReturns(text);
  const ordinary = isOrdinary(looked);
  const clean = !ordinary && suspicious.test(looked) ? text.replace(forbidden, replaced) : text;
  let lines = 0;
  let start = 0;
  for (let end = clean.indexOf("\n"); ; end = clean.indexOf("\n", start)) {
    lines++;
    const stop = end < 0 ? clean.length : end;
    if (stop - start > limits.lineLength) {
      push(
        tooLarge(
          start,
          phrase("A line has {characters} characters; the limit is {limit}.", {
            characters: stop - start,
            limit: limits.lineLength,
          }),
        ),
      );
      return { text: null, isOrdinary: false, problems };
    }
    if (end < 0) break;
    start = end + 1;
  }
  if (lines > limits.lines) {
    push(tooLarge(0, phrase("The file has {lines} lines; the limit is {limit}.", { lines, limit: limits.lines })));
    return { text: null, isOrdinary: false, problems };
  }
  return { text: clean, isOrdinary: ordinary, problems };
}

const tooLarge = (at: number, problem: Said): Problem => ({
  rule: "yaml/too-large",
  start: at,
  end: at,
  args: { problem },
});
