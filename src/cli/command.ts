import { formatNamed, localeOf, nearest, wordsOf, type Request } from "../index.ts";
import type { Day } from "../model/facts.ts";
import { UserError } from "../model/failure.ts";
import type { Shared } from "../model/shared.ts";
import type { Keeping } from "../model/store.ts";
import { phrase, type Said, series } from "../model/phrase.ts";
import type { Setting } from "../model/views.ts";
import type { Words } from "../model/words.ts";
import { environmentLanguage } from "./language.ts";

/** What a run may know of the machine. `world.ts` fills it in. */
export interface World {
  cwd: string;
  /** Of the environment: NO_COLOR, FORCE_COLOR, SOURCE_DATE_EPOCH, CI, TERM, LC_ALL, LC_MESSAGES, LANG. */
  env: ReadonlyMap<string, string>;
  /** Today in UTC. */
  now: () => Day;
  stdoutIsTerminal: boolean;
  stdinIsTerminal: boolean;
  /** Columns of the terminal; 80 where there is none. */
  width: number;
  /** The version of the data that dates and numbers are written by. */
  icu: string;
  /** And of what it takes from them: of the languages' data, and of the characters'. */
  cldr?: string;
  unicode?: string;
  /** What there is at a path, links not followed. */
  look: (path: string) => "nothing" | "file" | "folder" | "other";
  /** Asks a person. Only with a terminal. */
  ask: (question: string) => Promise<string>;
  /** Says something to the person who is being asked. */
  tell: (text: string) => void;
  /** What comes on standard input, up to a number of bytes; null where there is more. */
  input: (limit: number) => Promise<Uint8Array | null>;
  /** Says on a terminal how far the work has come; null ends it. */
  progress: (text: (() => string) | null) => void;
  /** Prints a page with a browser of this machine, the one at a path or one that is found. Where there is nobody to print, there is no PDF. */
  print?: (html: string, asked: { browser?: string; cwd: string; day: Day; debug: boolean }) => Promise<Uint8Array>;
  /** Where to keep what is worked out from run to run; undefined where there is no place for it. */
  keeping?: () => Keeping | undefined;
  /** Many things will be looked at, and each is let go of: memory is to be cleared up often. */
  spare?: () => void;
  /** Shares work with other threads. `most`: how many threads the machine has room for, this one included. */
  threads?: { most: () => number; share: (shared: Shared) => Promise<void> };
}

/** A file to be written, whole or not at all. */
export interface Write {
  /** Absolute. */
  path: string;
  /** Bytes where it is no text, and in pieces where it is long. */
  text: string | Uint8Array | readonly Uint8Array[];
  /** `new` never overwrites; `replace` may replace a regular file. */
  mode: "new" | "replace";
  /** What a document says that is replaced: only then may it be, and only while it says this. */
  was?: string;
  /** A folder, absolute, that no link may lead the file out of: it was not named by whoever started the run. */
  within?: string;
}

/** What should happen. Everything is written before anything is printed. */
export interface Outcome {
  exit: 0 | 1 | 2;
  stdout?: string;
  /** What is long goes to standard output in pieces, in UTF-8. */
  pieces?: readonly Uint8Array[];
  stderr?: string;
  writes?: Write[];
  /** Absolute paths that were read and may not be replaced. */
  inputs?: ReadonlySet<string>;
  /** A page for the browser of this machine, until the user ends it. Whatever is done again brings its next state. */
  serve?: { page: string; port?: number };
  /** The work goes on: what is to be done again, and where changes count, until the user ends it. */
  watch?: Watch;
}

export interface Watch {
  /** Absolute. */
  folder: string;
  /** Whether a path below it counts, relative to it and with `/`. */
  counts: (path: string) => boolean;
  /** Does it again after some files have changed, by their paths relative to the folder. */
  again: (changed: readonly string[]) => Promise<Outcome>;
}

export interface CommandOption {
  /** As commander writes it: `--fail-on <level>`. */
  flags: string;
  about: string;
  /** May be given several times. */
  many?: true;
}

/** One command. The default export of `src/cli/commands/<verb>.ts`. */
export interface Command {
  summary: string;
  /** As commander writes it: `[paths...]`. */
  arguments?: { name: string; about: string }[];
  options: CommandOption[];
  /** The common options that do something here, beside those that every command has. */
  common: readonly (keyof typeof commonOptions)[];
  /** The view whose formats it can write. */
  formats?: string;
  /** Command line after `milcity`, and what it does. */
  examples: [string, string][];
  run(input: Input): Promise<Outcome>;
}

/** Common options; a command offers those that do something in it. */
export const commonOptions = {
  printConfig: {
    flags: "--print-config",
    about: "print the settings that are in force, each with where it comes from, and do nothing else",
  },
  config: { flags: "--config <file>", about: "use this configuration instead of the workspace's milcity.config.yaml" },
  day: {
    flags: "--as-of <date>",
    about: "the day of assessment, such as 2026-03-31; else SOURCE_DATE_EPOCH, else today",
  },
  format: { flags: "--format <format>", about: "how the result is written" },
  output: { flags: "-o, --output <file>", about: "write the result to a file, whole or not at all" },
  colour: { flags: "--color", about: "use colours, whatever the output is" },
  noColour: { flags: "--no-color", about: "use no colours" },
  language: {
    flags: "--language <tag>",
    about:
      "the language of findings, labels and messages, such as fr; else, in the format pretty, that of the environment (LC_ALL, LC_MESSAGES, LANG) or of the one dossier looked at, and in the others English",
  },
  quiet: { flags: "-q, --quiet", about: "only what matters most" },
  verbose: { flags: "--verbose", about: "more detail" },
} as const;

/** The command line of one command, understood. */
export class Input {
  readonly world: World;
  readonly arguments: readonly string[];
  readonly #options: ReadonlyMap<string, unknown>;
  readonly #speaks: boolean;
  /** The language of the one dossier that is looked at, once it is known. */
  own: string | undefined;

  /** `speaks`: whether `--language` is the language of the output; `init` has an option of that name for the dossier's. */
  constructor(world: World, args: readonly string[], options: ReadonlyMap<string, unknown>, speaks = true) {
    this.world = world;
    this.arguments = args;
    this.#options = options;
    this.#speaks = speaks;
  }

  text(name: string): string | undefined {
    const value = this.#options.get(name);
    return typeof value === "string" ? value : undefined;
  }

  texts(name: string): string[] {
    const value = this.#options.get(name);
    return Array.isArray(value) ? value.filter((part) => typeof part === "string") : [];
  }

  is(name: string): boolean {
    return this.#options.get(name) === true;
  }

  /** A number within bounds, in decimal. */
  number(name: string, least: number, most = Number.MAX_SAFE_INTEGER): number | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const value = Number(text);
    if (/^\d+(\.\d+)?$/.test(text) && value >= least && value <= most) return value;
    const given = { option: `--${name}`, least, most, text };
    throw new UserError(
      "usage",
      most === Number.MAX_SAFE_INTEGER
        ? phrase('{option} takes a number of at least {least}, not "{text}".', given)
        : phrase('{option} takes a number from {least} to {most}, not "{text}".', given),
    );
  }

  /** One of the words, else the nearest is named. */
  choice<Word extends string>(name: string, among: readonly Word[]): Word | undefined {
    const text = this.text(name);
    return text === undefined ? undefined : oneOf(text, among, `--${name}`);
  }

  /** The day of assessment. */
  get day(): Day {
    const asOf = this.text("as-of");
    if (asOf !== undefined) {
      if (isDay(asOf)) return asOf;
      throw new UserError(
        "usage",
        phrase('--as-of takes a real day such as 2026-03-31, not "{text}".', { text: asOf }),
      );
    }
    const epoch = this.world.env.get("SOURCE_DATE_EPOCH") ?? "";
    if (epoch === "") return this.world.now();
    // The last second of the year 9999: days are written with four digits.
    if (/^\d{1,12}$/.test(epoch) && Number(epoch) <= 253402300799)
      return new Date(Number(epoch) * 1000).toISOString().slice(0, 10);
    throw new UserError("usage", phrase('SOURCE_DATE_EPOCH takes seconds since 1970, not "{text}".', { text: epoch }));
  }

  /** The language asked for; where people read the result, else the environment's. */
  get language(): string | undefined {
    const asked = this.#speaks ? this.text("language") : undefined;
    if (asked !== undefined) return wordsOf(asked).language;
    return this.isForPeople ? environmentLanguage(this.world.env) : undefined;
  }

  /** What programs read is the same wherever it is made: only an option changes its language. */
  get isForPeople(): boolean {
    return formatNamed(this.text("format") ?? "pretty") === "pretty" && this.texts("report").length === 0;
  }

  /** The labels and messages of this run. */
  get words(): Words {
    const own = this.own !== undefined && localeOf(this.own) !== undefined ? this.own : undefined;
    return wordsOf(this.language ?? own);
  }

  get request(): Request {
    const { language } = this;
    const config = this.text("config");
    const rules = severitiesIn(this.texts("rule"));
    return {
      cwd: this.world.cwd,
      paths: [...this.arguments],
      day: this.day,
      ...(config !== undefined && { config }),
      ...(rules.size > 0 && { rules }),
      ...(this.is("baseline") && { baseline: true }),
      ...(this.is("update-baseline") && { baseline: true, updateBaseline: true }),
      ...(language !== undefined && { language }),
      ...(this.isForPeople && { own: "alone" as const }),
      ...(this.reader && { reader: this.reader }),
    };
  }

  /** Who reads documents: the library alone, where somebody doubts the faster reader. */
  get reader(): "library" | undefined {
    const asked = this.world.env.get("MILCITY_READER") ?? "";
    if (asked === "" || asked === "plain") return undefined;
    if (asked === "library") return asked;
    throw new UserError("usage", phrase('MILCITY_READER takes `plain` or `library`, not "{text}".', { text: asked }));
  }

  /** Colours go to a terminal and never to a file; options beat FORCE_COLOR, which beats NO_COLOR. */
  setting(toFile: boolean): Setting {
    const { env, stdoutIsTerminal, width } = this.world;
    const force = env.get("FORCE_COLOR");
    const asked = this.is("color") ? true : this.is("no-color") ? false : undefined;
    const wanted = force
      ? !/^(0|false)$/.test(force)
      : stdoutIsTerminal && !env.get("NO_COLOR") && env.get("TERM") !== "dumb";
    return {
      words: this.words,
      colour: asked ?? (wanted && !toFile),
      width,
      verbose: this.is("verbose"),
      quiet: this.is("quiet"),
      // What goes to no terminal is often read by a machine that runs a build, whether or not it says so.
      ci: Boolean(env.get("CI")) || !stdoutIsTerminal,
    };
  }
}

const levels = ["error", "warning", "info", "off"] as const;

/** `plan/late-start=off`; of a rule that is named twice the last counts. */
function severitiesIn(texts: readonly string[]): Map<string, (typeof levels)[number]> {
  return new Map(
    texts.map((text) => {
      const [rule = "", ...level] = text.split("=").map((part) => part.trim());
      if (rule !== "" && level.length > 0) return [rule, oneOf(level.join("="), levels, "--rule")];
      throw new UserError(
        "usage",
        phrase('--rule takes a rule and a level such as plan/late-start=off, not "{text}".', { text }),
      );
    }),
  );
}

export function oneOf<Word extends string>(text: string, among: readonly Word[], what: Said): Word {
  const found = among.find((word) => word === text);
  if (found !== undefined) return found;
  const near = nearest(text, among);
  const given = { what, text, words: series("comma", among) };
  throw new UserError(
    "usage",
    near === undefined
      ? phrase('{what} cannot be "{text}". There is: {words}.', given)
      : phrase('{what} cannot be "{text}". Did you mean "{near}"? There is: {words}.', { ...given, near }),
  );
}

/** A day that the calendar has. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
