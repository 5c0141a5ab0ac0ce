/** Lines of a text with their ends. */
const linesOf = (text: string) => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];

/** A stretch of the first text that a stretch of the second stands for. Ends are exclusive. */
interface Change {
  a: [start: number, end: number];
  b: [start: number, end: number];
}

const mostCompared = 250_000;

/** Stretches that differ, in order. Lines that stand once in both texts are what holds them together; between them lines are compared. */
function changes(a: readonly string[], b: readonly string[]): Change[] {
  const found: Change[] = [];
  const between = (aFrom: number, aTo: number, bFrom: number, bTo: number): void => {
    while (aFrom < aTo && bFrom < bTo && a[aFrom] === b[bFrom]) {
      aFrom++;
      bFrom++;
    }
    while (aFrom < aTo && bFrom < bTo && a[aTo - 1] === b[bTo - 1]) {
      aTo--;
      bTo--;
    }
    if (aFrom === aTo && bFrom === bTo) return;
    const held = anchors(a, aFrom, aTo, b, bFrom, bTo) ?? common(a, aFrom, aTo, b, bFrom, bTo);
    if (held.length === 0) {
      const last = found.at(-1);
      if (last?.a[1] === aFrom && last.b[1] === bFrom) [last.a[1], last.b[1]] = [aTo, bTo];
      else found.push({ a: [aFrom, aTo], b: [bFrom, bTo] });
      return;
    }
    for (const [i, j] of held) {
      between(aFrom, i, bFrom, j);
      [aFrom, bFrom] = [i + 1, j + 1];
    }
    between(aFrom, aTo, bFrom, bTo);
  };
  between(0, a.length, 0, b.length);
  return found;
}

type Lines = readonly string[];
type Pairs = [number, number][];

/** Pairs of lines that stand once in each stretch, as many as keep their order; nothing where there is none. Patience diff. */
function anchors(a: Lines, aFrom: number, aTo: number, b: Lines, bFrom: number, bTo: number): Pairs | undefined {
  const places = new Map<string, { i: number; j: number; times: number }>();
  for (let i = aFrom; i < aTo; i++) {
    const known = places.get(a[i] ?? "");
    if (known) known.times = 9;
    else places.set(a[i] ?? "", { i, j: -1, times: 1 });
  }
  for (let j = bFrom; j < bTo; j++) {
    const known = places.get(b[j] ?? "");
    if (known) [known.j, known.times] = [j, known.times + 1];
  }
  const pairs = [...places.values()].filter(({ times }) => times === 2);
  // The longest run of rising places: `ends[n]` is the lowest end of a run of n + 1.
  const ends: number[] = [];
  const before: number[] = [];
  for (const [n, { j }] of pairs.entries()) {
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((pairs[ends[middle] ?? 0]?.j ?? 0) < j) low = middle + 1;
      else high = middle;
    }
    before[n] = ends[low - 1] ?? -1;
    ends[low] = n;
  }
  const held: Pairs = [];
  for (let n = ends.at(-1) ?? -1; n >= 0; n = before[n] ?? -1) {
    const pair = pairs[n];
    if (pair) held.push([pair.i, pair.j]);
  }
  return held.length === 0 ? undefined : held.toReversed();
}

/** The longest common run of lines of two stretches; of long ones the lines that are alike in their places. */
function common(a: Lines, aFrom: number, aTo: number, b: Lines, bFrom: number, bTo: number): Pairs {
  if ((aTo - aFrom) * (bTo - bFrom) > mostCompared) {
    const pairs = a.slice(aFrom, aTo).map((_, n): [number, number] => [aFrom + n, bFrom + n]);
    return pairs.filter(([i, j]) => j < bTo && a[i] === b[j]);
  }
  const width = bTo - bFrom + 1;
  const length = new Uint32Array((aTo - aFrom + 1) * width);
  const at = (i: number, j: number) => (i - aFrom) * width + j - bFrom;
  for (let i = aTo - 1; i >= aFrom; i--)
    for (let j = bTo - 1; j >= bFrom; j--)
      length[at(i, j)] =
        a[i] === b[j]
          ? 1 + (length[at(i + 1, j + 1)] ?? 0)
          : Math.max(length[at(i + 1, j)] ?? 0, length[at(i, j + 1)] ?? 0);
  const held: Pairs = [];
  for (let i = aFrom, j = bFrom; i < aTo && j < bTo;)
    if (a[i] === b[j]) held.push([i++, j++]);
    else if ((length[at(i + 1, j)] ?? 0) >= (length[at(i, j + 1)] ?? 0)) i++;
    else j++;
  return held;
}

const around = 3;

/** The unified diff of a file's two texts, as `git apply` takes it; empty where they are the same. */
export function unifiedDiff(file: string, before: string, after: string): string {
  const a = linesOf(before);
  const b = linesOf(after);
  const groups: Change[][] = [];
  for (const change of changes(a, b)) {
    const last = groups.at(-1)?.at(-1);
    if (last && change.a[0] - last.a[1] <= 2 * around) groups.at(-1)?.push(change);
    else groups.push([change]);
  }
  if (groups.length === 0) return "";
  const head = `--- ${nameInDiff(`a/${file}`)}\n+++ ${nameInDiff(`b/${file}`)}\n`;
  return head + groups.map((group) => hunk(group, a, b)).join("");
}

function hunk(group: readonly Change[], a: Lines, b: Lines): string {
  const [first, last] = [group[0], group.at(-1)];
  if (!first || !last) return "";
  const start = Math.max(0, first.a[0] - around);
  const end = Math.min(a.length, last.a[1] + around);
  const bStart = first.b[0] - (first.a[0] - start);
  const bEnd = last.b[1] + (end - last.a[1]);
  let text = `@@ -${extent(start, end)} +${extent(bStart, bEnd)} @@\n`;
  const put = (sign: string, lines: Lines) => {
    for (const line of lines) text += sign + line + (line.endsWith("\n") ? "" : "\n\\ No newline at end of file\n");
  };
  let at = start;
  for (const change of group) {
    put(" ", a.slice(at, change.a[0]));
    put("-", a.slice(...change.a));
    put("+", b.slice(...change.b));
    at = change.a[1];
  }
  put(" ", a.slice(at, end));
  return text;
}

/** First line and number of lines; of no lines the line before. */
const extent = (start: number, end: number) =>
  end - start === 1 ? String(start + 1) : `${end === start ? start : start + 1},${end - start}`;

/** A path as git writes it in a diff: in quotation marks with escapes where a sign could be taken for something else. */
export function nameInDiff(path: string): string {
  // A tab ends a name that has blanks in it.
  if (!/["\\\p{C}\p{Zl}\p{Zp}]/u.test(path)) return path.includes(" ") ? `${path}\t` : path;
  const escaped = path.replace(/["\\\p{C}\p{Zl}\p{Zp}]/gu, (sign) =>
    sign === '"' || sign === "\\"
      ? `\\${sign}`
      : [...new TextEncoder().encode(sign)].map((byte) => `\\${byte.toString(8).padStart(3, "0")}`).join(""),
  );
  return `"${escaped}"`;
}
