import type { Framework } from "../model/kinds.gen.ts";
import type { LocaleData } from "../model/words.ts";
/** The packs that come with the tool. */
export function frameworks(): { file: string; framework: Framework }[];
/** Language → its locale, taken apart when it is asked for. */
export const locales: ReadonlyMap<string, () => LocaleData>;
/** Language → what it calls things: its locale without rules and phrases. */
export function labels(): Record<string, LocaleData>;
/** File relative to `schemas/` → the schema. */
export function schemas(): Record<string, Record<string, unknown>>;
/** Platform of CI → path in a repository → text of the file. */
export function ciFiles(): Record<string, Record<string, string>>;
export const tool: { name: string; version: string };
/** Names of the fields that hold a day. */
export const dateFields: ReadonlySet<string>;
