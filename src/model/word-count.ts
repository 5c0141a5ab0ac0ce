const segmenters = new Map<string, Intl.Segmenter>();

/** How many words a text has, as its language has words: marks of Markdown and addresses of links are none. */
export function wordsIn(text: string, language: string): number {
  let segmenter = segmenters.get(language);
  if (!segmenter) segmenters.set(language, (segmenter = segmenterFor(language)));
  const plain = text.replace(/\]\([^()\s]{0,2048}\)/g, "] ").replace(/[*_`#>|~]+/g, " ");
  let count = 0;
  for (const { isWordLike } of segmenter.segment(plain)) if (isWordLike) count++;
  return count;
}

function segmenterFor(language: string): Intl.Segmenter {
  try {
    return new Intl.Segmenter(language, { granularity: "word" });
  } catch {
    return new Intl.Segmenter("en", { granularity: "word" });
  }
}

/**
 * A number that the words of a text are never more than, found without looking for its words: in most texts that is enough to know that they
 * are not too many. Letters of Latin scripts that stand together count as one word, every other sign beyond ASCII as one of its own.
 */
export function wordsAtMost(text: string): number {
  let count = 0;
  let within = false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    const isLetter =
      code < 0x80
        ? (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || (code >= 0x30 && code <= 0x39)
        : code >= 0xc0 && code <= 0x24f && code !== 0xd7 && code !== 0xf7;
    if (isLetter ? !within : code >= 0x80) count++;
    within = isLetter;
  }
  return count;
}
