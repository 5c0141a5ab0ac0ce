/** Ways through the plain data of a document, by JSON pointers. */

export const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export const escaped = (part: string) =>
  part.includes("~") || part.includes("/") ? part.replaceAll("~", "~0").replaceAll("/", "~1") : part;

/** The JSON pointer that goes through these fields and entries. */
export const pointerOf = (path: readonly (string | number)[]): string =>
  path.map((part) => `/${typeof part === "number" ? part : escaped(part)}`).join("");

/**
 * The way to a value in a document's data. A walk meets thousands of values and reports a few: the pointer is put together when it is asked for.
 */
export class Way {
  readonly #parent: Way | undefined;
  readonly #part: string | number;
  /** Whether a field of the city's own, `x-…`, is on it. */
  readonly isOwn: boolean;
  constructor(parent?: Way, part: string | number = "") {
    this.#parent = parent;
    this.#part = part;
    this.isOwn = parent !== undefined && (parent.isOwn || (typeof part === "string" && part.startsWith("x-")));
  }
  /** The way to what this is an entry or a field of. */
  get around(): Way | undefined {
    return this.#parent;
  }
  /** The JSON pointer. */
  get at(): string {
    if (!this.#parent) return "";
    return `${this.#parent.at}/${typeof this.#part === "number" ? this.#part : escaped(this.#part)}`;
  }
}

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

/** What signposts lead to. */
export class Met {
  /** To what it is an entry or a field of. */
  readonly around: Way;
  readonly #key: string | number;
  readonly value: unknown;
  readonly end: string;
  constructor(around: Way, key: string | number, value: unknown, end: string) {
    this.around = around;
    this.#key = key;
    this.value = value;
    this.end = end;
  }
  get at(): string {
    return new Way(this.around, this.#key).at;
  }
}

/** Everything that the signposts lead to, in the order of the file. */
export function along(post: Signpost, data: unknown): Met[] {
  const met: Met[] = [];
  if (isObject(data)) follow(post, data, new Way(), met);
  return met;
}

function follow(post: Signpost, value: object, way: Way, met: Met[]): void {
  const any = post.next.get("*");
  if (Array.isArray(value)) {
    // No signpost names an entry by its number.
    if (any) for (let i = 0; i < value.length; i++) meet(any, value[i], way, i, met);
  } else
    for (const key of Object.keys(value)) {
      const next = post.next.get(key) ?? any;
      if (next) meet(next, (value as Record<string, unknown>)[key], way, key, met);
    }
}

function meet(post: Signpost, value: unknown, way: Way, key: string | number, met: Met[]): void {
  if (value === undefined || value === null) return;
  if (post.end !== undefined) met.push(new Met(way, key, value, post.end));
  if (post.next.size > 0 && typeof value === "object") follow(post, value, new Way(way, key), met);
}

/** A text in some data. */
export class TextAt {
  readonly #parent: Way;
  readonly #key: string | number;
  /** The field that the text stands in; of an entry of a list that of the list. */
  readonly field: string;
  readonly text: string;
  constructor(parent: Way, key: string | number, field: string, text: string) {
    this.#parent = parent;
    this.#key = key;
    this.field = field;
    this.text = text;
  }
  get at(): string {
    return new Way(this.#parent, this.#key).at;
  }
  /** Whether it is, or is in, a field of the city's own. */
  get isOwn(): boolean {
    return this.#parent.isOwn || (typeof this.#key === "string" && this.#key.startsWith("x-"));
  }
}

/** Every text in some data that has fields or entries, in the order of the file. */
export function textsIn(data: unknown): TextAt[] {
  const found: TextAt[] = [];
  if (isObject(data)) gather(data, new Way(), "", found);
  return found;
}

function gather(value: object, way: Way, field: string, found: TextAt[]): void {
  if (Array.isArray(value)) for (let i = 0; i < value.length; i++) gatherFrom(value[i], way, i, field, found);
  else for (const key of Object.keys(value)) gatherFrom((value as Record<string, unknown>)[key], way, key, key, found);
}

function gatherFrom(value: unknown, way: Way, key: string | number, field: string, found: TextAt[]): void {
  if (typeof value === "string") found.push(new TextAt(way, key, field, value));
  else if (isObject(value)) gather(value, new Way(way, key), field, found);
}
