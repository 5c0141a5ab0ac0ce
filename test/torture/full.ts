import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { commands, workspaceAt, type Tortured } from "./commands.ts";

const program = fileURLToPath(new URL("../../bin/milcity.js", import.meta.url));

/** In a name space of its own, where anybody may mount, and which is gone with the process. */
const apart = (script: string, env: Record<string, string> = {}) =>
  spawnSync("unshare", ["--map-root-user", "--mount", "sh", "-c", script], {
    encoding: "utf8",
    env: { PATH: process.env["PATH"], LC_ALL: "C", ...env },
    maxBuffer: 10_000_000,
  });

/** A small disk in memory with the workspace on it. It is filled to its last byte, the program runs, and every file is summed up before and after. */
const script = `
mount -t tmpfs -o size=2m none "$DISK" && cp -R "$PLACE/." "$DISK" && cd "$DISK/ws" || exit 99
run() { "$NODE" "$MILCITY" "$@"; }
FIRST
sums() { find "$DISK/ws" "$DISK/out" -name .git -prune -o -type f -exec cksum {} + | sort -k3; }
sums > "$PLACE/before"
cat /dev/zero > "$DISK/filler" 2> "$PLACE/filled"
RUN > "$PLACE/stdout" 2> "$PLACE/stderr"
echo $? > "$PLACE/exit"
sums > "$PLACE/after"
cd / && cat "$PLACE/exit" "$PLACE/stderr"
echo ----
diff "$PLACE/before" "$PLACE/after"
`;

const quoted = (args: readonly string[]) => ["run", ...args].map((word) => `'${word}'`).join(" ");

/** Commands that write, each over or beside what is there. */
export const writing = [
  "validate-output",
  "validate-reports",
  "update-baseline",
  "fix",
  "score-output",
  "report",
  "report-docx",
  "freeze",
  "freeze-again",
  "submit",
  "merge",
  "init",
  "schema-output",
];

/** Whether a file system can be mounted here without harm to anybody. */
export function canMount(): boolean {
  const folder = mkdtempSync(join(tmpdir(), "milcity-full-"));
  try {
    return apart('mount -t tmpfs -o size=64k none "$DISK"', { DISK: folder }).status === 0;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Runs commands on a disk that is full: each ends with 2, says which file and why, and leaves every file as it was and no other. */
export function onFullDisk(names: readonly string[]): { runs: number; faults: string[] } {
  const faults: string[] = [];
  for (const command of commands.filter(({ name }) => names.includes(name)))
    for (const fault of faultsOn(command)) faults.push(`${command.name}: ${fault}`);
  return { runs: names.length, faults };
}

function faultsOn(command: Tortured): string[] {
  const place = mkdtempSync(join(tmpdir(), "milcity-full-"));
  const disk = mkdtempSync(join(tmpdir(), "milcity-disk-"));
  try {
    workspaceAt(place, command);
    const text = script
      .replace("FIRST", command.first ? `${quoted(command.first)} > /dev/null || exit 98` : ":")
      .replace("RUN", quoted(command.args));
    const { status, stdout, stderr } = apart(text, {
      PLACE: place,
      DISK: disk,
      NODE: process.execPath,
      MILCITY: program,
    });
    const [said = "", changed = ""] = stdout.split("----\n");
    const faults: string[] = [];
    if (status === null || status > 1) return [`cannot be tried: ${status} ${stderr}`];
    if (!/^2\nmilcity: \S+ was not written: the disk is full\. \[write\]\n$/.test(said))
      faults.push(`ends with ${JSON.stringify(said)}`);
    if (changed !== "") faults.push(`changes files:\n${changed}`);
    return faults;
  } finally {
    rmSync(place, { recursive: true });
    rmSync(disk, { recursive: true });
  }
}
