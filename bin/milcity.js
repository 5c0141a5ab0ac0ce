#!/usr/bin/env node
"use strict";
const { existsSync } = require("node:fs");
const start = `${__dirname}/../dist/start.cjs`;
if (existsSync(start)) require(start);
else {
  process.stderr.write("milcity: The program is not built yet: run `npm run build` first. [internal]\n");
  process.exitCode = 2;
}
