import { isAlias, isMap, isScalar, isSeq, type Document as Tree, type Scalar } from "yaml";
import type { Fix } from "../model/diagnostic.ts";
import { addTo } from "../model/groups.ts";

/** A fix and the pointer of what its finding is about. */
export interface FixAt {
  at: string;
  fix: Fix;
}

const escaped = (part: string) => part.replaceAll("~", "~0").replaceAll("/", "~1");

/** Whether a text that some fixes were made in says what it said before, but for what they change. */
export function saysTheSame(before: Tree, after: Tree, fixes: readonly FixAt[]): boolean {
  const becomes = new Map<string, NonNullable<Fix["becomes"]>[]>();
  for (const { at, fix } of fixes) if (fix.becomes) addTo(becomes, at, fix.becomes);
  const matches = (at: string, part: "key" | "value", { value: was, type }: Scalar, is: unknown) => {
    let wanted = was;
    const signs: RegExp[] = [];
    for (const become of becomes.get(at) ?? []) {
      if ("key" in become && part === "key") wanted = become.key;
      if ("value" in become && part === "value") wanted = become.value;
      if ("without" in become) signs.push(become.without);
    }
    // A finding that is about no value is about a line, whatever stands in it.
    for (const become of becomes.get("") ?? []) if ("without" in become) signs.push(become.without);
    return Object.is(wanted, is) || isLessOf(wanted, is, signs, type === "PLAIN");
  };
  const same = (a: unknown, b: unknown, at: string, part: "key" | "value" = "value"): boolean => {
    if (isMap(a))
      return (
        isMap(b) &&
        a.items.length === b.items.length &&
        a.items.every((pair, i) => {
          const other = b.items[i];
          const below = `${at}/${isScalar(pair.key) ? escaped(String(pair.key.value)) : ""}`;
          return other && same(pair.key, other.key, below, "key") && same(pair.value, other.value, below);
        })
      );
    if (isSeq(a))
      return (
        isSeq(b) &&
        a.items.length === b.items.length &&
        a.items.every((item, i) => same(item, b.items[i], `${at}/${i}`))
      );
    if (isScalar(a)) return isScalar(b) && a.tag === b.tag && matches(at, part, a, b.value);
    if (isAlias(a)) return isAlias(b) && a.source === b.source;
    return (a ?? null) === (b ?? null);
  };
  return same(before.contents, after.contents, "");
}

/** Whether some signs are all that a text has lost; of a plain one also blanks that stood between a sign and the end of a line. */
function isLessOf(was: unknown, is: unknown, signs: readonly RegExp[], isPlain: boolean): boolean {
  if (typeof was !== "string" || typeof is !== "string" || is.length > was.length) return false;
  const bare = (text: string) => {
    const left = signs.reduce((rest, sign) => rest.replace(new RegExp(sign.source, "gu"), ""), text);
    return isPlain ? left.replace(/\s+/g, " ").trim() : left;
  };
  return signs.length > 0 && bare(was) === bare(is);
}
