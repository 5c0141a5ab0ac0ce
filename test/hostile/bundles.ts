import { execFileSync } from "node:child_process";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { deflateRawSync } from "node:zlib";
import { type Zippable, zipSync } from "fflate";
import { canary, city, type HostileCase, plan, times } from "./case.ts";

const text = (content: string) => new TextEncoder().encode(content);

const file = (path: string, more: object = {}) => ({
  path,
  kind: "document",
  bytes: 1,
  sha256: "0".repeat(64),
  ...more,
});

const manifest = (more: object = {}) =>
  text(
    JSON.stringify({
      version: 1,
      tool: { name: "milcity", version: "0.1.0" },
      icu: "74.1",
      to: "iaec",
      city: "Vila",
      plan: "plan-1",
      asOf: "2026-06-30",
      revision: null,
      language: "pt",
      frameworks: [],
      findings: { errors: 0, warnings: 0, infos: 0 },
      files: [file("dossier/milcity.yaml"), file("dossier/plan.yaml")],
      left: [],
      ...more,
    }),
  );

const whole = (more: Zippable = {}): Zippable => ({
  "manifest.json": manifest(),
  "dossier/milcity.yaml": text(city),
  "dossier/plan.yaml": text(plan),
  ...more,
});

const zip = (files: Zippable) => zipSync(files, { level: 9 });

/** The sizes that an archive states of its first file, in both places where it states them, replaced. */
function lying(archive: Uint8Array, size: number): Uint8Array {
  const bytes = Buffer.from(archive);
  for (let at = 0; at + 4 < bytes.length; at++) {
    if (bytes.readUInt32LE(at) === 0x04034b50) bytes.writeUInt32LE(size, at + 22);
    if (bytes.readUInt32LE(at) === 0x02014b50) bytes.writeUInt32LE(size, at + 24);
  }
  return bytes;
}

/** An archive of a size that may be, whose one file unpacks to a thousand times what it says, for minutes. */
function endless(): Uint8Array {
  // Of so many noughts one block is made, in the midst of which each byte stands for the same thousand of them.
  const block = deflateRawSync(new Uint8Array(3_000_000));
  const middle = block.length >> 1;
  const more = Buffer.alloc(20_000_000, block.subarray(middle, middle + 1));
  const packed = Buffer.concat([block.subarray(0, middle), more, block.subarray(middle)]);
  const bytes = Buffer.from(zipSync({ "manifest.json": packed }, { level: 0 }));
  const list = bytes.lastIndexOf(Buffer.from("PK\u0001\u0002"));
  bytes.writeUInt16LE(8, 8);
  bytes.writeUInt16LE(8, list + 10);
  return bytes;
}

/** The same name for two files: `b.json` renamed to `a.json` in the bytes. */
const renamed = (archive: Uint8Array, from: string, to: string) =>
  Uint8Array.from(Buffer.from(Buffer.from(archive).toString("latin1").replaceAll(from, to), "latin1"));

const archives: Record<string, () => Uint8Array> = {
  empty: () => new Uint8Array(),
  "end-only": () => Uint8Array.from({ length: 22 }, (_, i) => [0x50, 0x4b, 5, 6][i] ?? 0),
  "no-manifest": () => zip({ "dossier/milcity.yaml": text(city) }),
  "manifest-broken": () => zip(whole({ "manifest.json": text("{") })),
  "manifest-null": () => zip(whole({ "manifest.json": text("null") })),
  "manifest-deep": () => zip(whole({ "manifest.json": text(`${"[".repeat(200_000)}${"]".repeat(200_000)}`) })),
  "manifest-large": () => zip(whole({ "manifest.json": text(`{"a":"${"x".repeat(40_000_000)}"}`) })),
  "manifest-proto": () =>
    zip(whole({ "manifest.json": text(`{"__proto__":{"PWNED":1},"constructor":{"prototype":{"PWNED":1}}}`) })),
  "manifest-utf16": () =>
    zip(
      whole({
        "manifest.json": Uint8Array.from(Buffer.from(`\ufeff${new TextDecoder().decode(manifest())}`, "utf16le")),
      }),
    ),
  "manifest-many-files": () =>
    zip(
      whole({
        "manifest.json": manifest({ files: Array.from({ length: 50_000 }, (_, i) => file(`dossier/f${i}.yaml`)) }),
      }),
    ),
  "manifest-odd-texts": () =>
    zip(
      whole({
        "manifest.json": manifest({
          city: "\u001b[31m::error::x",
          plan: "##[error]x",
          language: "zz-\u202e",
          files: [file("dossier/\u001b[31m.yaml"), file("::error::x"), file("../../x")],
        }),
      }),
    ),
  "manifest-odd-language": () => zip(whole({ "manifest.json": manifest({ language: "x".repeat(5_000) }) })),
  "manifest-odd-day": () => zip(whole({ "manifest.json": manifest({ asOf: "9999-99-99" }) })),
  "manifest-names-itself": () => zip(whole({ "manifest.json": manifest({ files: [file("manifest.json")] }) })),
  "wrong-checksums": () => zip(whole()),
  traversal: () => zip(whole({ "../../outside/canary.md": text("x") })),
  absolute: () => zip(whole({ "/etc/passwd": text("x") })),
  backslash: () => zip(whole({ "..\\..\\x": text("x") })),
  drive: () => zip(whole({ "C:/x": text("x") })),
  "odd-names": () => zip(whole({ "dossier/\u001b[31m::error::.yaml": text("x") })),
  "name-proto": () => zip(whole({ __proto__x: text("x"), constructor: text("x"), "dossier/__proto__": text("x") })),
  "name-long": () => zip(whole({ [`dossier/${"a".repeat(60_000)}.yaml`]: text("x") })),
  "name-nul": () => zip(whole({ "dossier/a\0.yaml": text("x") })),
  twice: () => renamed(zip(whole({ "dossier/plam.yaml": text("x") })), "dossier/plam.yaml", "dossier/plan.yaml"),
  "manifest-twice": () => renamed(zip(whole({ "manifesu.json": text("{}") })), "manifesu.json", "manifest.json"),
  bomb: () => zip(whole({ "dossier/a.yaml": new Uint8Array(49_000_000) })),
  "bomb-of-many": () =>
    zip(
      whole(Object.fromEntries(Array.from({ length: 4 }, (_, i) => [`dossier/e${i}.pdf`, new Uint8Array(49_000_000)]))),
    ),
  "bomb-that-lies": () => lying(zip({ "manifest.json": new Uint8Array(400_000_000) }), 10),
  "bomb-of-plausible-size": endless,
  "size-that-lies-up": () => lying(zip(whole()), 4_000_000_000),
  "size-that-lies-within": () => lying(zip({ "manifest.json": manifest() }), 50_000_000),
  "many-entries": () =>
    zip(whole(Object.fromEntries(Array.from({ length: 3_000 }, (_, i) => [`dossier/f${i}.yaml`, text("x")])))),
  "most-entries": () =>
    zip(
      whole(
        Object.fromEntries(
          Array.from({ length: 2_400 }, (_, i) => [`dossier/f${i}.yaml`, text(plan.replace("plan-1", `p${i}`))]),
        ),
      ),
    ),
  "folders-only": () => zip({ a: {}, b: {} }),
  cut: () => zip(whole()).slice(0, -30),
  "cut-in-the-middle": () => zip(whole()).slice(100),
  noise: () => Uint8Array.from({ length: 50_000 }, (_, i) => (i * 7_919 + 13) % 251),
  gzip: () => Uint8Array.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0]),
  "documents-hostile": () =>
    zip(
      whole({
        "dossier/plan.yaml": text(`x: ${"[".repeat(60_000)}`),
        "dossier/b.yaml": text("}".repeat(60_000)),
        "dossier/c.yaml": text(`a: &a [*a]\n`),
      }),
    ),
  "documents-flood": () =>
    zip(whole({ "dossier/plan.yaml": text(plan.replace("[iaec]", `\n${times(30_000, (i) => `  - a${i}\n`)}`)) })),
  "config-inside": () => zip(whole({ "dossier/milcity.config.yaml": text("version: 1\nignore: ['**']\n") })),
  "packs-slow": () =>
    zip(whole({ "pack-x.yaml": text("kind: framework\n"), "packs/x.yaml": text(`id: [${"a,".repeat(10_000)}]`) })),
};

/** What `submit --verify` is given by strangers. */
export const bundles: HostileCase[] = [
  ...Object.entries(archives).flatMap(([name, bytes]) =>
    (["pretty", "json"] as const).map((format): HostileCase => ({
      name: `bundle-${name}-${format}`,
      setup: (folder) => writeFileSync(join(folder, "bundle.zip"), bytes()),
      args: ["submit", "--verify", "bundle.zip", `--format=${format}`],
      exits: [1, 2],
      ...(/^(bomb|manifest-large|manifest-many)/.test(name) ? { heavy: true as const } : {}),
    })),
  ),
  ...Object.entries<(folder: string) => unknown>({
    linked: (folder: string) => symlinkSync("../outside/canary.md", join(folder, "bundle.zip")),
    pipe: (folder: string) => execFileSync("mkfifo", [join(folder, "bundle.zip")]),
    folder: (folder: string) => mkdirSync(join(folder, "bundle.zip")),
    missing: () => undefined,
  }).map(([name, setup]): HostileCase => ({
    name: `bundle-${name}`,
    setup: (folder) => void setup(folder),
    args: ["submit", "--verify", "bundle.zip"],
    exits: [2],
    says: /\[(no-input|usage)\]/,
  })),
  ...Object.entries({
    up: "../outside/canary.md",
    link: "linked.md",
    git: ".git/config",
    absolute: "/etc/passwd",
  }).map(([name, path]): HostileCase => ({
    name: `bundle-of-evidence-${name}`,
    files: { "plan.yaml": plan.replace("evidence/a.md", path) },
    setup: (folder) => symlinkSync("../outside/canary.md", join(folder, "linked.md")),
    args: ["submit", ".", "--to", "iaec", "-o", "../out/bundle.zip", "--yes"],
    exits: [0, 1, 2],
    mayChange: ["dossier/plan.yaml", "dossier"],
    mustNotAppear: [canary],
  })),
];
