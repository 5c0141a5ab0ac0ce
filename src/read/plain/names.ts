import { limits } from "../limits.ts";

/** The characters of the names that dossiers use; a text with another one is left to the library. */
const isOfName = new Uint8Array(128);
for (const character of "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-./")
  isOfName[character.charCodeAt(0)] = 1;

/** Read otherwise elsewhere, or a number, where it has no quotation marks. */
const doubtful = /^(?:yes|no|on|off|[0-9.-].*)$/i;

// Dossiers write a few hundred names again and again. One that is known is neither cut out of the text nor checked once more.
const size = 2048;
const known: string[] = Array.from({ length: size }, () => "");

/** The offset behind a name that begins at an offset. */
export function endOfName(text: string, start: number): number {
  let at = start;
  for (let code = text.charCodeAt(at); code < 128 && isOfName[code] === 1; code = text.charCodeAt(at)) at++;
  return at;
}

/** The name between two offsets; nothing where a dossier may not have it, or another program could read it otherwise. */
export function nameAt(text: string, start: number, end: number, isQuoted: boolean): string | undefined {
  const length = end - start;
  if (length === 0 || length > limits.key) return undefined;
  // Stryker disable all: what is remembered here is only found sooner, and is compared with the text before it counts
  let hash = length;
  for (let at = start; at < end; at++) hash = (Math.imul(hash, 31) + text.charCodeAt(at)) | 0;
  const slot = (hash ^ (hash >>> 11)) & (size - 1);
  const candidate = known[slot] ?? "";
  // Stryker restore all
  if (candidate.length === length && text.startsWith(candidate, start)) return candidate;
  const cut = text.slice(start, end);
  if (cut in Object.prototype) return undefined;
  if (doubtful.test(cut)) return isQuoted ? cut : undefined;
  // As the name of a field it is a string of its own that does not keep the whole text in memory.
  const name = Object.keys({ [cut]: 0 })[0] ?? cut;
  known[slot] = name;
  return name;
}
