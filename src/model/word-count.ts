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
