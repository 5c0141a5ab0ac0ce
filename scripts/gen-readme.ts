/** The tables of the README, from the same data that the program runs on. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { format } from "prettier";
import type { Framework, Text } from "../src/model/kinds.gen.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

export interface Parts {
  packs: Framework[];
  commands: { name: string; summary: string }[];
  /** Rule ids. */
  rules: string[];
}

const english = (text: Text) => (typeof text === "string" ? text : (text["en"] ?? ""));

const cell = (text: string) => text.replaceAll("|", "\\|");

function table(head: string[], rows: string[][]): string {
  return [head, head.map(() => "---"), ...rows].map((row) => `| ${row.map(cell).join(" | ")} |`).join("\n");
}

function frameworks({ packs }: Parts): string {
  return table(
    ["id", "framework", "edition", "areas", "items", "required", "recommended", "voluntary", "criteria"],
    packs.map(({ id, title, edition, areas }) => {
      const items = areas.flatMap((area) => area.items);
      const count = (level: string) => String(items.filter((item) => item.level === level).length);
      const criteria = items.reduce((sum, item) => sum + item.criteria.length, 0);
      return [
        `\`${id}\``,
        english(title),
        edition,
        String(areas.length),
        String(items.length),
        count("required"),
        count("recommended"),
        count("voluntary"),
        String(criteria),
      ];
    }),
  );
}

function rulesTable({ rules }: Parts): string {
  const families = new Map<string, string[]>();
  for (const rule of rules) {
    const [family = "", ...rest] = rule.split("/");
    families.set(family, [...(families.get(family) ?? []), rest.join("/")]);
  }
  const rows = [...families]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([family, names]) => [`\`${family}\``, names.map((name) => `\`${name}\``).join(", ")]);
  return `${rules.length} rules, each with [a page of its own](docs/rules/README.md):\n\n${table(["subject", "rules"], rows)}`;
}

/** The README with its tables written anew. */
export async function readme(parts: Parts): Promise<string> {
  const texts: Record<string, string> = {
    frameworks: frameworks(parts),
    commands: table(
      ["command", "what it does"],
      parts.commands.map(({ name, summary }) => [`\`milcity ${name}\``, summary]),
    ),
    rules: rulesTable(parts),
  };
  const path = join(root, "README.md");
  let text = readFileSync(path, "utf8");
  for (const [name, part] of Object.entries(texts))
    text = text.replace(
      new RegExp(`(<!-- ${name}:[^>]*-->\n)[\\s\\S]*?(<!-- /${name} -->)`),
      (_all, open: string, close: string) => `${open}\n${part}\n\n${close}`,
    );
  return format(text, { parser: "markdown", printWidth: 120 });
}
