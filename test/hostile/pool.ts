import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Tried } from "./worker.ts";

const worker = fileURLToPath(new URL("worker.ts", import.meta.url));

/** Tries cases in a few processes. One that does not come back in time is ended, and its case has failed. */
export async function tryAll(
  names: readonly string[],
  processes: number,
  hang: number,
  tell: (result: Tried) => void = () => undefined,
): Promise<Map<string, Tried>> {
  const results = new Map<string, Tried>();
  const waiting = [...names];
  const lane = async () => {
    let child: ChildProcess | undefined;
    try {
      for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
        child ??= await started();
        const result = await answer(child, name, hang);
        results.set(name, result);
        tell(result);
        if (!child.connected || child.exitCode !== null || child.killed) child = undefined;
      }
    } finally {
      child?.kill("SIGKILL");
    }
  };
  await Promise.all(Array.from({ length: processes }, lane));
  return results;
}

/** A process that says that it listens: what is sent before is lost. */
async function started(): Promise<ChildProcess> {
  const child = fork(worker, [], { execArgv: ["--import", "tsx", "--max-old-space-size=512"], silent: true });
  await new Promise((ready) => child.once("message", ready));
  return child;
}

function answer(child: ChildProcess, name: string, hang: number): Promise<Tried> {
  return new Promise((done) => {
    let said = "";
    const listen = (part: Buffer) => (said = `${said}${part.toString()}`.slice(-2_000));
    const end = (result: Tried) => {
      clearTimeout(timer);
      child.removeAllListeners("message");
      child.removeAllListeners("exit");
      child.stderr?.off("data", listen);
      done(result);
    };
    const timer = setTimeout(() => {
      child.kill("SIGKILL");
      end({ name, faults: [`did not end within ${hang} ms`], ms: hang });
    }, hang);
    child.stderr?.on("data", listen);
    child.once("message", (result) => end(result as Tried));
    child.once("exit", (code, signal) =>
      end({ name, faults: [`the process ended with ${code ?? signal}: ${said}`], ms: 0 }),
    );
    child.send(name);
  });
}
