/** Writes plain data as YAML the way people write it: short groups on one line, long texts folded, quotation marks where they are needed. */

const plain = /^[\p{L}«][\p{L}\p{N} .,'’«»()/%;?!…–-]*$/u;
const day = /^\d{4}-\d{2}-\d{2}$/;
const address = /^https:\/\/[a-z0-9./_-]+$/;
const word = /^(?:true|false|null|yes|no|on|off|y|n)$/i;
const width = 112;

function scalar(value: unknown, inFlow = false): string {
  if (typeof value !== "string") return String(value);
  const bare =
    (plain.test(value) && !word.test(value) && !value.endsWith(" ")) || day.test(value) || address.test(value);
  return bare && !(inFlow && value.includes(",")) ? value : JSON.stringify(value);
}

const isGroup = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isSimple = (value: unknown) => typeof value !== "object" && !(typeof value === "string" && value.length > 60);

/** The value on one line, where it is short enough to be read there. */
function flow(value: unknown, room: number): string | undefined {
  let text: string | undefined;
  if (Array.isArray(value) && value.every(isSimple)) text = `[${value.map((entry) => scalar(entry, true)).join(", ")}]`;
  else if (isGroup(value)) {
    const entries = Object.entries(value);
    const parts = entries.map(([key, field]) => {
      const inner = isSimple(field) ? scalar(field, true) : flow(field, room);
      return inner === undefined ? undefined : `${key}: ${inner}`;
    });
    if (entries.length > 0 && entries.length < 4 && !parts.includes(undefined)) text = `{ ${parts.join(", ")} }`;
  }
  return text !== undefined && text.length <= room ? text : undefined;
}

function folded(text: string, indent: string): string[] {
  const lines: string[] = [];
  let line = "";
  for (const next of text.split(" ")) {
    if (line !== "" && indent.length + line.length + 1 + next.length > width) {
      lines.push(line);
      line = "";
    }
    line = line === "" ? next : `${line} ${next}`;
  }
  return [...lines, line].map((one) => indent + one);
}

function text(value: string, indent: string): string[] {
  if (!value.includes("\n")) return [" >-", ...folded(value, indent)];
  const lines = value.replace(/\n$/, "").split("\n");
  return [value.endsWith("\n") ? " |" : " |-", ...lines.map((line) => (line === "" ? "" : indent + line))];
}

/** The lines of a value behind its key; the first goes on the key's own line. */
function lines(value: unknown, depth: number): string[] {
  const indent = "  ".repeat(depth);
  if (typeof value === "string" && (value.includes("\n") || value.length > width - indent.length))
    return text(value, indent);
  if (isSimple(value) || typeof value === "string") return [` ${scalar(value)}`];
  const short = flow(value, depth === 1 ? 60 : 72);
  if (short !== undefined) return [` ${short}`];
  if (isGroup(value)) return ["", ...group(value, depth)];
  return ["", ...(value as unknown[]).flatMap((entry) => item(entry, depth))];
}

function item(entry: unknown, depth: number): string[] {
  const indent = "  ".repeat(depth);
  const short = isGroup(entry) && "id" in entry ? undefined : flow(entry, 72);
  if (short !== undefined) return [`${indent}- ${short}`];
  if (!isGroup(entry)) {
    const [first = "", ...rest] = lines(entry, depth + 1);
    return [`${indent}-${first}`, ...rest];
  }
  const [first = "", ...rest] = group(entry, depth + 1);
  return [`${indent}- ${first.trimStart()}`, ...rest];
}

function group(value: Record<string, unknown>, depth: number): string[] {
  const indent = "  ".repeat(depth);
  return Object.entries(value).flatMap(([key, field]) => {
    const [first = "", ...rest] = lines(field, depth + 1);
    return [`${indent}${key}:${first}`, ...rest];
  });
}

export function yamlOf(value: object): string {
  const { kind } = value as { kind?: string };
  return [
    `# yaml-language-server: $schema=${kind}.schema.json`,
    ...group(value as Record<string, unknown>, 0),
    "",
  ].join("\n");
}
