/** A fault of a text at offsets in it, before the offsets become a place. Offsets are UTF-16 code units; the end is exclusive. */
export interface Problem {
  rule: string;
  start: number;
  end: number;
  args?: Record<string, string | number>;
  say?: string;
  /** A second place: the first of two equal keys. */
  related?: { start: number; end: number; message: string };
  /** The text that the offsets are in, where it is not the document's own. */
  source?: string;
}
