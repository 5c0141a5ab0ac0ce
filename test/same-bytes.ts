import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const program = join(root, "bin/milcity.js");
const shuffle = fileURLToPath(new URL("shuffled-fs.cjs", import.meta.url));

/** Where a machine may stand: what it speaks, what time it has, and in which order its disk names files. */
export interface Around {
  locale: string;
  zone: string;
  /** Of the order of files; 0 leaves it. */
  shuffle: number;
  /** In how many threads dossiers are looked at, each number in turn, where a command has them. */
  jobs: readonly number[];
}

const locales = ["C", "en_US.UTF-8", "tr_TR.UTF-8", "sv_SE.UTF-8", "ar_EG.UTF-8", "ja_JP.UTF-8"];
const zones = [
  "UTC",
  "Etc/GMT+12",
  "Pacific/Kiritimati",
  "Asia/Kathmandu",
  "America/St_Johns",
  "Africa/Casablanca",
  "Pacific/Apia",
  "Australia/Lord_Howe",
];

/** Every locale in every zone, each with another order of files, in one thread, two and more than there are processors. */
export const everywhere: readonly Around[] = locales.flatMap((locale, i) =>
  zones.map((zone, n) => ({ locale, zone, shuffle: i * zones.length + n, jobs: [1, 2, 8] })),
);

/** Outputs that are to be the same to the byte wherever they are made. */
export const outputs: readonly (readonly string[])[] = [
  ["validate", ".", "--format", "json"],
  ["validate", ".", "--format", "sarif"],
  ["score", ".", "--format", "json"],
  ["report", "vila-clara", "--format", "html"],
  ["report", "vila-clara", "--format", "markdown"],
  ["report", "vila-clara", "--format", "json"],
];

function run(cwd: string, args: readonly string[], { locale, zone, shuffle: seed }: Around): Promise<string> {
  const preload = seed === 0 ? [] : ["--require", shuffle];
  return new Promise((done) => {
    const env = { PATH: process.env["PATH"], LC_ALL: locale, LANG: locale, TZ: zone, MILCITY_SHUFFLE: String(seed) };
    const child = spawn(process.execPath, [...preload, program, ...args, "--as-of", "2026-11-30"], {
      cwd,
      env,
    });
    const hash = createHash("sha256");
    let stderr = "";
    child.stdout.on("data", (part: Buffer) => hash.update(part));
    child.stderr.setEncoding("utf8").on("data", (part: string) => (stderr += part));
    child.on("close", (code) => done(`${code} ${hash.digest("hex")} ${stderr}`));
  });
}

/** Makes every output in each of some surroundings: how many there were, and those that are not as the first. */
export async function compared(arounds: readonly Around[]): Promise<{ made: number; differing: string[] }> {
  const place = mkdtempSync(join(tmpdir(), "milcity-same-"));
  try {
    // Enough dossiers for every thread to have one.
    for (const folder of [".", "second", "third"])
      cpSync(join(root, "examples"), join(place, folder), { recursive: true });
    const differing: string[] = [];
    let made = 0;
    for (const args of outputs) {
      const first = await run(place, args, { locale: "C", zone: "UTC", shuffle: 0, jobs: [] });
      if (!/^[01] /.test(first)) differing.push(`${args.join(" ")}: ${first}`);
      const waiting = arounds.flatMap((around) =>
        args[0] === "validate"
          ? around.jobs.map((jobs) => ({ around, asked: [...args, "--jobs", String(jobs)] }))
          : [{ around, asked: args }],
      );
      const lane = async () => {
        for (let next = waiting.shift(); next; next = waiting.shift()) {
          made++;
          const { around, asked } = next;
          const other = await run(place, asked, around);
          if (other !== first) differing.push(`${asked.join(" ")} under ${JSON.stringify(around)}: ${other}`);
        }
      };
      await Promise.all([lane(), lane()]);
    }
    return { made, differing };
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}
