/**
 * The one door to git. Only plumbing that touches neither index nor work tree is called, with the repository's own configuration
 * kept from starting anything. Source: safety settings §4.6 and §5.7.
 */
import { execFileSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, isAbsolute, join } from "node:path";

const guards = [
  "--no-pager",
  ...[
    "core.fsmonitor=false",
    "core.hooksPath=/dev/null",
    "safe.bareRepository=explicit",
    "protocol.allow=never",
    "diff.external=",
    "core.attributesFile=/dev/null",
    "core.excludesFile=/dev/null",
    "log.showSignature=false",
    "core.alternateRefsCommand=",
  ].flatMap((setting) => ["-c", setting]),
];

let program: string | null | undefined;

/** The absolute path of git, looked up once in PATH and never in the working directory. */
function gitProgram(): string | null {
  if (program !== undefined) return program;
  const names = process.platform === "win32" ? ["git.exe"] : ["git"];
  for (const folder of (process.env["PATH"] ?? "").split(delimiter))
    for (const name of names) {
      const path = join(folder, name);
      if (!isAbsolute(folder)) continue;
      try {
        accessSync(path, constants.X_OK);
        return (program = path);
      } catch {
        // Not in this folder of PATH; the next may have it.
      }
    }
  return (program = null);
}

function environment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith("GIT_"));
  return {
    ...Object.fromEntries(kept),
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_CONFIG_GLOBAL: "/dev/null",
    GIT_OPTIONAL_LOCKS: "0",
    GIT_TERMINAL_PROMPT: "0",
    GIT_NO_REPLACE_OBJECTS: "1",
    GIT_NO_LAZY_FETCH: "1",
    GIT_ATTR_NOSYSTEM: "1",
    LC_ALL: "C",
  };
}

/** Of some paths relative to the top level, those that git ignores. Empty where git cannot say. */
export function ignoredPaths(top: string, paths: readonly string[]): Set<string> {
  const git = gitProgram();
  if (git === null || paths.length === 0) return new Set();
  try {
    // `check-ignore` knows no `--literal-pathspecs`; with `./` before it, no path is read as a pattern or an option.
    const output = execFileSync(git, [...guards, "-C", top, "check-ignore", "--no-index", "-z", "--stdin"], {
      input: paths.map((path) => `./${path}\0`).join(""),
      env: environment(),
      maxBuffer: 67_108_864,
      timeout: 20_000,
      shell: false,
      windowsHide: true,
      stdio: ["pipe", "pipe", "ignore"],
    });
    const ignored = output.toString("utf8").split("\0").filter(Boolean);
    return new Set(ignored.map((path) => path.slice(2)));
  } catch {
    // Exit 1 says that nothing is ignored; any other failure that git cannot tell: then every file is looked at.
    return new Set();
  }
}
