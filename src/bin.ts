/** The only file that knows the process: what it was started with goes in, what should happen comes out. */
import { fstatSync, lstatSync, readdirSync, readFileSync, realpathSync, statSync, writeSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { basename, dirname, join, relative, sep } from "node:path";
import { createInterface } from "node:readline/promises";
import { setFlagsFromString } from "node:v8";
import { writeAll } from "./cli/files.ts";
import { type Channel, print } from "./cli/print.ts";
import type { Served } from "./serve.ts";
import { storeAt, storeFolder } from "./store.ts";
import { failure, main, phrase, pieceOf, spokenTo, UserError, type Outcome, type World } from "./cli/main.ts";

/** What this program is started with in another thread of itself. */
const inThread = "\u0000thread";
const argv = process.argv.slice(2);
const signals = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;
let interrupted: keyof typeof signals | undefined;

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
function channelOf(name: "stdout" | "stderr"): Channel {
  const channel = channels[name];
  const later = () => process[name];
  return mayBeTerminal(channel) ? { later } : { now: (bytes) => writeSync(channel, bytes), later };
}

function worldOf(): World {
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
  const abort = (signal: keyof typeof signals) => {
    interrupted = signal;
    stopping.abort();
  };
  for (const signal of Object.keys(signals)) process.on(signal, abort);
  try {
    return await printWith(html, asked, {
      platform: process.platform,
      env: process.env,
      cwd: process.cwd(),
      temporary: tmpdir(),
      isRoot: process.getuid?.() === 0,
      end: (id) => void process.kill(id, "SIGKILL"),
      stop: stopping.signal,
    });
  } finally {
    for (const signal of Object.keys(signals)) process.off(signal, abort);
  }
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
      interrupted = "SIGINT";
      conversation?.close();
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

const stop = (signal: keyof typeof signals): void => {
  interrupted = signal;
};

/** A signal that comes while files are written ends the run once nothing half written is left; at any other time it ends it by itself. */
async function keep({ writes = [], inputs = new Set() }: Outcome): Promise<void> {
  for (const signal of Object.keys(signals)) process.on(signal, stop);
  try {
    await writeAll(writes, inputs, { id: process.pid, isRunning, isStopped: () => interrupted !== undefined });
  } finally {
    for (const signal of Object.keys(signals)) process.off(signal, stop);
  }
}

function isRunning(id: number): boolean {
  try {
    process.kill(id, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

async function settle(outcome: Outcome): Promise<void> {
  await keep(outcome);
  if (!interrupted) await print(channelOf("stdout"), outcome.stdout ?? "");
  if (!interrupted) await print(channelOf("stderr"), outcome.stderr ?? "");
  process.exitCode = interrupted ? signals[interrupted] : outcome.exit;
}

/** The work again after each change, until the user ends it. Changes that come close together are one. */
async function keepWatching({ folder, counts, again }: NonNullable<Outcome["watch"]>, page?: Served): Promise<void> {
  const { watch } = await import("chokidar");
  const path = (file: string) => relative(folder, file).split(sep).join("/");
  // Links are not followed, as in reading.
  const watcher = watch(folder, {
    ignored: (file) => file !== folder && !counts(path(file)),
    ignoreInitial: true,
    followSymlinks: false,
    persistent: true,
  });
  let changed = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let work = Promise.resolve();
  const rest = 150;
  const run = () => {
    const files = [...changed];
    changed = new Set();
    work = work
      .then(async () => {
        const outcome = await again(files);
        if (outcome.serve) page?.show(outcome.serve.page);
        return settle(outcome);
      })
      .catch(fail);
  };
  const ended = new Promise<void>((done) => {
    for (const signal of Object.keys(signals) as (keyof typeof signals)[])
      process.once(signal, () => {
        interrupted = signal;
        done();
      });
  });
  watcher.on("all", (_, file) => {
    changed.add(path(file));
    clearTimeout(timer);
    timer = setTimeout(run, rest);
  });
  watcher.on("error", (error) => void fail(error));
  await new Promise<void>((done) => watcher.once("ready", () => done()));
  const text = page
    ? phrase("The preview is at {address} and follows every change. Ctrl+C ends it.", {
        address: `http://127.0.0.1:${page.port}/`,
      })
    : phrase("Watching {folder}. Ctrl+C ends it.", { folder });
  await print(channelOf("stderr"), `${spokenTo(argv, worldOf(), text)}\n`);
  await ended;
  clearTimeout(timer);
  await Promise.all([watcher.close(), page?.close()]);
  await work;
  process.exitCode = signals[interrupted ?? "SIGINT"];
}

/** A page for the browser of this machine, where there is one to show. */
async function serving({ serve: wanted }: Outcome): Promise<Served | undefined> {
  if (wanted === undefined) return undefined;
  const { serve } = await import("./serve.ts");
  try {
    return await serve(wanted.page, wanted.port);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? "";
    const why = code === "EADDRINUSE" ? phrase("something else uses it") : phrase("the system says {code}", { code });
    const port = String(wanted.port ?? 0);
    throw new UserError(
      "usage",
      phrase("The port {port} cannot be used: {why}. Name another with --port.", { port, why }),
    );
  }
}

/** What breaks after the outcome is known is told like every other failure. */
async function fail(cause: unknown): Promise<void> {
  const { stdout, stderr } = await failure(cause, argv, worldOf());
  process.exitCode = interrupted ? signals[interrupted] : 2;
  if (interrupted) return;
  // What cannot be printed cannot be told either.
  await Promise.allSettled([print(channelOf("stdout"), stdout ?? ""), print(channelOf("stderr"), stderr ?? "")]);
}

async function carryOut(outcome: Outcome): Promise<void> {
  await settle(outcome);
  if (outcome.watch && !interrupted) await keepWatching(outcome.watch, await serving(outcome));
}

async function run(): Promise<void> {
  process.on("uncaughtException", (error) => void fail(error));
  process.on("unhandledRejection", (error) => void fail(error));
  await main(argv, worldOf())
    .finally(() => conversation?.close())
    .then(carryOut)
    .catch(fail);
}

/** What breaks here ends the thread, and the one that has started it says so. */
async function runInThread(): Promise<void> {
  const { serve } = await import("./threads.ts");
  serve(pieceOf as Parameters<typeof serve>[0]);
}

// No argument of a command line can hold that sign.
void (argv[0] === inThread ? runInThread() : run());
