/** Covers what a log must not quote: contact details and secrets. Each covered character becomes one `•`, so that places stay. */

const mail = /[^\s<>"'(),;:[\]{}]{1,64}@[^\s<>"'(),;:[\]{}]{1,255}/g;
const contactField = /^(\s*(?:-\s*)?(?:\{\s*)?["']?(?:email|phone)["']?\s*:\s*)(\S.*)$/;
const phone = /(?:\+|\b00)\d(?:[\s()./-]{0,2}\d){6,16}|\(?\b\d{2,5}\)?(?:[ ./-]\d{2,5}){2,5}\b|\b\d{9,15}\b/g;
// Also as people write it: who is told that a day is written otherwise has to see it. What has a figure alone in it, such as 1.2.2027, no
// telephone number is taken for.
const day =
  /^(?:[12]\d{3}([./-])(?:0[1-9]|1[0-2])\1(?:0[1-9]|[12]\d|3[01])|(?:0[1-9]|[12]\d|3[01])([./-])(?:0[1-9]|1[0-2])\2[12]\d{3})$/;
const prefix =
  "gh[a-z]_|github_pat_|gl[a-z]{2,4}-|npm_|pypi-|hf_|xox[a-z]-|sk[-_]|rk_|whsec_|do[opr]_v1_|shp[a-z]{2}_|key-|SG\\.|AKIA|ASIA|AIza|ya29|eyJ";
const begins = new RegExp(`^(?:${prefix})`);
const token = new RegExp(`\\b(?:${prefix})[\\w.+/=-]{16,}|[\\w+/=-]{24,}`, "g");
const password = /((?:password|passwd|api[_-]?key|secret|token)["']?\s{0,4}[:=]\s{0,4})(\S{8,})/gi;

const privateKey = /-----BEGIN [A-Z ]{0,60}PRIVATE KEY.*/;

const dots = (text: string) => text.replace(/\S/g, "•");

function isSecret(text: string): boolean {
  if (begins.test(text)) return true;
  // A checksum is of small letters alone.
  return /[a-z]/.test(text) && /[A-Z]/.test(text) && /\d/.test(text);
}

/** A source line as it may be quoted. Its length in UTF-16 code units stays. */
export function masked(line: string): string {
  return line
    .replace(contactField, (_, key: string, value: string) => key + dots(value))
    .replace(privateKey, dots)
    .replace(password, (_, key: string, value: string) => key + dots(value))
    .replace(mail, dots)
    .replace(phone, (found) => (day.test(found) ? found : dots(found)))
    .replace(token, (found) => (isSecret(found) ? dots(found) : found));
}

/** A pointer as it may be told: an address that stands in place of a name is covered in it. */
export const maskedPointer = (pointer: string): string =>
  pointer.includes("@") ? pointer.split("/").map(masked).join("/") : pointer;

/** Does the same, and remembers the last lines: many findings may stand in one that is long. */
export function coverer(): typeof masked {
  const known: { line: string; quoted: string }[] = [];
  return (line) => {
    const found = known.find((one) => one.line === line);
    if (found) return found.quoted;
    const quoted = masked(line);
    known.unshift({ line, quoted });
    known.splice(2);
    return quoted;
  };
}
