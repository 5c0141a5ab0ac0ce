/**
 * Bundles the program: CommonJS for the command, since Node starts it faster, ESM for the API. Collects the licences of what is bundled.
 */
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type BuildOptions, type Metafile } from "esbuild";

const root = fileURLToPath(new URL("..", import.meta.url));
const dist = join(root, "dist");

const common: BuildOptions = {
  absWorkingDir: root,
  bundle: true,
  platform: "node",
  target: "node20",
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: "none",
  metafile: true,
  logLevel: "warning",
  outdir: "dist",
};

/** The packages whose code is in a bundle, with their licence texts. */
function licences(...metafiles: Metafile[]): string {
  const names = new Set<string>(["ajv"]);
  for (const { inputs } of metafiles)
    for (const file of Object.keys(inputs)) {
      const match = /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file);
      if (match?.[1]) names.add(match[1]);
    }
  const parts = [...names].sort().map((name) => {
    const folder = join(root, "node_modules", name);
    if (!existsSync(join(folder, "package.json")))
      throw new Error(`${name} is bundled and not installed at the top level`);
    const { version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as {
      version: string;
      license: string;
    };
    const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
    if (!file) throw new Error(`${name} has no licence file`);
    return `${name} ${version} (${license})\n\n${readFileSync(join(folder, file), "utf8").trim()}\n`;
  });
  return `milcity contains code of these packages.\n\n${parts.join(`\n${"-".repeat(78)}\n\n`)}`;
}

rmSync(dist, { recursive: true, force: true });
mkdirSync(dist, { recursive: true });
const command = await build({
  ...common,
  format: "cjs",
  entryPoints: { milcity: "src/bin.ts" },
  outExtension: { ".js": ".cjs" },
});
const api = await build({
  ...common,
  format: "esm",
  entryPoints: { index: "src/index.ts" },
  banner: {
    js: 'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);',
  },
});
if (!command.metafile || !api.metafile) throw new Error("esbuild gave no metafile");
writeFileSync(join(dist, "THIRD_PARTY_LICENSES.txt"), licences(command.metafile, api.metafile));
for (const [file, { bytes }] of Object.entries({ ...command.metafile.outputs, ...api.metafile.outputs }))
  console.log(`${file} ${Math.round(bytes / 1024)} KB`);
