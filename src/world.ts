/** What the program is told of the process that it runs in, and what it may ask of it. */
import { fstatSync, lstatSync, readdirSync, readFileSync, realpathSync, statSync, writeSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { createInterface } from "node:readline/promises";
import { setFlagsFromString } from "node:v8";
import { phrase, UserError, type World } from "./cli/main.ts";
import type { Channel } from "./cli/print.ts";
import { interruption } from "./interruption.ts";
import { storeAt, storeFolder } from "./store.ts";

/** What this program is started with in another thread of itself: no argument of a command line can hold that sign. */
export const inThread = "\u0000thread";

/** What the environment may say. */
const environment = [
  "NO_COLOR",
  "FORCE_COLOR",
  "SOURCE_DATE_EPOCH",
  "CI",
  "TERM",
  "LC_ALL",
  "LC_MESSAGES",
  "LANG",
  "MILCITY_READER",
];

const channels = { stdin: 0, stdout: 1, stderr: 2 } as const;

/** To ask the process for a channel takes Node a while: it is only asked for what may be a terminal. */
const isTerminal = (name: keyof typeof channels): boolean => mayBeTerminal(channels[name]) && process[name].isTTY;

function mayBeTerminal(channel: number): boolean {
  try {
    const found = fstatSync(channel);
    return found.isCharacterDevice() && (process.platform === "win32" || found.rdev !== statSync("/dev/null").rdev);
  } catch {
    return true;
  }
}

/** A terminal of Windows takes characters, not bytes. */
export function channelOf(name: "stdout" | "stderr"): Channel {
  const channel = channels[name];
  const later = () => process[name];
  return mayBeTerminal(channel) ? { later } : { now: (bytes) => writeSync(channel, bytes), later };
}

export function worldOf(): World {
  const env = new Map<string, string>();
  for (const name of environment) {
    const value = process.env[name];
    if (value !== undefined) env.set(name, value);
  }
  const stdoutIsTerminal = isTerminal("stdout");
  const columns = stdoutIsTerminal ? process.stdout.columns : Number(process.env["COLUMNS"]);
  return {
    cwd: process.cwd(),
    env,
    now: () => new Date().toISOString().slice(0, 10),
    stdoutIsTerminal,
    stdinIsTerminal: isTerminal("stdin") && isTerminal("stderr"),
    width: Number.isInteger(columns) && columns >= 20 && columns <= 1000 ? columns : 80,
    icu: process.versions.icu ?? "",
    cldr: process.versions["cldr"] ?? "",
    unicode: process.versions["unicode"] ?? "",
    look: whatIs,
    ask,
    tell: (text) => void process.stderr.write(`${text}\n`),
    input,
    progress,
    print: printPage,
    spare: clearUpOften,
    threads: { most: () => availableParallelism(), share: shareWork },
    keeping: keepingHere,
  };
}

/** Only the built program keeps anything: of its sources, nobody knows whether they are what they were. */
function keepingHere(): ReturnType<NonNullable<World["keeping"]>> {
  const { platform, env, versions, arch, pid: id } = process;
  const user = process.getuid?.();
  const home = { platform, env, user, id, isRunning };
  const folder = storeFolder(home);
  const program = builtProgram();
  if (folder === undefined || program === undefined) return undefined;
  const { node, v8, icu, cldr, unicode } = versions;
  const all = JSON.stringify([program, node, v8, icu, cldr, unicode, platform, arch, user ?? null]);
  return { store: storeAt(folder, home), program: all, platform, now: Date.now };
}

/** What tells this build from every other, also from one that somebody has changed. */
function builtProgram(): unknown {
  try {
    const started = realpathSync.native(process.argv[1] ?? "");
    if (basename(started) !== "milcity.js") return undefined;
    const dist = join(dirname(started), "../dist");
    const parts = ["", "parts"].flatMap((folder) =>
      readdirSync(join(dist, folder))
        .filter((name) => name.endsWith(".cjs"))
        .sort()
        .map((name) => {
          const { size, mtimeMs } = lstatSync(join(dist, folder, name));
          return [name, size, mtimeMs];
        }),
    );
    return [readFileSync(join(dist, "build.txt"), "utf8"), parts];
  } catch {
    return undefined;
  }
}

/**
 * Lets V8 clear up once its memory has grown by a quarter, instead of up to four times: a run over many dossiers holds on to little, so that
 * each time takes ten milliseconds. V8 has had this setting for long, and complains of one that it does not know.
 */
function clearUpOften(): void {
  if (Number.parseInt(process.versions.v8, 10) <= 14) setFlagsFromString("--heap-growing-percent=25");
}

/** Other threads run this same program, from the file that was started. */
async function shareWork(...[shared]: Parameters<NonNullable<World["threads"]>["share"]>): Promise<void> {
  const { share } = await import("./threads.ts");
  return share(process.argv[1] ?? "", [inThread], shared);
}

/** A browser is started by nobody but this, and ended with the run. */
async function printPage(...[html, asked]: Parameters<NonNullable<World["print"]>>): Promise<Uint8Array> {
  const { print: printWith } = await import("./browser.ts");
  const stopping = new AbortController();
  return interruption.during(
    () =>
      printWith(html, asked, {
        platform: process.platform,
        env: process.env,
        cwd: process.cwd(),
        temporary: tmpdir(),
        isRoot: process.getuid?.() === 0,
        end: (id) => void process.kill(id, "SIGKILL"),
        stop: stopping.signal,
      }),
    () => stopping.abort(),
  );
}

async function input(limit: number): Promise<Uint8Array | null> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of process.stdin as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > limit) return null;
    parts.push(part);
  }
  return Buffer.concat(parts);
}

function whatIs(path: string): ReturnType<World["look"]> {
  const found = lstatSync(path, { throwIfNoEntry: false });
  return found === undefined ? "nothing" : found.isDirectory() ? "folder" : found.isFile() ? "file" : "other";
}

let answers: AsyncIterator<string> | undefined;
let conversation: ReturnType<typeof createInterface> | undefined;

async function ask(question: string): Promise<string> {
  if (conversation === undefined || answers === undefined) {
    conversation = createInterface({ input: process.stdin, output: process.stderr });
    conversation.on("SIGINT", () => {
      interruption.by("SIGINT");
      endAsking();
    });
    answers = conversation[Symbol.asyncIterator]();
  }
  conversation.setPrompt(question);
  conversation.prompt();
  const { value, done } = await answers.next();
  if (!done) return value;
  process.stderr.write("\n");
  throw new UserError("usage", phrase("There was no answer. Nothing was written."));
}

/** Nothing more is asked: what waits for an answer would keep the process. */
export const endAsking = (): void => conversation?.close();

let said = 0;

/** Only on a terminal, only when the work takes a while, and not more often than it can be read. */
function progress(text: (() => string) | null): void {
  if (!isTerminal("stderr") || process.env["TERM"] === "dumb") return;
  const now = process.uptime() * 1000;
  if (text === null) {
    if (said > 0) process.stderr.write("\r\u001b[K");
    said = 0;
  } else if (now > 500 && now - said > 100) {
    process.stderr.write(`\r${text()}\u001b[K`);
    said = now;
  }
}

export function isRunning(id: number): boolean {
  try {
    process.kill(id, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
