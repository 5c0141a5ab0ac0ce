import { english, type Said, told } from "./phrase.ts";

/** Why a command could not do its work: exit 2. */
export type FailureCode = "usage" | "config" | "no-input" | "revision" | "write" | "internal";

/** The user is wrong, or the machine is: what it says is shown alone, with the code. Its `message` is in English. */
export class UserError extends Error {
  readonly code: FailureCode;
  readonly said: Said;
  constructor(code: FailureCode, said: Said) {
    super(told(said, english));
    this.code = code;
    this.said = said;
  }
}

/** Whether the system refused a file: no fault of the program's, wherever it comes to light. */
export function isRefusal(error: unknown): error is Error & { path: string } {
  const { syscall, path } = error instanceof Error ? (error as Error & { syscall?: string; path?: string }) : {};
  return syscall !== undefined && path !== undefined && !syscall.startsWith("spawn");
}
