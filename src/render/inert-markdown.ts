import { escapeMarkdown } from "./report/escape-markdown.ts";
import { referred, visible } from "./report/visible.ts";

/**
 * Names of people, teams, issues and formulas are looked for after the Markdown is read, where an escape is no longer seen: their sign
 * stands as code, which is left alone. A backtick is written as an entity, so that it can be no part of that code.
 */
export const inert = (text: string) =>
  referred(
    escapeMarkdown(visible(text)).replace(
      /((?:\\[@#]|\$)+)(?=(\w?))|(?<=\bGH)-(?=\d)|\\[^]/gi,
      (found, run = "", next = "") => {
        if (found === "\\`") return "&#96;";
        if (found === "-") return "`-`";
        const signs = run.replaceAll("\\", "");
        return /[@$]/.test(signs) || next !== "" ? `\`${signs}\`` : found;
      },
    ),
  );
