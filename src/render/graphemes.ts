let segmenter: Intl.Segmenter | undefined;

// Letters, signs and marks of drawing of one cell each, none of which joins the one before it: ASCII, Latin, Greek, Cyrillic, Arabic letters
// and figures without their vowels, dashes and quotation marks, boxes and bars, and the marks that we use.
const simple =
  /^[\x20-\x7e\xa0-\xac\xae-\u02ff\u0370-\u0482\u048a-\u052f\u060c\u061b\u061f-\u064a\u0660-\u066f\u0671-\u06d3\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2500-\u259f\u25d0\u2714\u2716]*$/;

/** Whether every unit of a text is a character of its own that takes one cell of a terminal. */
export const isSimple = (text: string): boolean => simple.test(text);

function* units(text: string): Generator<{ segment: string; index: number }> {
  for (let index = 0; index < text.length; index++) yield { segment: text.charAt(index), index };
}

/** What a reader takes for one character each. Who finds that out is made when needed: it takes longer than all that most texts need. */
export function graphemesOf(text: string): Iterable<{ segment: string; index: number }> {
  if (isSimple(text)) return units(text);
  segmenter ??= new Intl.Segmenter("en", { granularity: "grapheme" });
  return segmenter.segment(text);
}
