import { schemaKinds, schemaText } from "../index.ts";

/** Where the editor's schemas lie, from the dossier's folder. The format never looks at folders that begin with a dot. */
export const schemaFolder = ".vscode/milcity";

/** Which files are which kind, by the names that `init` gives them. Other names take a line at their top. */
const files: [kind: string, globs: string[]][] = [
  ["city", ["milcity.yaml"]],
  ["committee", ["**/committee*.yaml", "**/committees/*.yaml"]],
  ["plan", ["**/plan*.yaml", "**/plans/*.yaml"]],
  ["report", ["**/reports/*.yaml"]],
  ["checklist", ["**/checklists/*.yaml"]],
  ["config", ["milcity.config.yaml"]],
];

export function editorSettings(): string {
  const schemas = Object.fromEntries(files.map(([kind, globs]) => [`./${schemaFolder}/${kind}.schema.json`, globs]));
  return `${JSON.stringify({ "yaml.schemas": schemas }, null, 2)}\n`;
}

/** The schemas of documents and what they refer to, by their file names. */
export function editorSchemas(): Map<string, string> {
  const wanted = new Set([...files.map(([kind]) => kind), "common"]);
  const found = schemaKinds().filter((kind) => wanted.has(kind));
  return new Map(found.map((kind) => [`${kind}.schema.json`, schemaText(kind) ?? ""]));
}

/** The line by which an editor knows a document's schema, whatever the file is called. */
export const modeline = (kind: string, depth = 0) =>
  `# yaml-language-server: $schema=${"../".repeat(depth)}${schemaFolder}/${kind}.schema.json`;
