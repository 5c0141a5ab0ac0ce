import { graphemesOf } from "../graphemes.ts";

/** Rather too wide than too narrow: nothing measures text here, and the fonts are the reader's own. */
function breadth(grapheme: string): number {
  // Asking for a property of a character takes V8 long when it is done for the first time, and most texts are in Latin letters.
  const isLatin = grapheme < "\u0100" && !/^[©®]/.test(grapheme);
  if (
    !isLatin &&
    /^[\p{Extended_Pictographic}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\uff01-\uff60\u3000-\u303f]/u.test(
      grapheme,
    )
  )
    return 1.05;
  if (/^[iIjl|!.,:;'’·\u0627]/.test(grapheme)) return 0.32;
  if (/^[frt() \u00a0\-[\]/]/.test(grapheme)) return 0.4;
  if (/^[mwMW@%&—…]/.test(grapheme)) return 0.95;
  if (isLatin) return /^[A-ZÀ-ÖØ-Þ]/.test(grapheme) ? 0.72 : 0.56;
  if (/^\p{Lu}/u.test(grapheme)) return 0.72;
  if (/^\p{Script=Arabic}/u.test(grapheme)) return 0.58;
  return grapheme < "\u0250" ? 0.56 : 0.64;
}

/** A text that fits `room`, in ems; what is longer loses its end, between characters as readers see them, to an ellipsis. */
export function cut(text: string, room: number): string {
  let used = 0;
  let fits = 0;
  let fitting = true;
  for (const { segment, index } of graphemesOf(text)) {
    used += breadth(segment);
    if (fitting && used + breadth("…") > room) fitting = false;
    if (fitting) fits = index + segment.length;
    // A text of any length is read only as far as it can be shown.
    if (used > room) return `${text.slice(0, fits).trimEnd()}…`;
  }
  return text;
}
