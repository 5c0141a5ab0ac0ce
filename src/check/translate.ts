import type { Rule } from "../model/rule.ts";
import type { LocaleText } from "../model/words.ts";

/** The rules with the texts of a locale's section `rules`, in English where it has none. */
export function translated(
  rules: ReadonlyMap<string, Rule>,
  section: LocaleText | undefined,
): ReadonlyMap<string, Rule> {
  if (typeof section !== "object") return rules;
  return new Map([...rules].map(([id, rule]) => [id, Object.hasOwn(section, id) ? inWords(rule, section[id]) : rule]));
}

function inWords(rule: Rule, texts: LocaleText | undefined): Rule {
  if (typeof texts !== "object") return rule;
  const { asks, why, fix, message } = rule;
  return {
    ...rule,
    asks: textOf(texts, "asks") ?? asks,
    why: textOf(texts, "why") ?? why,
    fix: textOf(texts, "fix") ?? fix,
    message: messageIn(message, texts["message"]),
  };
}

/** In the order of the English ones, which chooses among them. */
function messageIn(message: Rule["message"], texts: LocaleText | undefined): Rule["message"] {
  if (typeof message === "string") return typeof texts === "string" ? texts : message;
  if (typeof texts !== "object") return message;
  return Object.fromEntries(Object.entries(message).map(([say, text]) => [say, textOf(texts, say) ?? text]));
}

function textOf(texts: { [name: string]: LocaleText }, name: string): string | undefined {
  const text = Object.hasOwn(texts, name) ? texts[name] : undefined;
  return typeof text === "string" ? text : undefined;
}
