import { describe, expect, it } from "vitest";
import { compared, everywhere } from "./same-bytes.ts";

/** `npx tsx scripts/same-bytes.ts` tries every locale in every time zone and every number of threads; this is a part of them. */
describe("the same dossier", () => {
  it("gives the same bytes in every language, time zone and order of files", async () => {
    const some = everywhere.filter((_, n) => n % 4 === (n >> 3) % 4);
    const { made, differing } = await compared(
      some.map((around, n) => ({ ...around, jobs: [around.jobs[n % 3] ?? 1] })),
    );
    expect(differing).toEqual([]);
    expect(made).toBe(12 * 6);
  }, 600_000);
});
