import { Document, isCollection, isMap, isNode, isScalar, visit } from "yaml";
import type { Severity } from "../model/diagnostic.ts";
import type { Config } from "../model/kinds.gen.ts";

/** What is in force in a workspace, as far as it can be set. */
export interface Effective {
  config: Config;
  /** The file that the configuration came from, with places in it; none where there is no such file. */
  file: string | undefined;
  where: (pointer: string) => { line: number; column: number };
  /** Rules whose severity is not their own, and whether the command line says so. */
  severities: readonly { rule: string; severity: Severity | "off"; usual: Severity | undefined; byCommand: boolean }[];
  packs: readonly { id: string; file: string; builtIn: boolean }[];
  dossiers: readonly string[];
  day: string;
  root: string;
  baseline: string | undefined;
}

const defaults = {
  version: 1,
  dossiers: [] as string[],
  ignore: [] as string[],
  frameworks: [] as string[],
  failOn: "error",
  rules: {},
  policies: [],
} satisfies Config;

/** The settings of a workspace as YAML that could be its configuration, each with where it comes from. */
export function configYaml(effective: Effective): string {
  const { config, file, severities, packs, dossiers, day, root, baseline } = effective;
  const rules = Object.fromEntries(severities.map(({ rule, severity }) => [rule, severity]));
  const found = {
    day,
    root,
    ...(baseline === undefined ? {} : { baseline }),
    packs: Object.fromEntries(packs.map(({ id, file: from }) => [id, from])),
    dossiers,
  };
  const document = new Document({ ...defaults, ...config, rules, "x-found": found });
  for (const key of Object.keys({ ...defaults, ...config })) {
    const isStated = file !== undefined && Object.hasOwn(config, key);
    if (key !== "rules") note(document, [key], isStated ? placeOf(effective, `/${key}`) : "default");
  }
  for (const { rule, usual, byCommand } of severities) {
    const pointer = `/rules/${rule.replaceAll("~", "~0").replaceAll("/", "~1")}`;
    const from = byCommand ? "the command line" : placeOf(effective, pointer);
    note(document, ["rules", rule], usual === undefined ? from : `${from}, instead of ${usual}`);
  }
  for (const { id, builtIn } of packs) if (builtIn) note(document, ["x-found", "packs", id], "comes with milcity");
  note(
    document,
    ["x-found"],
    "What there is: the day of assessment, the root of the workspace, its packs and its dossiers.",
  );
  document.commentBefore = " What is in force here. The place beside a setting is where it comes from.";
  visit(document, {
    Scalar(_, node) {
      // Other programs read these as true and false.
      if (typeof node.value === "string" && /^(?:on|off|yes|no)$|##/i.test(node.value)) node.type = "QUOTE_DOUBLE";
    },
  });
  // A build log takes `##[name]` for a command wherever it stands; written like this, the value stays what it is.
  return document.toString({ lineWidth: 0 }).replace(/#(?=#)/g, "\\x23");
}

function placeOf({ where, file }: Effective, pointer: string): string {
  const { line, column } = where(pointer);
  return `${file ?? ""}:${line}:${column}`;
}

/** A comment behind a value; of a list or a mapping with something in it above its name. */
function note(document: Document, path: string[], comment: string): void {
  const parent = document.getIn(path.slice(0, -1), true);
  const pair = isMap(parent) ? parent.items.find(({ key }) => isScalar(key) && key.value === path.at(-1)) : undefined;
  const { key, value } = pair ?? {};
  if (!isScalar(key) || !isNode(value)) return;
  const isEmpty = isCollection(value) && value.items.length === 0;
  if (isEmpty) value.flow = true;
  if (isCollection(value) && !isEmpty) key.commentBefore = ` ${comment}`;
  else value.comment = ` ${comment}`;
}
