import type { Narrative } from "../model/report-pieces.ts";
import type { WordCount } from "../model/report-parts.ts";
import { wordsIn } from "../model/word-count.ts";
import type { Telling } from "./telling.ts";

/** How long a text is, where its section has a limit: counted as the rule counts that warns of longer ones. */
export function counted(all: Telling, id: string, text: Narrative | null): WordCount | null {
  const limit = all.library.limits.get(id);
  if (limit === undefined || text === null) return null;
  const count = wordsIn(text.markdown, text.lang ?? all.words.language);
  return { count, limit, over: count > limit };
}
