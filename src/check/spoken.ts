import type { Text } from "../model/kinds.gen.ts";

/** A text of the workspace in a language, else in English, else in any. */
export function spokenIn(language: string, text: Text | undefined): string {
  if (text === undefined || typeof text === "string") return text ?? "";
  const [base = ""] = language.split("-");
  return text[language] ?? text[base] ?? text["en"] ?? Object.values(text)[0] ?? "";
}
