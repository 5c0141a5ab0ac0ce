/** The only file that knows the process: what it was started with goes in, what should happen comes out. */
import { lstatSync, readdirSync, unlinkSync } from "node:fs";
import { link, lstat, mkdir, open, realpath, rename, unlink } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { createInterface } from "node:readline/promises";
import { failure, main, UserError, type Outcome, type World, type Write } from "./cli/main.ts";

const argv = process.argv.slice(2);
const started = performance.now();
const signals = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;
let interrupted: keyof typeof signals | undefined;

function worldOf(): World {
  const env = new Map<string, string>();
  for (const name of ["NO_COLOR", "FORCE_COLOR", "SOURCE_DATE_EPOCH", "CI", "TERM"]) {
    const value = process.env[name];
    if (value !== undefined) env.set(name, value);
  }
  const columns = process.stdout.isTTY ? process.stdout.columns : Number(process.env["COLUMNS"]);
  return {
    cwd: process.cwd(),
    env,
    now: () => new Date().toISOString().slice(0, 10),
    stdoutIsTerminal: process.stdout.isTTY === true,
    stdinIsTerminal: process.stdin.isTTY === true && process.stderr.isTTY === true,
    width: Number.isInteger(columns) && columns >= 20 && columns <= 1000 ? columns : 80,
    look: whatIs,
    ask,
    tell: (text) => void process.stderr.write(`${text}\n`),
    progress,
  };
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
  if (done) throw new UserError("usage", "There was no answer. Nothing was written.");
  return value as string;
}

let said = 0;

/** Only on a terminal, only when the work takes a while, and not more often than it can be read. */
function progress(text: string | null): void {
  if (process.stderr.isTTY !== true || process.env["TERM"] === "dumb") return;
  const now = performance.now();
  if (text === null) {
    if (said > 0) process.stderr.write("\r\u001b[K");
    said = 0;
  } else if (now - started > 500 && now - said > 100) {
    process.stderr.write(`\r${text}\u001b[K`);
    said = now;
  }
}

const reasons = new Map([
  ["EACCES", "it may not be written to"],
  ["EPERM", "it may not be written to"],
  ["EROFS", "the file system is read-only"],
  ["ENOSPC", "the disk is full"],
  ["EDQUOT", "the disk quota is used up"],
  ["ENOTDIR", "a part of the path is no folder"],
  ["EEXIST", "it is there already"],
  ["ENAMETOOLONG", "the name is too long"],
]);

function unwritten(path: string, error: unknown): UserError {
  if (error instanceof UserError) return error;
  const code = error instanceof Error && "code" in error ? String(error.code) : "unknown error";
  return new UserError("write", `${path} was not written: ${reasons.get(code) ?? code}.`);
}

/** Refuses what must not be replaced. */
async function permit({ path, mode }: Write, inputs: ReadonlySet<string>): Promise<void> {
  const refuse = (why: string) => {
    throw new UserError("write", `${path} was not written: ${why}. Nothing was changed.`);
  };
  const found = await lstat(path).catch((error: NodeJS.ErrnoException) => (error.code === "ENOENT" ? undefined : Promise.reject(error)));
  if (found === undefined) return;
  if (mode === "new") refuse("it is there already");
  if (found.isDirectory()) refuse("it is a folder");
  if (found.isSymbolicLink()) refuse("it is a symbolic link");
  if (!found.isFile()) refuse("it is no regular file");
  const real = join(await realpath(dirname(path)), basename(path));
  if (inputs.has(path) || inputs.has(real)) refuse("it belongs to the dossier");
  for (const input of inputs) {
    // The same file under another spelling, where the file system folds letter case.
    if (basename(input).toLowerCase() !== basename(path).toLowerCase()) continue;
    const other = lstatSync(input, { throwIfNoEntry: false });
    if (other?.ino === found.ino && other.dev === found.dev) refuse("it belongs to the dossier");
  }
}

const temporary = /^\.milcity-(\d+)-\d+\.tmp$/;

/** What runs that were killed in the middle of writing have left in a folder. */
function sweep(folder: string): void {
  for (const name of readdirSync(folder)) {
    const pid = Number(temporary.exec(name)?.[1]);
    if (!Number.isNaN(pid) && !isAlive(pid)) unlinkSync(join(folder, name));
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Writes a file beside its target and brings it to the disk. */
async function prepare(path: string, temp: string, text: string): Promise<void> {
  try {
    sweep(dirname(path));
  } catch {
    // A folder that cannot be listed can still be written to.
  }
  const file = await open(temp, "wx", 0o644);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** `link` fails where something has appeared meanwhile, which `rename` would replace. */
async function place({ path, mode }: Write, temp: string): Promise<void> {
  if (mode === "replace") await rename(temp, path);
  else {
    await link(temp, path);
    await unlink(temp);
  }
  // Not every file system lets a folder be synced.
  const folder = await open(dirname(path), "r").catch(() => undefined);
  await folder?.sync().catch(() => undefined);
  await folder?.close();
}

/** All files or none: each is whole on the disk before the first takes its place. */
async function writeAll(writes: readonly Write[], inputs: ReadonlySet<string>): Promise<void> {
  const temps = new Map<Write, string>();
  const placed: string[] = [];
  let current = "";
  const stop = (signal: keyof typeof signals) => (interrupted = signal);
  for (const signal of Object.keys(signals)) process.on(signal, stop);
  try {
    for (const write of writes) await permit(write, inputs);
    for (const [n, write] of writes.entries()) {
      if (interrupted) return;
      current = write.path;
      await mkdir(dirname(write.path), { recursive: true });
      const temp = join(dirname(resolve(write.path)), `.milcity-${process.pid}-${n}.tmp`);
      temps.set(write, temp);
      await prepare(write.path, temp, write.text);
    }
    for (const [write, temp] of temps) {
      if (interrupted) return;
      current = write.path;
      await place(write, temp);
      temps.delete(write);
      if (write.mode === "new") placed.push(write.path);
    }
    placed.length = 0;
  } catch (error) {
    throw unwritten(current, error);
  } finally {
    for (const file of [...temps.values(), ...placed]) await unlink(file).catch(() => undefined);
    for (const signal of Object.keys(signals)) process.off(signal, stop);
  }
}

/** Waits for a slow reader; one that has gone away (`| head`) ends the output quietly. */
async function print(stream: NodeJS.WriteStream, text: string): Promise<void> {
  stream.on("error", () => undefined);
  for (let at = 0; at < text.length; ) {
    // No character of two code units is cut.
    const end = at + 65_536 - Number(/[\ud800-\udbff]/.test(text.charAt(at + 65_535)));
    const part = text.slice(at, end);
    const error = await new Promise<Error | null | undefined>((done) => stream.write(part, done));
    if (error && "code" in error && error.code === "EPIPE") return;
    if (error) throw unwritten("The output", error);
    at = end;
  }
}

async function settle(outcome: Outcome): Promise<void> {
  await writeAll(outcome.writes ?? [], outcome.inputs ?? new Set());
  if (!interrupted) await print(process.stdout, outcome.stdout ?? "");
  if (!interrupted) await print(process.stderr, outcome.stderr ?? "");
  process.exitCode = interrupted ? signals[interrupted] : outcome.exit;
}

/** What breaks after the outcome is known is told like every other failure. */
async function fail(error: unknown): Promise<void> {
  const { stdout, stderr } = await failure(error, argv, worldOf());
  process.exitCode = interrupted ? signals[interrupted] : 2;
  if (interrupted) return;
  await print(process.stdout, stdout ?? "").catch(() => undefined);
  await print(process.stderr, stderr ?? "").catch(() => undefined);
}

process.on("uncaughtException", (error) => void fail(error));
process.on("unhandledRejection", (error) => void fail(error));

main(argv, worldOf())
  .finally(() => conversation?.close())
  .then(settle)
  .catch(fail);
