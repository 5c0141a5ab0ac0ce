import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Order, Result } from "./worker.ts";

const worker = fileURLToPath(new URL("worker.ts", import.meta.url));

/** Tortures commands in a process of its own, which is ended where it does not come back in time. */
export async function torture(
  orders: readonly Order[],
  hang: number,
  tell: (order: Order, result: Result) => void,
): Promise<void> {
  const child = fork(worker, [], { execArgv: ["--import", "tsx"], silent: true });
  let said = "";
  child.stderr?.on("data", (part: Buffer) => (said = `${said}${part.toString()}`.slice(-2_000)));
  try {
    await new Promise((ready) => child.once("message", ready));
    for (const order of orders)
      tell(
        order,
        await new Promise<Result>((done) => {
          const none = { operations: 0, injections: 0 };
          const end = (result: Result) => {
            clearTimeout(timer);
            child.removeAllListeners("message");
            child.removeAllListeners("exit");
            done(result);
          };
          const timer = setTimeout(() => end({ ...none, faults: [`${order.name} does not end`] }), hang);
          child.once("message", (result) => end(result as Result));
          child.once("exit", (code) =>
            end({ ...none, faults: [`${order.name} ends the process with ${code}: ${said}`] }),
          );
          child.send(order);
        }),
      );
  } finally {
    child.kill("SIGKILL");
  }
}
