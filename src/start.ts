/** What runs first: it answers what needs nothing of the program, and else takes the program from its compiled form. */
import { fstatSync, readFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { type HelpText, helpAt, tagIn } from "./start/help.ts";
import { load, script } from "./start/load.ts";

function ready(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}

/** Help and version as the program prints them, for whoever asks for nothing else. */
function answer([first, ...others]: string[]): string | undefined {
  if (others.length > 0) return undefined;
  if (first === "--version" || first === "-V") return ready(join(__dirname, "version.txt"))?.toString();
  if (first !== undefined && first !== "--help" && first !== "-h" && first !== "help") return undefined;
  const tag = tagIn(process.env);
  if (tag === undefined) return undefined;
  const [base = ""] = tag.split("-");
  const file = [tag, base, "en"].map((name) => ready(join(__dirname, "help", `${name}.json`))).find(Boolean);
  return file && helpAt(JSON.parse(file.toString()) as HelpText, width());
}

/** Asking for `process.stdout` takes longer than all the rest, and is only of use where there may be a terminal. */
function width(): number {
  const columns =
    fstatSync(1).isCharacterDevice() && process.stdout.isTTY ? process.stdout.columns : Number(process.env["COLUMNS"]);
  return Number.isInteger(columns) && columns >= 20 && columns <= 1000 ? columns : 80;
}

/** Writes what the system takes at once; what it does not goes the long way. */
function print(text: string): void {
  const bytes = Buffer.from(text);
  let written = 0;
  try {
    while (written < bytes.length) written += writeSync(1, bytes, written);
  } catch {
    process.stdout.on("error", () => undefined);
    process.stdout.write(bytes.subarray(written));
  }
}

const text = answer(process.argv.slice(2));
if (text) print(text);
else load(__dirname, "milcity.cjs", require, (name) => script(__dirname, name));
