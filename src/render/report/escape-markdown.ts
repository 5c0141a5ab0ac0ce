/** One line of plain text as Markdown that reads the same: at the start of a line, in a sentence and in a cell of a table. */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/[\\`*_[\]<>|~#@]/g, "\\$&")
    .replace(/&(?=\w+;)/g, "\\&")
    .replace(/:(?=\/\/)/g, "\\:")
    .replace(/(www)\./gi, "$1\\.")
    .replace(/^[-+=]/, "\\$&")
    .replace(/^(\d{1,9})([.)])(?=\s|$)/, "$1\\$2");
}

/** An address as the target of a link. */
export function escapeTarget(url: string): string {
  return url.replace(/[\s()<>[\]\\|`*_]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** A link whose text says where it leads. */
export function markdownLink(text: string, url: string): string {
  const target = escapeTarget(url);
  const vague = /^(?:click here|here|link|more|)$/i.test(text.replace(/[^\p{L}\p{N}]+/gu, " ").trim());
  if (!vague) return `[${text}](${target})`;
  return text === "" ? `<${target}>` : `[${text} (${escapeMarkdown(url)})](${target})`;
}
