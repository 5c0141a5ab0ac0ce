/**
 * Bundles the program: CommonJS for the command, since Node starts it faster, ESM for the API. Collects the licences of what is bundled.
 *
 * The command is one part with the program's own code, and parts beside it that are read when something of them is first used: each
 * package, the compiled schemas and templates, and the data. The sources import them like everything else and know nothing of this.
 */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { helpTexts } from "./help-texts.ts";
import { tool } from "../src/read/data.build.js";
import { build, type BuildOptions, type Metafile, type Plugin } from "esbuild";

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

/** What the program's start takes: a function. Put around it here, so that no start copies a source to do it. */
const [opening, closing] = ["(function (exports, require, module) {\n", "})\n"];

/** What is read on first use: a module of ours that nothing but itself and packages is in, or a package. */
interface Part {
  /** Of its file in `dist`. */
  name: string;
  specifier: string;
}

const generated = /\.build\.js$/;
/** Nothing but data, which `read` gives: kept as JSON, which takes a tenth of the time that the same takes inside a program. */
const isData = (specifier: string) => /\/read\/data\/[^/]+\.build\.js$/.test(specifier);
/** Small, and needed by every run. */
const always = new Set(["data.build.js"]);

/** Builtin modules that take Node noticeable time, and that many runs do not need. */
const slow = new Set([
  "node:child_process",
  "node:crypto",
  "node:fs/promises",
  "node:os",
  "node:readline/promises",
  "node:v8",
  "node:worker_threads",
  "node:zlib",
]);

/** Modules of ours behind which much lies that few commands need; they stay in the bundle, and begin when they are used. */
const later = /\/src\/corridor\/(?:bundle|change|committed|diff|past|report|revision)\.ts$/;

/** The part that an import of the program's own code names; undefined for its own modules and those of Node. */
function partOf(specifier: string, from: string): Part | undefined {
  if (generated.test(specifier)) {
    const file = basename(specifier);
    if (always.has(file)) return undefined;
    const own = join(dirname(from), specifier);
    return { name: `parts/${file.replace(generated, "")}.${isData(own) ? "json" : "cjs"}`, specifier: own };
  }
  if (/^(\.|node:)/.test(specifier)) return undefined;
  return { name: `parts/${specifier.replace("@", "").replaceAll("/", "-")}.cjs`, specifier };
}

/**
 * What stands in a bundle for a part: the same names, each of which reads the part when it is used. A default export is a function in
 * every package that is imported so.
 */
function standIn(wanted: string, exported: string[]): string {
  if (wanted.endsWith(".json")) return `exports.read = () => require(${JSON.stringify(wanted)});`;
  const others = exported.filter((one) => one !== "default" && one !== "module.exports");
  return [
    "let part;",
    `const load = () => (part ??= require(${JSON.stringify(wanted)}));`,
    exported.includes("default")
      ? "module.exports = function (...given) { const { default: own } = load(); return new.target ? new own(...given) : own(...given); };\nmodule.exports.default = module.exports;"
      : "",
    `for (const name of ${JSON.stringify(others)}) Object.defineProperty(module.exports, name, { enumerable: true, get: () => load()[name] });`,
  ].join("\n");
}

/**
 * The program as it is started. What stands in for a part has its names already: esbuild would have every module that imports it copy them,
 * name by name, at every start.
 */
function asStarted(file: string): void {
  const source = readFileSync(file, "utf8");
  const sparse = source.replaceAll(/__toESM\((require_\w+\(\))(?:,1)?\)/g, "$1");
  if (sparse === source || /__toESM\((?!mod)/.test(sparse))
    throw new Error(`${file}: esbuild takes imports in another way`);
  writeFileSync(file, opening + sparse + closing);
}

const exportsOf = async (specifier: string): Promise<string[]> =>
  Object.keys(
    (await import(specifier.startsWith("/") ? pathToFileURL(specifier).href : specifier)) as Record<string, unknown>,
  );

/** What a module of ours exports. */
async function ownExports(file: string): Promise<string[]> {
  const { metafile } = await build({ ...common, bundle: false, format: "esm", entryPoints: [file], write: false });
  return Object.values(metafile?.outputs ?? {}).flatMap(({ exports }) => exports);
}

/** Puts builtin modules that are slow behind a stand-in, also where a package asks for them. */
const slowly: Plugin = {
  name: "slowly",
  setup(bundle) {
    bundle.onResolve({ filter: /^node:|^[a-z_]+$/ }, ({ path, namespace }) => {
      if (namespace === "slow") return { path, external: true };
      const builtin = path.replace(/^(?:node:)?/, "node:");
      return slow.has(builtin) ? { path: builtin, namespace: "slow" } : undefined;
    });
    bundle.onLoad({ filter: /./, namespace: "slow" }, async ({ path }) => ({
      contents: standIn(
        path,
        (await exportsOf(path)).filter((name) => name !== "default"),
      ),
    }));
  },
};

/** Puts every part out of the bundle, into `found`, and what is seldom needed behind a stand-in. */
function apart(found: Map<string, Part>): Plugin {
  return {
    name: "apart",
    setup(bundle) {
      bundle.onResolve({ filter: /./ }, ({ path, importer, namespace, kind }) => {
        if (namespace === "later") return { path };
        if (namespace !== "file" || importer.includes("node_modules")) return { path, external: true };
        if (kind === "entry-point") return undefined;
        const own = join(dirname(importer), path);
        if (path.startsWith(".") && later.test(own)) return { path: own, namespace: "later" };
        const part = partOf(path, importer);
        if (!part) return undefined;
        found.set(part.name, part);
        return { path: part.name, namespace: "part" };
      });
      bundle.onLoad({ filter: /./, namespace: "part" }, async ({ path }) => ({
        contents: standIn(`./${path}`, await exportsOf(found.get(path)?.specifier ?? "")),
      }));
      bundle.onLoad({ filter: /./, namespace: "later" }, async ({ path }) => ({
        contents: standIn(path, await ownExports(path)),
        resolveDir: root,
      }));
    },
  };
}

const nothing = { inputs: {}, imports: [], exports: [] };

async function bundlePart({ name, specifier }: Part): Promise<Metafile> {
  if (isData(specifier)) {
    const { read } = (await import(pathToFileURL(specifier).href)) as { read: () => unknown };
    const text = JSON.stringify(read());
    mkdirSync(dirname(join(dist, name)), { recursive: true });
    writeFileSync(join(dist, name), text);
    return { inputs: {}, outputs: { [`dist/${name}`]: { ...nothing, bytes: Buffer.byteLength(text) } } };
  }
  const from = JSON.stringify(specifier.startsWith("/") ? `./${relative(root, specifier)}` : specifier);
  const hasDefault = (await exportsOf(specifier)).includes("default");
  const { outdir: _outdir, ...others } = common;
  const { metafile } = await build({
    ...others,
    // Only the program's own names are worth reading, in a profile.
    minifyIdentifiers: true,
    format: "cjs",
    banner: { js: opening.trimEnd() },
    footer: { js: closing.trimEnd() },
    stdin: {
      contents: `export * from ${from};${hasDefault ? `export { default } from ${from};` : ""}`,
      resolveDir: root,
    },
    outfile: join(dist, name),
    plugins: [slowly],
  });
  return metafile as Metafile;
}

async function bundle(): Promise<Metafile[]> {
  const parts = new Map<string, Part>();
  const started = { ...common, outExtension: { ".js": ".cjs" } };
  const start = await build({
    ...started,
    format: "cjs",
    entryPoints: { start: "src/start.ts" },
    plugins: [slowly],
  });
  const command = await build({
    ...started,
    format: "cjs",
    entryPoints: { milcity: "src/bin.ts" },
    plugins: [slowly, apart(parts)],
  });
  asStarted(join(dist, "milcity.cjs"));
  const api = await build({
    ...common,
    format: "esm",
    entryPoints: { index: "src/index.ts" },
    banner: {
      js: 'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);',
    },
  });
  const others: Metafile[] = [];
  for (const part of parts.values()) others.push(await bundlePart(part));
  return [start.metafile, command.metafile, api.metafile, ...others] as Metafile[];
}

rmSync(dist, { recursive: true, force: true });
mkdirSync(dist, { recursive: true });
const metafiles = await bundle();
writeFileSync(join(dist, "THIRD_PARTY_LICENSES.txt"), licences(...metafiles));
for (const [file, { bytes }] of metafiles.flatMap(({ outputs }) => Object.entries(outputs)))
  console.log(`${file} ${Math.round(bytes / 1024)} KB`);
// By this, what one build has worked out is told from what another one would.
const sum = createHash("sha256");
for (const file of metafiles.flatMap(({ outputs }) => Object.keys(outputs)).sort())
  sum.update(readFileSync(join(root, file)));
writeFileSync(join(dist, "build.txt"), `${tool.version} ${sum.digest("hex")}\n`);
writeFileSync(join(dist, "version.txt"), `${tool.version}\n`);
mkdirSync(join(dist, "help"));
for (const [tag, help] of await helpTexts())
  writeFileSync(join(dist, "help", `${tag.toLowerCase()}.json`), JSON.stringify(help));
await build({
  ...common,
  format: "cjs",
  entryPoints: { compile: "scripts/compile.ts" },
  outExtension: { ".js": ".cjs" },
});
execFileSync(process.execPath, [join(dist, "compile.cjs")], { stdio: "inherit" });
