import { findingsView, formatsOf, inspect, loadFormat, wordsOf } from "../../src/index.ts";
import type { Range } from "../../src/model/diagnostic.ts";
import type { FindingsView, Format, Setting } from "../../src/model/views.ts";
import { inMemory } from "../in-memory.ts";

const setting: Setting = { words: wordsOf("en"), colour: false, width: 60, verbose: true, quiet: false, ci: true };

const formats = new Map<string, Format<FindingsView>>();
for (const name of formatsOf("diagnostics")) formats.set(name, await loadFormat<FindingsView>("diagnostics", name));

const decoder = new TextDecoder();

/** Lines as the positions of findings count them. */
const linesOf = (text: string | Uint8Array) =>
  (typeof text === "string" ? text : decoder.decode(text)).replace(/^\ufeff/, "").split(/\r\n|\r|\n/);

/** What is wrong with what is said of a dossier, whatever it holds; nothing where all holds. `all`: in every format, each twice. */
export function faultsOf(texts: ReadonlyMap<string, string | Uint8Array>, all: boolean): string[] {
  const faults: string[] = [];
  const run = () => {
    const workspace = inMemory(texts);
    const inspected = [...inspect(workspace)];
    for (const { internal } of inspected)
      for (const { rule, error } of internal)
        faults.push(`${rule} broke down: ${String(error instanceof Error ? error.stack : error)}`);
    return findingsView(workspace, inspected);
  };
  const view = run();
  const { errors, warnings, infos } = view.summary;
  if (errors + warnings + infos !== view.diagnostics.length + view.dropped)
    faults.push("the counts are not those of the findings");
  for (const one of view.diagnostics) {
    const places = [one, ...(one.related ?? [])];
    for (const { file, range } of places) {
      const wrong = misplaced(texts.get(file), range);
      if (wrong !== undefined) faults.push(`${one.rule} at ${file}: ${wrong}`);
    }
    for (const { edits } of one.fixes ?? [])
      for (const { file, range } of edits) {
        const wrong = misplaced(texts.get(file), range);
        if (wrong !== undefined) faults.push(`a fix of ${one.rule} at ${file}: ${wrong}`);
      }
    if (one.message === "" || /\{[A-Za-z]+\}|undefined|NaN|\[object/.test(one.message.replace(/`[^`]*`/g, "")))
      faults.push(`${one.rule} says: ${one.message}`);
  }
  const again = run();
  for (const [name, write] of all ? formats : [["json", formats.get("json")] as const]) {
    if (!write) continue;
    const text = write(view, setting);
    if (text !== write(again, setting)) faults.push(`${name} differs when it is run twice`);
    // oxlint-disable-next-line no-control-regex -- these are what is looked for
    if (/[\0-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/.test(text))
      faults.push(`${name} holds a control character`);
    if (/^\s+at .+:\d+:\d+\)?$/m.test(text)) faults.push(`${name} holds a stack trace`);
  }
  return faults;
}

/** Why a range is not in its file. */
function misplaced(text: string | Uint8Array | undefined, { start, end }: Range): string | undefined {
  // A finding about a file that is not there, such as a city that is missing, stands at its beginning.
  const lines = text === undefined ? [""] : linesOf(text);
  const said = `${start.line}:${start.column}-${end.line}:${end.column} of ${lines.length} lines`;
  if (start.line < 1 || start.column < 1 || end.line > lines.length) return said;
  if (end.line < start.line || (end.line === start.line && end.column < start.column)) return `${said}, backwards`;
  for (const { line, column } of [start, end])
    if (column > (lines[line - 1] ?? "").length + 1) return `${said}, behind the end of line ${line}`;
  return undefined;
}
