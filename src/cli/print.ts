import { phrase } from "../model/phrase.ts";
import { unwritten } from "./files.ts";

/** Where a run's words go. */
export interface Channel {
  /** Writes what the system takes at once and gives how many bytes that were; absent where it has to be asked for in another way. */
  now?: (bytes: Uint8Array) => number;
  /** Takes Node a while to give, and waits for a slow reader. */
  later: () => NodeJS.WritableStream;
}

const codeOf = (error: unknown) => (error instanceof Error && "code" in error ? error.code : undefined);

/** Text in parts of 65,536 code units; no character of two is cut. */
function* partsOf(text: string): Generator<Uint8Array> {
  const encoder = new TextEncoder();
  for (let at = 0; at < text.length;) {
    const end = at + 65_536 - Number(/[\ud800-\udbff]/.test(text.charAt(at + 65_535)));
    yield encoder.encode(text.slice(at, end));
    at = end;
  }
}

/** Bytes that are still to be written, since the system takes no more for now. */
function writeNow(bytes: Uint8Array, now: NonNullable<Channel["now"]>): Uint8Array {
  let left = bytes;
  try {
    while (left.length > 0) left = left.subarray(now(left));
  } catch (error) {
    if (codeOf(error) !== "EAGAIN") throw error;
  }
  return left;
}

/** Prints a text, or what is in UTF-8 already. Waits for a slow reader; one that has gone away (`| head`) ends the output quietly. */
export async function print({ now, later }: Channel, text: string | readonly Uint8Array[]): Promise<void> {
  let stream: NodeJS.WritableStream | undefined;
  try {
    for (const bytes of typeof text === "string" ? partsOf(text) : text) {
      const left = now && !stream ? writeNow(bytes, now) : bytes;
      if (left.length === 0) continue;
      stream ??= later().on("error", () => undefined);
      const to = stream;
      await new Promise<void>((done, failed) => to.write(left, (error) => (error ? failed(error) : done())));
    }
  } catch (error) {
    if (codeOf(error) !== "EPIPE") throw unwritten(phrase("The output"), error);
  }
}
