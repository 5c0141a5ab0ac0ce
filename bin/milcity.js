#!/usr/bin/env node
import { createRequire } from "node:module";
const require = createRequire(import.meta.url);
try {
  require.resolve("../dist/milcity.cjs");
} catch {
  process.stderr.write("milcity: The program is not built yet: run `npm run build` first. [internal]\n");
  process.exitCode = 2;
}
if (process.exitCode === undefined) require("../dist/milcity.cjs");
