/** Ways through the plain data of a document, by JSON pointers. */

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export const escaped = (part: string) => (/[~/]/.test(part) ? part.replaceAll("~", "~0").replaceAll("/", "~1") : part);

export const partsOf = (pointer: string): string[] =>
  pointer === ""
    ? []
    : pointer
        .slice(1)
        .split("/")
        .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));

/** The pointer without its last part. */
export const parentOf = (pointer: string) => pointer.slice(0, Math.max(0, pointer.lastIndexOf("/")));

export function childOf(value: unknown, part: string): unknown {
  if (Array.isArray(value)) return value[Number(part)];
  return isRecord(value) && Object.hasOwn(value, part) ? value[part] : undefined;
}

export const valueAt = (data: unknown, pointer: string): unknown => partsOf(pointer).reduce(childOf, data);

/** A way through data that ends in something of a kind. `*` stands for every entry of a list and every field. */
interface Signpost {
  next: Map<string, Signpost>;
  end?: string;
}

/** Table of pointers with `*` → signposts, so that one walk in the order of the file meets all of them. */
export function signposts(table: Record<string, string>): Signpost {
  const root: Signpost = { next: new Map() };
  for (const [pattern, end] of Object.entries(table)) {
    let post = root;
    for (const part of pattern.slice(1).split("/")) {
      const next: Signpost = post.next.get(part) ?? { next: new Map() };
      post.next.set(part, next);
      post = next;
    }
    post.end = end;
  }
  return root;
}

export interface Met {
  at: string;
  value: unknown;
  end: string;
}

/** Everything that the signposts lead to, in the order of the file. */
export function along(post: Signpost, value: unknown): Met[] {
  const met: Met[] = [];
  follow(post, value, "", met);
  return met;
}

function follow(post: Signpost, value: unknown, at: string, met: Met[]): void {
  if (value === undefined || value === null) return;
  if (post.end !== undefined) met.push({ at, value, end: post.end });
  if (post.next.size === 0 || typeof value !== "object") return;
  for (const [key, child] of Object.entries(value)) {
    const next = post.next.get(key) ?? post.next.get("*");
    if (next) follow(next, child, `${at}/${escaped(key)}`, met);
  }
}

export interface TextAt {
  at: string;
  /** The field that the text stands in; of an entry of a list that of the list. */
  field: string;
  text: string;
}

/** Every text in some data, in the order of the file. */
export function textsIn(data: unknown): TextAt[] {
  const found: TextAt[] = [];
  const visit = (value: unknown, at: string, field: string): void => {
    if (typeof value === "string") found.push({ at, field, text: value });
    if (typeof value !== "object" || value === null) return;
    const listed = Array.isArray(value);
    for (const [key, child] of Object.entries(value)) visit(child, `${at}/${escaped(key)}`, listed ? field : key);
  };
  visit(data, "", "");
  return found;
}
