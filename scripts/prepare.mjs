/**
 * What npm runs on a commit that it takes from git, as `npm pack`, `npm install` and pre-commit do: git holds no built program. In a
 * checkout of ours it does not run, since `.npmrc` says `ignore-scripts`.
 */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

// An installation for the whole machine hands that on to what it starts, and the tools of the build would not be put here.
const env = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^npm_config_(?:global|prefix|location|install_links)$/i.test(name)),
);

function npm(...args) {
  const { status, error } = spawnSync("npm", args, { stdio: "inherit", env, shell: process.platform === "win32" });
  if (error) throw error;
  if (status !== 0) process.exit(status ?? 1);
}

// npm may come by twice with the same copy.
if (!existsSync("dist/milcity.cjs")) {
  if (!existsSync("node_modules/tsx")) npm("ci", "--ignore-scripts", "--no-audit", "--no-fund");
  npm("run", "build");
}
