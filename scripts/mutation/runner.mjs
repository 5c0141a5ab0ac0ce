/**
 * Runs tests for Stryker in its own process. The tests and all of the project's code that they reach are bundled once; for each mutant the
 * bundle is evaluated anew, so that nothing which a module remembers goes from one mutant to the next. A mutant costs milliseconds this
 * way, where a worker of vitest that loads every module takes a second. What of vitest a test can use here is what is exported below.
 */
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { Script } from "node:vm";
import { INSTRUMENTER_CONSTANTS } from "@stryker-mutator/api/core";
import { declareClassPlugin, PluginKind } from "@stryker-mutator/api/plugin";
import {
  determineHitLimitReached,
  DryRunStatus,
  TestStatus,
  toMutantRunResult,
} from "@stryker-mutator/api/test-runner";
import { build } from "esbuild";

const ofVitest = createRequire(createRequire(import.meta.url).resolve("vitest/package.json"));
const load = (name) => import(pathToFileURL(ofVitest.resolve(name)).href);
const { chai, ...vitest } = await load("@vitest/expect").then(async (all) => ({ ...all, chai: await load("chai") }));

function expectOf() {
  const expect = (value, message) => chai.expect(value, message);
  globalThis[vitest.GLOBAL_EXPECT] = expect;
  chai.use(vitest.JestExtend);
  chai.use(vitest.JestChaiExpect);
  chai.use(vitest.JestAsymmetricMatchers);
  return Object.assign(expect, chai.expect, globalThis[vitest.ASYMMETRIC_MATCHERS_OBJECT]);
}
const expect = expectOf();

/** What a test file declares: its tests in their order, each with what runs before and after it. */
function collector() {
  const tests = [];
  const ends = [];
  let around = { name: "", before: [], after: [], once: [] };
  const add = (name, run) => tests.push({ name: `${around.name}${name}`, run, around });
  const it = (name, ...rest) =>
    add(
      name,
      rest.find((one) => typeof one === "function"),
    );
  const every =
    (declare) =>
    (cases) =>
    (name, ...rest) => {
      const body = rest.find((one) => typeof one === "function");
      for (const [n, one] of cases.entries()) {
        const values = Array.isArray(one) ? one : [one];
        declare(`${name} (${n + 1})`, () => body(...values));
      }
    };
  const describe = (name, ...rest) => {
    const outside = around;
    around = {
      name: `${outside.name}${name} > `,
      before: [...outside.before],
      after: [...outside.after],
      once: [...outside.once],
    };
    rest.find((one) => typeof one === "function")();
    around = outside;
  };
  it.each = every(it);
  it.runIf = (may) => (may ? it : () => {});
  describe.each = every(describe);
  const once = (run) => {
    let done;
    return () => (done ??= Promise.resolve().then(run));
  };
  return {
    tests,
    ends,
    exports: {
      __esModule: true,
      expect,
      it,
      test: it,
      describe,
      beforeEach: (run) => around.before.push(run),
      afterEach: (run) => around.after.unshift(run),
      beforeAll: (run) => around.once.push(once(run)),
      afterAll: (run) => ends.unshift(run),
    },
  };
}

class Runner {
  static inject = ["options"];
  constructor(options) {
    this.files = options.milcity.tests;
    this.stryker = globalThis[INSTRUMENTER_CONSTANTS.NAMESPACE] ??= {};
  }

  capabilities() {
    return { reloadEnvironment: true };
  }

  async init() {
    const { outputFiles, metafile } = await build({
      stdin: { contents: this.files.map((file) => `import "./${file}";`).join("\n"), resolveDir: process.cwd() },
      bundle: true,
      write: false,
      metafile: true,
      platform: "node",
      format: "cjs",
      target: "node20",
      packages: "external",
      // Tests are there for what they do, and the package calls itself free of that.
      ignoreAnnotations: true,
      logLevel: "error",
      plugins: [ownPlaces],
    });
    const imports = Object.values(metafile.outputs).flatMap((output) => output.imports);
    const names = [...new Set(imports.filter(({ external }) => external).map(({ path }) => path))];
    this.packages = new Map();
    for (const name of names) if (name !== "vitest") this.packages.set(name, await import(name));
    const code = outputFiles[0].text.replace(/__toESM\(require\(("[^"]+")\)(?:, 1)?\)/g, "require($1)");
    this.script = new Script(`(function (require, module, exports) {${code}\n})`, { filename: resolve("bundle.cjs") });
  }

  /** Evaluates everything anew. */
  collect() {
    const found = collector();
    this.packages.get("fast-check")?.configureGlobal({ seed: 1 });
    const require = (name) => (name === "vitest" ? found.exports : this.packages.get(name));
    const module = { exports: {} };
    this.script.runInThisContext()(require, module, module.exports);
    return found;
  }

  async run({ tests, ends }, chosen, bail) {
    const results = [];
    for (const [n, { name, run, around }] of tests.entries()) {
      const id = `${n} ${name}`;
      if (chosen !== undefined && !chosen.has(id)) continue;
      this.stryker.currentTestId = id;
      const start = performance.now();
      let failure;
      try {
        for (const before of [...around.once, ...around.before]) await before();
        await run();
      } catch (error) {
        failure = error instanceof Error ? error.message : String(error);
      }
      for (const after of around.after) await after();
      this.stryker.currentTestId = undefined;
      const about = { id, name, timeSpentMs: performance.now() - start };
      results.push(
        failure === undefined
          ? { ...about, status: TestStatus.Success }
          : { ...about, status: TestStatus.Failed, failureMessage: failure },
      );
      if (failure !== undefined && bail) break;
    }
    for (const end of ends) await end();
    return results;
  }

  async dryRun({ disableBail }) {
    this.stryker.activeMutant = undefined;
    this.stryker.mutantCoverage = { static: {}, perTest: {} };
    const tests = await this.run(this.collect(), undefined, !disableBail);
    const mutantCoverage = this.stryker.mutantCoverage;
    return { status: DryRunStatus.Complete, tests, mutantCoverage };
  }

  async mutantRun({ activeMutant, testFilter, hitLimit, mutantActivation, disableBail }) {
    const { stryker } = this;
    stryker.mutantCoverage = undefined;
    stryker.hitCount = hitLimit === undefined ? undefined : 0;
    stryker.hitLimit = hitLimit;
    const chosen = testFilter && new Set(testFilter);
    let result;
    try {
      stryker.activeMutant = mutantActivation === "static" ? activeMutant.id : undefined;
      const found = this.collect();
      stryker.activeMutant = activeMutant.id;
      result = { status: DryRunStatus.Complete, tests: await this.run(found, chosen, !disableBail) };
    } catch (error) {
      // A module that cannot be loaded any more fails every test.
      const about = { id: "load", name: "load", timeSpentMs: 0, status: TestStatus.Failed };
      result = { status: DryRunStatus.Complete, tests: [{ ...about, failureMessage: String(error) }] };
    }
    stryker.activeMutant = undefined;
    return toMutantRunResult(determineHitLimitReached(stryker.hitCount, hitLimit) ?? result);
  }
}

/** A file of the project knows where it stands, also in a bundle. */
const ownPlaces = {
  name: "own-places",
  setup({ onLoad }) {
    onLoad({ filter: /[\\/](?:test|scripts)[\\/][^\\/]+\.ts$/ }, async ({ path }) => {
      const contents = (await readFile(path, "utf8"))
        .replaceAll("import.meta.url", JSON.stringify(pathToFileURL(path).href))
        .replaceAll("import.meta.dirname", JSON.stringify(dirname(path)));
      return { contents, loader: "ts" };
    });
  },
};

export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, "milcity", Runner)];
export const strykerValidationSchema = {
  type: "object",
  properties: { milcity: { type: "object", properties: { tests: { type: "array", items: { type: "string" } } } } },
};
