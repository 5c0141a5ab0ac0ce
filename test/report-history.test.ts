/** The scores over the tags of a repository as a part of a report: real repositories, the real command. */
import { execFileSync } from "node:child_process";
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { main, type World } from "../src/cli/main.ts";
import type { FrozenManifest } from "../src/model/frozen.ts";
import { bytesOf } from "./outcome.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), "milcity-report-history-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const git = (cwd: string, day: string, ...args: string[]) =>
  execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@t.example", ...args], {
    cwd,
    encoding: "utf8",
    env: {
      PATH: process.env["PATH"],
      HOME: scratch,
      GIT_CONFIG_NOSYSTEM: "1",
      GIT_AUTHOR_DATE: `${day}T12:00:00Z`,
      GIT_COMMITTER_DATE: `${day}T12:00:00Z`,
    },
  });

async function run(cwd: string, args: string, day = "2026-11-30") {
  const world: World = {
    cwd,
    env: new Map(),
    now: () => day,
    stdoutIsTerminal: false,
    stdinIsTerminal: false,
    width: 80,
    icu: "74.1",
    input: () => Promise.resolve(new Uint8Array()),
    look: (path) => (existsSync(path) ? "file" : "nothing"),
    ask: () => Promise.resolve(""),
    tell: () => undefined,
    progress: () => undefined,
  };
  const { exit, stdout = "", stderr = "", writes = [] } = await main(args.split(" "), world);
  for (const { path, text } of exit === 0 ? writes : []) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytesOf(text));
  }
  return { exit, stdout, stderr };
}

const top = join(scratch, "city");
const report = "report . --language en --template mil --history";
const manifest = () => JSON.parse(readFileSync(join(top, "report-2026-1.frozen.json"), "utf8")) as FrozenManifest;

/** The rows of the table below the picture: revision and day. */
const rows = (markdown: string) =>
  [...markdown.matchAll(/^\| (\S+) \| (\w+ \d+, \d{4}) \| .* \| [\d.]+% \|$/gm)].map(
    ([, name, day]) => `${name} ${day}`,
  );

function change(day: string, tag?: string): void {
  appendFileSync(join(top, "plan.yaml"), `# ${day}\n`);
  git(top, day, "add", "-A");
  git(top, day, "commit", "-q", "-m", day);
  if (tag !== undefined) git(top, day, "tag", tag);
}

beforeAll(() => {
  cpSync(join(root, "test/dossiers/every-field"), top, { recursive: true });
  git(top, "2026-05-01", "init", "-q", "-b", "main");
  change("2026-05-01", "first");
  change("2026-07-01");
  change("2026-09-01", "second");
  git(top, "2026-09-01", "checkout", "-q", "-b", "aside");
  change("2026-09-15", "aside");
  git(top, "2026-09-15", "checkout", "-q", "main");
}, 60_000);

const early = ["first May 1, 2026", "second September 1, 2026"];

describe("a report with --history", () => {
  it("shows the scores of the tags that lead to it, as a picture that says what it shows", async () => {
    const { exit, stderr, stdout } = await run(top, `${report} --format markdown`);
    expect([exit, stderr]).toEqual([0, ""]);
    expect(rows(stdout)).toEqual(early);
    const page = (await run(top, report)).stdout;
    const title = "Score over time: UNESCO MIL Cities checklist";
    const picture = page.match(/<svg [^]*?<\/svg>/g)?.find((svg) => svg.includes(title)) ?? "";
    expect(picture).toMatch(/ role="img" aria-labelledby="mc-chart-\d+-title mc-chart-\d+-told" /);
    expect(picture).toContain(">The scores of 2 revisions.</desc>");
    expect(picture).not.toMatch(/<script|<animate|\bon\w+=/);
    expect(page).toContain('<th scope="row">second</th>');
    expect((await run(top, report.replace(" --history", ""))).stdout).not.toContain(title);
  }, 60_000);

  it("leaves out what is tagged after its day", async () => {
    const { stdout } = await run(top, `${report} --format markdown --as-of 2026-08-01`);
    expect(rows(stdout)).toEqual(early.slice(0, 1));
  }, 60_000);

  it("says what is missing without git, and in a clone without the past", async () => {
    const bare = join(scratch, "bare");
    cpSync(join(root, "test/dossiers/every-field"), bare, { recursive: true });
    const without = await run(bare, report);
    expect([without.exit, without.stderr]).toEqual([2, expect.stringContaining("no work tree of a git repository")]);
    const shallow = join(scratch, "shallow");
    git(scratch, "2026-10-01", "clone", "-q", "--depth", "1", `file://${top}`, shallow);
    const cut = await run(shallow, report);
    expect([cut.exit, cut.stderr]).toEqual([2, expect.stringContaining("git fetch --unshallow")]);
  }, 60_000);

  it("is frozen with the commits that it tells, whatever is tagged later or no longer", async () => {
    expect((await run(top, "report freeze report-2026-1 --history --template mil")).stderr).toBe("");
    expect(manifest().history?.map(({ name }) => name)).toEqual(["first", "second"]);
    change("2026-10-01", "third");
    expect(rows((await run(top, `${report} --format markdown`)).stdout)).toEqual([...early, "third October 1, 2026"]);
    git(top, "2026-10-01", "tag", "-d", "first");
    const verified = await run(top, "report verify report-2026-1 --format json");
    expect([verified.exit, JSON.parse(verified.stdout)]).toEqual([0, expect.objectContaining({ differences: [] })]);
    const clone = join(scratch, "clone");
    git(scratch, "2026-10-02", "clone", "-q", "--no-tags", `file://${top}`, clone);
    expect((await run(clone, "report verify report-2026-1")).exit).toBe(0);
    const shallow = join(scratch, "shallow-later");
    git(scratch, "2026-10-02", "clone", "-q", "--depth", "1", `file://${top}`, shallow);
    const cut = await run(shallow, "report verify report-2026-1");
    expect([cut.exit, cut.stderr]).toEqual([2, expect.stringContaining("git fetch --unshallow")]);
    const again = await run(top, "report freeze report-2026-1 --template mil");
    expect([again.exit, again.stderr]).toEqual([2, expect.stringContaining("the history of the scores")]);
  }, 120_000);
});
