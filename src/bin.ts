/** Where the program begins and ends: what the process was started with goes in, what should happen comes out. */
import { writeAll } from "./cli/files.ts";
import { print } from "./cli/print.ts";
import { failure, main, phrase, pieceOf, spokenTo, UserError, type Outcome } from "./cli/main.ts";
import { interruption } from "./interruption.ts";
import type { Served } from "./serve.ts";
import { channelOf, endAsking, inThread, isRunning, worldOf } from "./world.ts";

const argv = process.argv.slice(2);

const isInterrupted = (): boolean => interruption.exit !== undefined;

/** A signal that comes while files are written ends the run once nothing half written is left. */
const keep = ({ writes = [], inputs = new Set() }: Outcome): Promise<void> =>
  interruption.during(() => writeAll(writes, inputs, { id: process.pid, isRunning, isStopped: isInterrupted }));

async function settle(outcome: Outcome): Promise<void> {
  await keep(outcome);
  if (!isInterrupted()) await print(channelOf("stdout"), outcome.pieces ?? outcome.stdout ?? "");
  if (!isInterrupted()) await print(channelOf("stderr"), outcome.stderr ?? "");
  process.exitCode = interruption.exit ?? outcome.exit;
}

/** The work again after each change, until the user ends it. */
async function keepWatching({ folder, counts, again }: NonNullable<Outcome["watch"]>, page?: Served): Promise<void> {
  const { watchFolder } = await import("./watch.ts");
  let work = Promise.resolve();
  const changed = (files: string[]) => {
    work = work
      .then(async () => {
        const outcome = await again(files);
        if (outcome.serve) page?.show(outcome.serve.page);
        return settle(outcome);
      })
      .catch(fail);
  };
  const ended = interruption.wait();
  const watched = await watchFolder(folder, counts, changed, (error) => void fail(error));
  const text = page
    ? phrase("The preview is at {address} and follows every change. Ctrl+C ends it.", {
        address: `http://127.0.0.1:${page.port}/`,
      })
    : phrase("Watching {folder}. Ctrl+C ends it.", { folder });
  await print(channelOf("stderr"), `${spokenTo(argv, worldOf(), text)}\n`);
  await ended;
  await Promise.all([watched.close(), page?.close()]);
  await work;
  process.exitCode = interruption.exit;
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
  process.exitCode = interruption.exit ?? 2;
  if (isInterrupted()) return;
  // What cannot be printed cannot be told either.
  await Promise.allSettled([print(channelOf("stdout"), stdout ?? ""), print(channelOf("stderr"), stderr ?? "")]);
}

async function carryOut(outcome: Outcome): Promise<void> {
  await settle(outcome);
  if (outcome.watch && !isInterrupted()) await keepWatching(outcome.watch, await serving(outcome));
}

async function run(): Promise<void> {
  process.on("uncaughtException", (error) => void fail(error));
  process.on("unhandledRejection", (error) => void fail(error));
  await main(argv, worldOf()).finally(endAsking).then(carryOut).catch(fail);
}

/** What breaks here ends the thread, and the one that has started it says so. */
async function runInThread(): Promise<void> {
  const { serve } = await import("./threads.ts");
  serve(pieceOf as Parameters<typeof serve>[0]);
}

void (argv[0] === inThread ? runInThread() : run());
