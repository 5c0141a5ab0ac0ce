import { bytes, type HostileCase, plan, plans, planWith } from "./case.ts";

const raw = (sign: string) => planWith(` a${sign}b\n`);
const utf32 = (text: string) => Uint8Array.from([...text].flatMap((sign) => [sign.charCodeAt(0), 0, 0, 0]));
const broken = (...tail: number[]) => Uint8Array.from([...bytes(planWith(" a"), "utf8"), ...tail]);

/** Bytes and signs that are no text of a dossier. */
export const encodings: HostileCase[] = [
  ...plans(
    "enc",
    [1],
    {
      "utf16-le-mark": bytes(`\ufeff${plan}`, "utf16le"),
      "utf16-le": bytes(plan, "utf16le"),
      "utf16-be-mark": Uint8Array.from(Buffer.from(`\ufeff${plan}`, "utf16le").swap16()),
      "utf16-be": Uint8Array.from(Buffer.from(plan, "utf16le").swap16()),
      "utf32-mark": utf32(`\ufeff${plan}`),
      utf32: utf32(plan),
      latin1: bytes(plan.replace("Plan", "Açção"), "latin1"),
      overlong: broken(0xc0, 0xaf, 10),
      "overlong-three": broken(0xe0, 0x80, 0xaf, 10),
      cesu: broken(0xed, 0xa0, 0xbd, 0xed, 0xb8, 0x80, 10),
      "beyond-unicode": broken(0xf4, 0x90, 0x80, 0x80, 10),
      cut: broken(0xe2, 0x82),
      "lone-continuation": broken(0x80, 10),
      "only-ff": new Uint8Array(200_000).fill(0xff),
      "only-continuations": new Uint8Array(200_000).fill(0x80),
      "only-nul": new Uint8Array(200_000),
      png: Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13]),
      gzip: Uint8Array.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0]),
      office: Uint8Array.from([0x50, 0x4b, 3, 4, 20, 0]),
      "second-mark": `\ufeff\ufeff${plan}`,
      "inner-mark": raw("\ufeff"),
      nul: raw("\0"),
      "line-separator": raw("\u2028"),
      noncharacter: raw("\ufffe"),
      "noncharacter-astral": raw("\u{10ffff}"),
      "old-mac": plan.replaceAll("\n", "\r"),
      "lone-returns": "\r".repeat(45_000),
    },
    ["yaml/encoding"],
  ),
  ...plans(
    "enc",
    [1],
    {
      escape: raw("\u001b[31m"),
      bell: raw("\u0007"),
      delete: raw("\u007f"),
      "next-line": raw("\u0085"),
      "csi-c1": raw("\u009b31m"),
      "controls-flood": "\u0001".repeat(60_000),
      "escape-by-escape": planWith(' "\\e[31mred"\n'),
      "nul-by-escape": planWith(' "a\\0"\n'),
      "surrogate-by-escape": planWith(' "\\uD800"\n'),
      "noncharacter-by-escape": planWith(' "\\uFFFE"\n'),
      "separator-by-escape": planWith(' "a\\Lb"\n'),
    },
    ["text/control-character"],
  ),
  ...plans("control", [0], {
    mark: `\ufeff${plan}`,
    crlf: plan.replaceAll("\n", "\r\n"),
    "no-last-line-end": plan.trimEnd(),
    "mixed-line-ends": plan.replace("\n", "\r\n"),
  }),
];
