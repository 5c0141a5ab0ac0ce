/** What Git LFS keeps in the place of a large file: who has not fetched the file itself has this. */
const form = /^version https:\/\/git-lfs\.github\.com\/spec\/v1\n(?:[a-z0-9.-]+ [^\n]*\n)*oid sha256:([0-9a-f]{64})\n/;

/** A pointer is no longer than this. */
export const pointerBytes = 1_024;

/** The SHA-256 of the file that a pointer stands for; undefined where the bytes are no pointer. */
export function pointedAt(bytes: Uint8Array): string | undefined {
  if (bytes.length > pointerBytes || bytes[0] !== 0x76) return undefined;
  return form.exec(new TextDecoder("latin1").decode(bytes))?.[1];
}
