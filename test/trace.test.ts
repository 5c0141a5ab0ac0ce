import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
const hasTracer = spawnSync("strace", ["-V"]).status === 0;

/** `scripts/needs.sh` installs the tracer in CI; a machine that lets nobody trace cannot tell. */
const mayTrace = hasTracer && spawnSync("strace", ["-o", "/dev/null", "true"]).status === 0;

describe("the built command, watched by the system", () => {
  it.runIf(mayTrace)("opens no socket and writes nothing but what was asked for", () => {
    const { status, stdout, stderr } = spawnSync("sh", ["scripts/trace.sh"], { cwd: root, encoding: "utf8" });
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    const seen = stdout.trim().split("\n");
    expect(seen).toHaveLength(16);
    for (const line of seen)
      expect(line).toMatch(/^[a-z]+: [1-9]\d* files opened, nothing written elsewhere, no socket$/);
  });
});
