import { phrase, type Phrase } from "../model/phrase.ts";

/** What no message may quote: how to reach a person, and what opens a door. Every pattern is bounded, so that each is linear. */

const mail = /(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+-]{1,64}@(?:[\p{L}\p{N}-]{1,63}\.){1,6}\p{L}{2,24}/gu;

// Neither a part of a longer number, word, address or path; days, sums and book numbers are no telephone numbers.
const before = String.raw`(?<![\p{L}\p{N}+/=._&#-])`;
const gap = String.raw`[ \u00a0().\-/]{0,2}`;
const international = String.raw`(?:\+|00)[1-9](?:${gap}\d){6,14}`;
const national = String.raw`\(?0\d(?:${gap}\d){7,11}`;
const american = String.raw`\(?[2-9]\d{2}\)?[ .-][2-9]\d{2}[ .-]\d{4}`;
const phone = new RegExp(`${before}(?:${international}|${national}|${american})(?![\\p{L}\\p{N}])`, "gu");
const named =
  /(?<![\p{L}\p{N}])(?:tel|telephone|phone|mobile|fax|telefon|telefone|telefono|teléfono|téléphone|móvil|whatsapp)[.:]{0,2} {0,2}(?:\(?\+?\d(?:[ ().\-/]{0,2}\d){5,14})(?![\p{L}\p{N}])/giu;
const day = /^\d{4}-\d{2}-\d{2}$/;
const someDay = /\d{1,4}[./-]\d{1,2}[./-]\d{2,4}/;

export interface Contact {
  kind: "mail" | "phone";
  /** The shape of it, for a message: the first sign and no more. */
  masked: string;
}

// Most texts hold neither an @ nor so many digits, and need not be looked at closely.
const manyDigits = /(?:\d[ \u00a0().\-/]{0,2}){6}/;

/** The first e-mail address or telephone number in a text. */
export function contactIn(text: string): Contact | undefined {
  const found = text.includes("@") ? text.match(mail)?.[0] : undefined;
  if (found !== undefined) return { kind: "mail", masked: maskedMail(found) };
  if (day.test(text) || !manyDigits.test(text)) return undefined;
  const number = [...text.matchAll(phone), ...text.matchAll(named)].find(([match]) => !someDay.test(match))?.[0];
  return number === undefined ? undefined : { kind: "phone", masked: maskedPhone(number) };
}

const maskedMail = (address: string) => `${/^./u.exec(address)?.[0] ?? ""}…@…`;
const maskedPhone = (number: string) => `${/[+(]?\d/.exec(number)?.[0] ?? ""}…`;

// What follows the head of a private key is the key, however much of it a text still holds.
const secrets: [what: Phrase, pattern: RegExp][] = [
  [phrase("a private key"), /-----BEGIN (?:[A-Z]{1,16} ){0,3}PRIVATE KEY(?: BLOCK)?-----[^]*/],
  [phrase("a token of GitHub"), /(?<![A-Za-z0-9])(?:gh[opusr]_[A-Za-z0-9]{30,255}|github_pat_[A-Za-z0-9_]{30,255})/],
  [phrase("a token of GitLab"), /(?<![A-Za-z0-9])gl(?:pat|dt|rt|cbt|ptt|soat)-[A-Za-z0-9_-]{18,255}/],
  [phrase("a key of Amazon Web Services"), /(?<![A-Za-z0-9])(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}(?![A-Za-z0-9])/],
  [
    phrase("a key of Amazon Web Services"),
    /aws_?(?:secret|session)[A-Za-z_]{0,20}["']?\s{0,4}[:=]\s{0,4}["']?[A-Za-z0-9/+]{40}/i,
  ],
  [
    phrase("a key of Google"),
    /(?<![A-Za-z0-9])(?:AIza[A-Za-z0-9_-]{35}|GOCSPX-[A-Za-z0-9_-]{20,60}|ya29\.[A-Za-z0-9_-]{20,255})/,
  ],
  [phrase("a token of Slack"), /(?<![A-Za-z0-9])xox[abeoprs]-[A-Za-z0-9-]{10,255}/],
  [
    phrase("an address of Slack that takes messages"),
    /hooks\.slack\.com\/services\/[A-Z0-9]{6,16}\/[A-Z0-9]{6,16}\/[A-Za-z0-9]{16,40}/i,
  ],
  [phrase("a key of Stripe"), /(?<![A-Za-z0-9])(?:sk|rk|whsec)_(?:(?:live|test)_)?[A-Za-z0-9]{20,255}/],
  [phrase("a token of npm"), /(?<![A-Za-z0-9])npm_[A-Za-z0-9]{30,60}/],
  [phrase("a token of PyPI"), /(?<![A-Za-z0-9])pypi-[A-Za-z0-9_-]{30,255}/],
  [phrase("a key of SendGrid"), /(?<![A-Za-z0-9])SG\.[A-Za-z0-9_-]{16,32}\.[A-Za-z0-9_-]{30,64}/],
  [
    phrase("a key of an artificial intelligence service"),
    /(?<![A-Za-z0-9])sk-(?=[a-z0-9_-]{0,64}[A-Z])(?=[A-Za-z_-]{0,64}\d)[A-Za-z0-9_-]{20,255}/,
  ],
  [phrase("a token of Hugging Face"), /(?<![A-Za-z0-9])hf_[A-Za-z0-9]{30,60}/],
  [phrase("a token of DigitalOcean"), /(?<![A-Za-z0-9])do[opr]_v1_[a-f0-9]{60,70}/],
  [phrase("a token of Shopify"), /(?<![A-Za-z0-9])shp(?:at|ca|pa|ss)_[A-Fa-f0-9]{30,40}/],
  [phrase("a token of Atlassian"), /(?<![A-Za-z0-9])ATATT3[A-Za-z0-9_=-]{30,255}/],
  [phrase("a token of Telegram"), /(?<![A-Za-z0-9])\d{8,10}:AA[A-Za-z0-9_-]{30,40}/],
  [phrase("a key of Mailgun or Twilio"), /(?<![A-Za-z0-9])(?:key-|SK|AC)[a-f0-9]{32}(?![A-Za-z0-9])/],
  [phrase("a key of Azure"), /AccountKey=[A-Za-z0-9+/]{40,100}/],
  [phrase("a signed token"), /(?<![A-Za-z0-9])eyJ[A-Za-z0-9_-]{10,512}\.eyJ[A-Za-z0-9_-]{10,1024}/],
  [
    phrase("a password in an address"),
    /(?<![A-Za-z0-9])[a-z][a-z0-9+.-]{1,15}:\/\/[^\s/:@"'<>]{1,64}:[^\s/:@"'<>]{3,128}@/i,
  ],
  [
    phrase("a password"),
    /(?<![A-Za-z0-9])(?:password|passwd|api[_-]?key|secret[_-]?key|access[_-]?token|auth[_-]?token)["']?\s{0,4}[:=]\s{0,4}["']?(?=[A-Za-z_+/.-]{0,64}\d)[A-Za-z0-9_+/.-]{16,128}/i,
  ],
];

// A sign of each of the patterns above: a text without any of them holds no secret. In any case of letters only where the pattern is.
// Each begins with a letter that is rare in texts and looks back from there: a search from the first letter of each stops at nearly
// every place of a text, and takes three times as long. Of what plans hold, such as "help-desk-2" and "passwords", they ask as
// much as the pattern does.
const exact = new RegExp(
  [
    String.raw`-(?:----BEGIN|(?<=(?:gl[a-z]{2,4}|xox[a-z]|pypi|(?<![A-Za-z0-9])sk|key)-))`,
    String.raw`_(?<=(?:gh[opusr]|sk|rk|whsec|npm|pat|hf|v1|shp[a-z]{2})_)`,
    String.raw`A(?:KIA|SIA|BIA|CCA|Iza|TATT|C[a-f0-9]|ccountKey)`,
    String.raw`S(?:K[a-f0-9]|G\.)|GOCSPX|2(?<=ya2)9|J(?<=eyJ)`,
    String.raw`:(?:AA|\/\/[^\s/]{1,64}:)`,
  ].join("|"),
);
const inAnyCase =
  /[wW](?:(?<=passw)(?:or)?d["'\s:=]|(?<=aw)s_?se)|[kK](?:(?<=hook)s\.s|(?<=(?:api|secret)[_-]?k)ey|(?<=(?:access|auth)[_-]?tok)en)/i;
export const secretSign = { test: (text: string) => exact.test(text) || inAnyCase.test(text) };

/** What a text gives away, in words; never the secret itself. */
export function secretIn(text: string): Phrase | undefined {
  return secretSign.test(text) ? secrets.find(([, pattern]) => pattern.test(text))?.[0] : undefined;
}

/** A text as a message may quote it. */
export function masked(text: string): string {
  let shown = text.replace(mail, maskedMail);
  for (const pattern of [phone, named])
    shown = shown.replace(pattern, (match) => (someDay.test(match) ? match : maskedPhone(match)));
  if (secretSign.test(shown))
    for (const [, pattern] of secrets) shown = shown.replace(new RegExp(pattern.source, `${pattern.flags}g`), "…");
  return shown;
}
