import type { Args, Said } from "../model/phrase.ts";

import type { Mending } from "../model/dossier.ts";

/** A fault of a text at offsets in it, before the offsets become a place. Offsets are UTF-16 code units; the end is exclusive. */
export interface Problem {
  rule: string;
  /** JSON pointer of what it is about, where it is about a value. */
  at?: string;
  start: number;
  end: number;
  args?: Args;
  say?: string;
  fix?: Mending;
  /** A second place: the first of two equal keys. */
  related?: { start: number; end: number; message: Said };
  /** The text that the offsets are in, where it is not the document's own. */
  source?: string;
}
