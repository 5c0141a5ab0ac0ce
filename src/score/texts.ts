/** A text of a pack: plain, or a version per language. */
export type Text = string | { [language: string]: string | undefined };

/** The text in the language asked for, else in the language without its region, in English, or in the first there is. */
export function inLanguage(text: Text, language: string): string {
  if (typeof text === "string") return text;
  const versions = new Map(Object.entries(text));
  const [base = ""] = language.split("-");
  return versions.get(language) ?? versions.get(base) ?? versions.get("en") ?? [...versions.values()][0] ?? "";
}

/** Why an item is listed and not counted. */
export const reasons = {
  role: (roles: readonly string[]): Text => ({
    en: `asked of the roles ${roles.join(", ")} only`,
    pt: `pedido apenas às funções ${roles.join(", ")}`,
  }),
  announced: (since: string): Text => ({
    en: `announced: it counts from ${since}`,
    pt: `anunciado: conta a partir de ${since}`,
  }),
  past: (until: string): Text => ({ en: `it counted until ${until}`, pt: `contou até ${until}` }),
};
