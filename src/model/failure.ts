/** Why a command could not do its work: exit 2. */
export type FailureCode = "usage" | "config" | "no-input" | "revision" | "write" | "internal";

/** The user is wrong, or the machine is: the message alone is shown, with the code. The one value among the types. */
export class UserError extends Error {
  readonly code: FailureCode;
  constructor(code: FailureCode, message: string) {
    super(message);
    this.code = code;
  }
}
