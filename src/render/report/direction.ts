const rightToLeft =
  /^(?:ar|arc|ckb|dv|fa|he|iw|ks|nqo|ps|sd|syr|ug|ur|yi)(?:-|$)|-(?:arab|hebr|nkoo|syrc|thaa)(?:-|$)/i;
const leftToRight = /-(?:latn|cyrl|deva|guru)(?:-|$)/i;

/** Which way texts of a language run. */
export function direction(tag: string): "ltr" | "rtl" {
  return rightToLeft.test(tag) && !leftToRight.test(tag) ? "rtl" : "ltr";
}
