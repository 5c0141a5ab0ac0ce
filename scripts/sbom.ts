/**
 * The bill of materials of the package, as CycloneDX 1.5: each package whose code is in the program or is installed beside it, with its
 * version, licence and checksum. npm lists them from the lock file; what would differ from run to run is left out.
 *
 *   npm run sbom -- bom.json
 */
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

interface Bom {
  serialNumber?: string;
  metadata: { timestamp?: string; tools?: unknown; component: { name: string; type: string } };
  components: {
    "bom-ref": string;
    name: string;
    version: string;
    externalReferences?: { type: string; url: string }[];
  }[];
  dependencies: { ref: string; dependsOn?: string[] }[];
}

interface Lock {
  packages: Record<string, { version: string; dev?: boolean; devOptional?: boolean }>;
}

const root = fileURLToPath(new URL("..", import.meta.url));

/** The bill as text. The same lock file gives the same bytes. */
export function billOfMaterials(): string {
  const args = ["sbom", "--package-lock-only", "--sbom-format=cyclonedx", "--sbom-type=application"];
  const output = execFileSync("npm", args, { cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
  const bom = JSON.parse(output) as Bom;
  const { name } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { name: string };
  // `--omit=dev` leaves out a package that both the program and a tool need: the lock file knows better.
  const lock = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")) as Lock;
  const needed = new Set(
    Object.entries(lock.packages)
      .filter(([path, { dev, devOptional }]) => path !== "" && !dev && !devOptional)
      .map(([path, { version }]) => `${path.replace(/.*node_modules\//, "")}@${version}`),
  );
  bom.components = bom.components.filter((component) => needed.has(`${component.name}@${component.version}`));
  const kept = new Set(bom.components.map((component) => component["bom-ref"]));
  bom.dependencies = bom.dependencies
    .filter(({ ref }) => kept.has(ref) || ref.startsWith(`${name}@`))
    .map(({ ref, dependsOn = [] }) => ({ ref, dependsOn: dependsOn.filter((one) => kept.has(one)) }));
  // npm names the root by its folder, and states the moment and itself.
  bom.metadata.component.name = name;
  delete bom.serialNumber;
  delete bom.metadata.timestamp;
  delete bom.metadata.tools;
  // Where a package was downloaded from is the matter of whoever installs it.
  for (const component of bom.components) {
    const references = component.externalReferences?.filter(({ type }) => type !== "distribution");
    if (references) component.externalReferences = references;
  }
  return `${JSON.stringify(bom, null, 2)}\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [file] = process.argv.slice(2);
  const text = billOfMaterials();
  if (file === undefined) process.stdout.write(text);
  else writeFileSync(file, text);
}
