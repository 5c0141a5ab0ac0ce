/** The files for CI that cities copy and `milcity init --ci` writes: each names this version, and the comment's workflow holds its script. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { tool } from "./gen-data.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const read = (file: string) => readFileSync(join(root, file), "utf8");

/** Where each file goes in a repository, and where its text is kept here. */
const places = {
  github: {
    ".github/workflows/milcity.yml": "ci/github/milcity.yml",
    ".github/workflows/milcity-comment.yml": "ci/github/milcity-comment.yml",
  },
  gitlab: { ".gitlab-ci.yml": "ci/gitlab/milcity.gitlab-ci.yml" },
};

/** The script becomes the text of its step. GitHub would put a value in place of `${{`, wherever that stands. */
function withScript(workflow: string): string {
  const script = read("ci/github/comment.cjs");
  if (script.includes("${{")) throw new Error("ci/github/comment.cjs holds what GitHub takes for an expression");
  const [head = ""] = workflow.split(/(?<=\n {8}run: \|\n)/);
  return head + script.replace(/^(?=.)/gm, " ".repeat(10));
}

/** File here → its text. */
export function ciFiles(): Map<string, string> {
  const files = Object.values(places).flatMap((platform) => Object.values<string>(platform));
  return new Map(
    files.map((file) => {
      const text = read(file).replace(/(MILCITY_PACKAGE: milcity@)\S+/, `$1${tool().version}`);
      return [file, file.endsWith("-comment.yml") ? withScript(text) : text];
    }),
  );
}

/** Platform → path in a repository → text. */
export function ciData(): Record<string, Record<string, string>> {
  const texts = ciFiles();
  return Object.fromEntries(
    Object.entries(places).map(([platform, files]) => [
      platform,
      Object.fromEntries(Object.entries<string>(files).map(([path, file]) => [path, texts.get(file) ?? ""])),
    ]),
  );
}
