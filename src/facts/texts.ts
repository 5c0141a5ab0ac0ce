import type { Sound } from "../model/dossier.ts";
import type { Evidence, EvidenceList, Text } from "../model/kinds.gen.ts";

type SoundText = Sound<Text> | undefined;

/** Every version of a text that says something, in the order of the file. */
export function versions(text: SoundText): string[] {
  const all = typeof text === "string" ? [text] : Object.values(text ?? {});
  return all.filter((version) => typeof version === "string" && version.trim() !== "") as string[];
}

/** A text in a language, else in the first one it has. */
export function spoken(text: SoundText, language: string): string {
  if (typeof text === "string") return text;
  const own = text && Object.hasOwn(text, language) ? text[language] : undefined;
  return own ?? versions(text)[0] ?? "";
}

/** Every version of every text, in lower case. */
export function lowerCase(list: readonly SoundText[] | undefined): string[] {
  return (list ?? []).flatMap(versions).map((version) => version.toLowerCase());
}

/** The strings of a list: what stood there and was none is left out. */
export function strings(list: readonly unknown[] | undefined): string[] {
  return (list ?? []).filter((entry) => typeof entry === "string");
}

export function evidenceOf(evidence: Sound<EvidenceList> | undefined): Sound<Evidence>[] {
  if (evidence === undefined) return [];
  const list = Array.isArray(evidence) ? (evidence as Sound<Evidence>[]) : [evidence as Sound<Evidence>];
  return list.filter((one) => typeof one === "string" || one.path !== undefined || one.url !== undefined);
}

export function evidenceKinds(evidence: Sound<Evidence>[]): string[] {
  return evidence.flatMap((one) => (typeof one === "string" || !one.kind ? [] : [one.kind]));
}
