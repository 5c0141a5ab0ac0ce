import { UserError } from "../model/failure.ts";
import type { Library } from "../model/library.ts";
import { phrase, series } from "../model/phrase.ts";
import type { FileFormat, Format, Pieces } from "../model/views.ts";
import { diskFiles } from "../read/files.ts";
import { readLibrary, schemaData } from "../read/library.ts";
import { formats } from "../render/formats.gen.ts";

interface Module {
  default: FileFormat<never>;
  pieces?: Pieces<never>;
}

type Loaded = Record<string, Record<string, () => Promise<Module>>>;

/** Formats of a view. */
export const formatsOf = (view: string): string[] => Object.keys((formats as Loaded)[view] ?? {});

/** What other tools call the same formats. */
export const formatAliases: ReadonlyMap<string, string> = new Map([
  ["human", "pretty"],
  ["stylish", "pretty"],
  ["table", "pretty"],
  ["text", "pretty"],
  ["tty", "pretty"],
  ["emacs", "compact"],
  ["line", "compact"],
  ["oneline", "compact"],
  ["parsable", "compact"],
  ["unix", "compact"],
  ["vim", "compact"],
  ["json-lines", "ndjson"],
  ["jsonl", "ndjson"],
  ["annotations", "github"],
  ["gha", "github"],
  ["github-actions", "github"],
  ["code-quality", "gitlab"],
  ["codeclimate", "gitlab"],
  ["gitlab-codequality", "gitlab"],
  ["junit-xml", "junit"],
  ["xunit", "junit"],
  ["sarif-2.1.0", "sarif"],
  ["htm", "html"],
  ["markdown-github", "markdown"],
  ["gfm", "markdown"],
  ["md", "markdown"],
]);

/** A format by its own name or by that which another tool gives it. */
export const formatNamed = (name: string): string => formatAliases.get(name) ?? name;

/** A format of which some make no text. */
export async function loadFileFormat<View>(view: string, format: string): Promise<FileFormat<View>> {
  const write: FileFormat<View> = await loadFormat<View>(view, format);
  return write;
}

export async function loadFormat<View>(view: string, format: string): Promise<Format<View>> {
  return (await loadModule(view, format)).default as unknown as Format<View>;
}

function loadModule(view: string, format: string): Promise<Module> {
  const load = (formats as Loaded)[view]?.[format];
  if (!load)
    throw new UserError(
      "usage",
      phrase("There is no format `{format}` here. There are: {formats}.", {
        format,
        formats: series("comma", formatsOf(view)),
      }),
    );
  return load();
}

/** A format whose text may be long: the pieces in which it gives it, or all of it as one. */
export async function loadPieces<View>(view: string, format: string): Promise<Pieces<View>> {
  const { default: write, pieces } = await loadModule(view, format);
  const one = (...asked: Parameters<typeof write>) => [write(...asked)];
  return (pieces ?? one) as unknown as Pieces<View>;
}

/** The packs that come with the tool, for what is asked of them without a workspace. */
export const library = (): Library => readLibrary(diskFiles("."), []);

/** Kinds and other schemas, by the name that `schema` takes: `plan`, `output/validate`, `frameworks/mil/plan`. */
export const schemaKinds = (): string[] =>
  Object.keys(schemaData())
    .map((file) => file.replace(/\.schema\.json$/, ""))
    .filter((kind) => kind !== "all")
    .sort();

export function schemaText(kind: string): string | undefined {
  const schema = schemaData()[`${kind}.schema.json`];
  return schema ? `${JSON.stringify(schema, null, 2)}\n` : undefined;
}
