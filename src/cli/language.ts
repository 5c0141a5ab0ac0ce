import { localeOf } from "../index.ts";

/** Of what the environment says of languages, what the programs of the system go by. `C` and `POSIX` are English. */
export function environmentLanguage(env: ReadonlyMap<string, string>): string | undefined {
  const stated = ["LC_ALL", "LC_MESSAGES", "LANG"].map((name) => env.get(name) ?? "").find((value) => value !== "");
  const tag = (stated ?? "").replace(/[.@][^]*/, "").replaceAll("_", "-");
  if (/^(?:C|POSIX)$/.test(tag)) return "en";
  return localeOf(tag) === undefined ? undefined : tag;
}

/** What a command line states by `--language`, before the line is understood. That of `init` is the dossier's. */
export function statedLanguage(argv: readonly string[]): string | undefined {
  if (argv.includes("init")) return undefined;
  const at = argv.findIndex((word) => word === "--language" || word.startsWith("--language="));
  const word = argv[at] ?? "";
  const tag = word === "--language" ? argv[at + 1] : word.slice("--language=".length);
  return tag === undefined || localeOf(tag) === undefined ? undefined : tag;
}
