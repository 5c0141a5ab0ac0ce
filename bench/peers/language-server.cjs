// The language service that editors use for YAML, asked for every file below a folder: `language-server.cjs <folder> <folder of schemas>`.
const { readdirSync, readFileSync } = require("node:fs");
const { basename, join } = require("node:path");
const { pathToFileURL } = require("node:url");
const { TextDocument } = require("vscode-languageserver-textdocument");
const { getLanguageService } = require("yaml-language-server/out/server/src/languageservice/yamlLanguageService.js");

const [folder, schemas] = process.argv.slice(2);
const patterns = {
  city: "**/milcity.yaml",
  committee: "**/committee.yaml",
  plan: "**/plan.yaml",
  report: "**/reports/*.yaml",
  checklist: "**/checklists/*.yaml",
};
const service = getLanguageService({
  // A document names a schema that would lie beside it.
  schemaRequestService: (uri) =>
    Promise.resolve(readFileSync(join(schemas, basename(uri).replace(".schema.json", ".json")), "utf8")),
  workspaceContext: { resolveRelativePath: (path) => path },
  telemetry: { send() {}, sendError() {}, sendTrack() {} },
});
service.configure({
  validate: true,
  schemas: Object.entries(patterns).map(([kind, pattern]) => ({
    uri: pathToFileURL(join(schemas, `${kind}.json`)).href,
    fileMatch: [pattern],
  })),
});

async function main() {
  let files = 0;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !entry.name.endsWith(".yaml")) continue;
    const path = join(entry.parentPath, entry.name);
    const document = TextDocument.create(pathToFileURL(path).href, "yaml", 1, readFileSync(path, "utf8"));
    for (const { message } of await service.doValidation(document, false)) {
      process.exitCode = 1;
      console.log(`${path}: ${message}`);
    }
    files++;
  }
  console.log(files);
}

void main();
