/**
 * JSON with two blanks of indentation and a final newline. Lone surrogates become U+FFFD; control, direction and line-separating
 * characters are written as escapes, and so is what the machine that runs a build would take for a command: read back it is the same.
 */
export function json(value: unknown): string {
  const text = JSON.stringify(value, (_, part: unknown) => (typeof part === "string" ? wellFormed(part) : part), 2);
  return `${text.replace(risky, escaped).replace(/#(?=#(?:\[|[a-z]+\[))/gi, "\\u0023")}\n`;
}

const risky = /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

const escaped = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;

function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, "\ufffd");
}
