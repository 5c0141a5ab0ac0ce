import { dateFields } from "../data.build.js";

const [space, quote, apostrophe, plus, dash, dot, zero, nine, backslash] = [
  0x20, 0x22, 0x27, 0x2b, 0x2d, 0x2e, 0x30, 0x39, 0x5c,
];

const words = new Map<string, boolean | null>([
  ...["true", "True", "TRUE"].map((word): [string, boolean] => [word, true]),
  ...["false", "False", "FALSE"].map((word): [string, boolean] => [word, false]),
  ...["null", "Null", "NULL", "~"].map((word): [string, null] => [word, null]),
]);

/** Read otherwise elsewhere: the library reads these, so that the finding has one author. */
const doubtfulWord = /^(?:yes|no|on|off)$/i;
const doubtfulNumber = /^(?:0o?[0-7]+|[-+]?[0-9]{1,3}(?::[0-5]?[0-9])+)$/i;
const dateLike = /^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt ].*)?$/;

const simpleNumber = /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?$/;
const zerosKept = /^[0-9]{1,3}\.[0-9]{2}0$/;
/** Every form of a number in the core schema. Source: https://yaml.org/spec/1.2.2/#1032-tag-resolution */
const anyNumber =
  /^(?:0o[0-7]+|0x[0-9a-fA-F]+|[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;
/** Longer ones could have more digits than are kept. */
const mostDigits = 15;

/** What a text without quotation marks says; nothing where the library has to tell. `field` is the name that it is the value of. */
export function plainValue(
  text: string,
  start: number,
  end: number,
  field: string,
): string | number | boolean | null | undefined {
  const first = text.charCodeAt(start);
  if ((first >= zero && first <= nine) || first === dash || first === plus || first === dot)
    return numberLike(text, start, end, field);
  const value = text.slice(start, end);
  if (end - start > 5) return value;
  const word = words.get(value);
  if (word !== undefined) return word;
  return doubtfulWord.test(value) ? undefined : value;
}

function numberLike(text: string, start: number, end: number, field: string): string | number | undefined {
  const first = text.charCodeAt(start);
  // Stryker disable all: whole numbers take a shorter way to what comes out below as well
  if (first > zero && first <= nine && end - start <= mostDigits) {
    let value = 0;
    let at = start;
    for (; at < end; at++) {
      const code = text.charCodeAt(at);
      if (code < zero || code > nine) break;
      value = value * 10 + (code - zero);
    }
    if (at === end) return value;
  }
  // Stryker restore all
  const value = text.slice(start, end);
  if (simpleNumber.test(value) && value.length <= mostDigits) {
    if (zerosKept.test(value)) return undefined;
    const number = Number(value);
    return number === 0 ? 0 : number;
  }
  if (anyNumber.test(value) || doubtfulNumber.test(value)) return undefined;
  if (dateLike.test(value) && !dateFields.has(field)) return undefined;
  return value;
}

/** Where a text in quotation marks that begins at an offset ends in the same line, behind its mark; -1 where it does not. */
export function endOfQuoted(text: string, start: number): number {
  const mark = text.charCodeAt(start);
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < space) return -1;
    if (code === backslash && mark === quote) {
      at++;
      if (text.charCodeAt(at) < space) return -1;
    } else if (code === mark) {
      if (mark === apostrophe && text.charCodeAt(at + 1) === apostrophe) at++;
      else return at + 1;
    }
  }
  return -1;
}

const escapes = new Map([
  ['"', '"'],
  ["\\", "\\"],
  ["/", "/"],
  ["n", "\n"],
  ["t", "\t"],
  ["r", "\r"],
]);

/** What a text in quotation marks says, between the offsets of its marks; nothing where it has an escape that is rare. */
export function quotedValue(text: string, start: number, end: number): string | undefined {
  const inside = text.slice(start + 1, end - 1);
  if (text.charCodeAt(start) === apostrophe) return inside.includes("'") ? inside.replaceAll("''", "'") : inside;
  if (!inside.includes("\\")) return inside;
  let value = "";
  let from = 0;
  for (let at = inside.indexOf("\\"); at >= 0; at = inside.indexOf("\\", from)) {
    value += inside.slice(from, at);
    const sign = inside.charAt(at + 1);
    const plain = escapes.get(sign);
    if (plain !== undefined) from = at + 2;
    else if (sign === "u" && /^[0-9a-fA-F]{4}$/.test(inside.slice(at + 2, at + 6))) from = at + 6;
    else return undefined;
    value += plain ?? String.fromCharCode(Number.parseInt(inside.slice(at + 2, at + 6), 16));
  }
  return value + inside.slice(from);
}
