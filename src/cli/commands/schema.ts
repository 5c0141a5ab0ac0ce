import { join } from "node:path";
import { schemaKinds, schemaText } from "../../index.ts";
import { phrase } from "../../model/phrase.ts";
import { oneOf, type Command, type Input, type Outcome, type Write } from "../command.ts";
import { editorSchemas, editorSettings, schemaFolder } from "../editor.ts";
import { deliver } from "../result.ts";

/** Settings that are there already are the person's own: they are told what to add. */
function install(input: Input): Outcome {
  const { cwd, look } = input.world;
  const { tell } = input.words;
  const settings = join(cwd, ".vscode", "settings.json");
  const writes: Write[] = [...editorSchemas()].map(([name, text]) => ({
    path: join(cwd, schemaFolder, name),
    text,
    mode: "replace",
    within: cwd,
  }));
  if (look(settings) === "nothing")
    return {
      exit: 0,
      stdout: `${tell(phrase("Wrote {file} and the schemas beside it. Install the YAML extension (redhat.vscode-yaml) to use them.", { file: settings }))}\n`,
      writes: [...writes, { path: settings, text: editorSettings(), mode: "new", within: cwd }],
    };
  return {
    exit: 0,
    stdout: `${tell(phrase("{file} is there already and was left as it is. Add this to it:", { file: settings }))}\n${editorSettings()}`,
    writes,
  };
}

type Schema = Record<string, unknown>;

/** The schema with those that it refers to embedded, so that it stands alone. */
function bundled(kind: string): string {
  const own = parsed(kind);
  const embedded = new Map<string, Schema>();
  const queue: Schema[] = [own];
  for (let next = queue.pop(); next; next = queue.pop())
    for (const [, file = ""] of JSON.stringify(next).matchAll(/"\$ref":"([^"#]+)(?:#[^"]*)?"/g)) {
      if (embedded.has(file)) continue;
      const schema = parsed(file.replace(/\.schema\.json$/, ""));
      embedded.set(file, schema);
      queue.push(schema);
    }
  if (embedded.size === 0) return schemaText(kind) ?? "";
  const defs = own["$defs"] as Schema | undefined;
  return `${JSON.stringify({ ...own, $defs: { ...defs, ...Object.fromEntries(embedded) } }, null, 2)}\n`;
}

const parsed = (kind: string) => JSON.parse(schemaText(kind) ?? "{}") as Schema;

export default {
  summary: "print the schema of a kind of document, or set the editor up with --install vscode",
  arguments: [{ name: "[kind]", about: "the kind of document; without one the kinds are listed" }],
  options: [
    { flags: "--install <editor>", about: "set an editor up so that it checks and completes documents: vscode" },
  ],
  common: ["output"],
  examples: [
    ["schema plan", "prints the schema of plans"],
    ["schema --install vscode", "writes the schemas and .vscode/settings.json"],
  ],
  async run(input) {
    if (input.choice("install", ["vscode"]) !== undefined) return install(input);
    const [kind] = input.arguments;
    if (kind === undefined) return deliver(input, `${schemaKinds().join("\n")}\n`, { exit: 0 });
    return deliver(input, bundled(oneOf(kind, schemaKinds(), phrase("The kind"))), { exit: 0 });
  },
} satisfies Command;
