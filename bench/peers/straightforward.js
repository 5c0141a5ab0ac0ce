// The program that one would write in an afternoon: the `yaml` library, then the same schemas by Ajv. No rule between documents.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { parse } from "yaml";

const schemas = join(import.meta.dirname, "../../schemas");
const ajv = new Ajv2020({ allErrors: true, strict: false });
ajv.addFormat("date", (text) => new Date(`${text}T00:00Z`).toJSON()?.startsWith(`${text}T`) ?? false);
ajv.addFormat("uri", (text) => URL.canParse(text));
ajv.addFormat("email", (text) => /^[^@\s]+@[^@\s]+$/.test(text));
for (const kind of ["common", "city", "committee", "plan", "report", "checklist"])
  ajv.addSchema(JSON.parse(readFileSync(join(schemas, `${kind}.schema.json`), "utf8")));

let files = 0;
for (const entry of readdirSync(process.argv[2], { recursive: true, withFileTypes: true })) {
  if (!entry.isFile() || !entry.name.endsWith(".yaml")) continue;
  const path = join(entry.parentPath, entry.name);
  const document = parse(readFileSync(path, "utf8"));
  const validate = ajv.getSchema(`${document.kind}.schema.json`);
  files++;
  if (validate(document)) continue;
  process.exitCode = 1;
  for (const { instancePath, message } of validate.errors) console.log(`${path}${instancePath}: ${message}`);
}
console.log(files);
