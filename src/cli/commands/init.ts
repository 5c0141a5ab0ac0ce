import { join, relative, resolve, sep } from "node:path";
import { library, schemaText, type Library } from "../../index.ts";
import { UserError } from "../../model/failure.ts";
import { phrase, type Said, series } from "../../model/phrase.ts";
import { checksFor, platformIn, platforms } from "../ci.ts";
import { oneOf, type Command, type Input, type Write } from "../command.ts";
import { editorSchemas, editorSettings, schemaFolder } from "../editor.ts";
import { scaffold, type Beginning } from "../scaffold.ts";

/** One thing to know: the option that says it, the question that asks for it, and what makes an answer right. */
interface Wanted<T> {
  option: string;
  question: Said;
  otherwise?: string;
  given: string | undefined;
  understand: (answer: string) => T;
}

/** From the option, else from the person at the terminal, else what is usual. */
async function learn<T>(input: Input, { option, question, otherwise, given, understand }: Wanted<T>): Promise<T> {
  if (given !== undefined) return understand(given);
  if (!input.world.stdinIsTerminal || input.is("yes")) {
    if (otherwise !== undefined) return understand(otherwise);
    throw new UserError("usage", phrase("Without a person to ask, init needs {option}.", { option: `--${option}` }));
  }
  for (;;) {
    const answer = await input.world.ask(
      `${input.words.tell(question)}${otherwise === undefined ? "" : ` [${otherwise}]`}: `,
    );
    try {
      return understand(answer.trim() === "" ? (otherwise ?? "") : answer);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      input.world.tell(input.words.tell(error.said));
    }
  }
}

function nameIn(text: string): string {
  const name = text.trim().normalize("NFC");
  // Joiners belong to names in Persian and in Indic scripts; other invisible characters do not.
  if (name !== "" && name.length <= 200 && !/[\p{Cc}\p{Cs}\u2028\u2029]|(?![\u200c\u200d])\p{Cf}/u.test(name))
    return name;
  throw new UserError("usage", phrase("The city's name takes 1 to 200 characters, all of them visible."));
}

function countryIn(text: string): string {
  const common = JSON.parse(schemaText("common") ?? "{}") as { $defs?: { country?: { enum?: string[] } } };
  const codes = common.$defs?.country?.enum ?? [];
  const code = text.trim().toUpperCase();
  if (codes.includes(code)) return code;
  throw new UserError(
    "usage",
    phrase('"{text}" is no country: take the two letters of ISO 3166-1, such as PT or UY.', { text: text.trim() }),
  );
}

function languageIn(text: string): string {
  const tag = text.trim();
  if (/^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,8}$/.test(tag) && tag.length <= 64) return tag;
  throw new UserError("usage", phrase('"{tag}" is no language: take its tag, such as pt or es.', { tag }));
}

function frameworksIn(text: string, known: Library): string[] {
  const names = [...new Set(text.split(/[\s,]+/).filter(Boolean))];
  if (names.length === 0) throw new UserError("usage", phrase("Name at least one framework."));
  return names.map((name) => oneOf(name, [...known.packs.keys()], phrase("A framework")));
}

/** What the new dossier begins from, asked one after the other. */
async function learnBeginning(input: Input, known: Library): Promise<Beginning> {
  const frameworks = input.texts("framework");
  return {
    day: input.day,
    name: await learn(input, {
      option: "name",
      question: phrase("Name of the city"),
      given: input.text("name"),
      understand: nameIn,
    }),
    country: await learn(input, {
      option: "country",
      question: phrase("Country (two letters, such as PT)"),
      given: input.text("country"),
      understand: countryIn,
    }),
    language: await learn(input, {
      option: "language",
      question: phrase("Language of the dossier"),
      otherwise: "en",
      given: input.text("language"),
      understand: languageIn,
    }),
    frameworks: await learn(input, {
      option: "framework",
      question: phrase("Frameworks ({frameworks})", { frameworks: series("comma", [...known.packs.keys()]) }),
      otherwise: "mil",
      given: frameworks.length === 0 ? undefined : frameworks.join(","),
      understand: (text) => frameworksIn(text, known),
    }),
  };
}

export default {
  summary: "start a dossier that validates, with settings for the editor",
  arguments: [
    { name: "[dir]", about: "the folder of the dossier, made where there is none; else the working directory" },
  ],
  options: [
    { flags: "--name <name>", about: "the name of the city" },
    { flags: "--country <code>", about: "its country by the two letters of ISO 3166-1, such as PT" },
    { flags: "--language <tag>", about: "the language the dossier is written in, such as pt" },
    { flags: "--framework <id>", about: "a framework that the city takes part in (may be repeated)", many: true },
    {
      flags: "--ci <platform>",
      about: "also write the files that check every change on github or gitlab, at the top of the repository",
    },
    { flags: "--yes", about: "ask nothing and take what is usual" },
  ],
  common: ["day", "quiet"],
  examples: [
    ["init lisbon", "asks what it needs and writes a dossier into the folder lisbon"],
    ["init --name Lisbon --country PT --language pt --framework mil --yes", "asks nothing"],
    ["init lisbon --ci github", "also has every pull request checked, those from forks as well"],
  ],
  async run(input) {
    const { cwd, look } = input.world;
    const folder = resolve(cwd, input.arguments[0] ?? ".");
    const city = join(folder, "milcity.yaml");
    if (look(city) !== "nothing")
      throw new UserError("write", phrase("{path} is there already. Nothing was written.", { path: city }));
    const known = library();
    const beginning = await learnBeginning(input, known);
    const platform = await learn(input, {
      option: "ci",
      question: phrase("Check every change on its own ({platforms})", { platforms: series("comma", platforms) }),
      otherwise: "none",
      given: input.text("ci"),
      understand: platformIn,
    });
    const files = scaffold(beginning, known);
    files.set(".vscode/settings.json", editorSettings());
    for (const [name, text] of editorSchemas()) files.set(`${schemaFolder}/${name}`, text);
    const checks = checksFor(platform, folder, look);
    const writes = [
      ...[...files].map(([name, text]): Write => ({ path: join(folder, name), text, mode: "new", within: folder })),
      ...checks,
    ];
    const taken = writes.find(({ path }) => look(path) !== "nothing");
    if (taken)
      throw new UserError("write", phrase("{path} is there already. Nothing was written.", { path: taken.path }));
    const own = [...files.keys()].filter((name) => !name.startsWith(schemaFolder));
    const others = checks.map(({ path }) => relative(folder, path).replaceAll(sep, "/"));
    const shown = [...own, ...others].map((name) => `  ${name}\n`);
    const { tell } = input.words;
    const head = tell(phrase("Wrote a dossier into {folder}:", { folder }));
    const next = tell(phrase("Next: put in what is so in your city, then run milcity validate."));
    const text = `${head}\n${shown.join("")}${next}\n`;
    return { exit: 0, stdout: input.is("quiet") ? "" : text, writes };
  },
} satisfies Command;
