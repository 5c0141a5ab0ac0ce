import type { Diagnostic, Edit, Fix, Range, Severity } from "../../model/diagnostic.ts";
import { addTo } from "../../model/groups.ts";
import type { Excused, FindingsView, Format, RuleTexts } from "../../model/views.ts";
import { fingerprint } from "../fingerprint.ts";
import { json } from "../json.ts";
import { escapeMarkdown } from "../report/escape-markdown.ts";
import { visible } from "../report/visible.ts";
import { worstFirst } from "../worst-first.ts";
import { maskedPointer } from "../mask.ts";

/** What of SARIF 2.1.0 is written (https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html). */
interface Log {
  $schema: string;
  version: "2.1.0";
  runs: [Run];
}

interface Run {
  tool: { driver: { name: string; semanticVersion: string; rules: Descriptor[] } };
  invocations: { executionSuccessful: boolean; toolExecutionNotifications?: { level: Level; message: Message }[] }[];
  originalUriBaseIds: Record<string, { description: Message }>;
  columnKind: "utf16CodeUnits";
  results: Result[];
}

type Level = "error" | "warning" | "note";

interface Message {
  text: string;
}

interface Descriptor {
  id: string;
  name: string;
  shortDescription?: Message;
  fullDescription?: Message;
  help?: { text: string; markdown: string };
  defaultConfiguration: { level: Level };
}

interface Artifact {
  uri: string;
  uriBaseId: string;
}

interface Region {
  startLine: number;
  startColumn: number;
  endLine: number;
  endColumn: number;
}

interface Location {
  id?: number;
  physicalLocation: { artifactLocation: Artifact; region: Region };
  logicalLocations?: { fullyQualifiedName: string }[];
  message?: Message;
}

interface Result {
  ruleId: string;
  ruleIndex: number;
  level: Level;
  message: Message;
  locations: [Location];
  relatedLocations?: Location[];
  partialFingerprints: Record<string, string>;
  baselineState?: "new" | "unchanged";
  suppressions?: { kind: "inSource" | "external"; justification: string }[];
  fixes?: {
    description: Message;
    artifactChanges: {
      artifactLocation: Artifact;
      replacements: { deletedRegion: Region; insertedContent: Message }[];
    }[];
  }[];
  properties: { pointer: string; item?: string; help?: string };
}

const schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
const base = "%SRCROOT%";
/** More than GitHub shows of one run. */
const most = 5_000;

const levels: Record<Severity, Level> = { error: "error", warning: "warning", info: "note" };

/** A viewer takes `[text](address)` in a message for a link. */
const message = (text: string): Message => ({ text: text.replaceAll("](", "] (") });

const artifact = (file: string): Artifact => ({
  uri: file
    .replace(/\p{Surrogate}/gu, "\ufffd")
    .split("/")
    .map(encodeURIComponent)
    .join("/"),
  uriBaseId: base,
});

const region = ({ start, end }: Range): Region => ({
  startLine: start.line,
  startColumn: start.column,
  endLine: end.line,
  endColumn: end.column,
});

const physical = (file: string, range: Range) => ({ artifactLocation: artifact(file), region: region(range) });

/** `date/in-future` → `DateInFuture`. */
const nameOf = (id: string) =>
  id.replace(/(?:^|[^\p{L}\p{N}]+)(\p{L}|\p{N}|$)/gu, (_, letter: string) => letter.toUpperCase());

/** The rules that there are, and those that only findings name: they are made up from schemas, packs and policies. */
function descriptors(view: FindingsView, found: Diagnostic[]): Descriptor[] {
  const told = (view.rules ?? []).map(({ id, severity, asks, why, fix }: RuleTexts): Descriptor => ({
    id,
    name: nameOf(id),
    shortDescription: message(asks),
    fullDescription: message(why),
    help: { text: message(fix).text, markdown: escapeMarkdown(visible(fix)) },
    defaultConfiguration: { level: levels[severity] },
  }));
  const known = new Set(told.map(({ id }) => id));
  const others = new Map(found.filter(({ rule }) => !known.has(rule)).map(({ rule, severity }) => [rule, severity]));
  const named = [...others].map(([id, severity]): Descriptor => ({
    id,
    name: nameOf(id),
    defaultConfiguration: { level: levels[severity] },
  }));
  return [...told, ...named].toSorted((a, b) => (a.id < b.id ? -1 : Number(a.id > b.id)));
}

function fix({ title, edits }: Fix): NonNullable<Result["fixes"]>[number] {
  const byFile = new Map<string, Edit[]>();
  for (const edit of edits) addTo(byFile, edit.file, edit);
  return {
    description: message(title),
    artifactChanges: [...byFile].map(([file, changes]) => ({
      artifactLocation: artifact(file),
      replacements: changes.map(({ range, text }) => ({ deletedRegion: region(range), insertedContent: { text } })),
    })),
  };
}

function result(one: Diagnostic, ruleIndex: number, excuses: Excused[]): Result {
  const fixes = (one.fixes ?? []).filter(({ edits }) => edits.length > 0);
  return {
    ruleId: one.rule,
    ruleIndex,
    level: levels[one.severity],
    message: message(one.message),
    locations: [
      {
        physicalLocation: physical(one.file, one.range),
        ...(one.place !== "" && { logicalLocations: [{ fullyQualifiedName: one.place }] }),
      },
    ],
    ...(one.related?.length && {
      relatedLocations: one.related.map((other, id) => ({
        id,
        physicalLocation: physical(other.file, other.range),
        message: message(other.message),
      })),
    }),
    partialFingerprints: { "milcity/v1": fingerprint(one) },
    ...(one.new !== undefined && { baselineState: one.new ? ("new" as const) : ("unchanged" as const) }),
    ...(excuses.length > 0 && {
      suppressions: excuses.map(({ by, reason }) => ({
        kind: by === "comment" ? ("inSource" as const) : ("external" as const),
        justification: reason,
      })),
    }),
    ...(fixes.length > 0 && { fixes: fixes.map(fix) }),
    properties: {
      pointer: maskedPointer(one.pointer),
      ...(one.item !== undefined && { item: one.item }),
      ...(one.help !== undefined && { help: one.help }),
    },
  };
}

/** For code scanning. What is excused comes last and says so. */
export default ((view, { words }) => {
  const excuses = new Map<Diagnostic, Excused[]>();
  for (const one of view.excused ?? []) addTo(excuses, one.diagnostic, one);
  const found = [...worstFirst(view.diagnostics), ...worstFirst([...excuses.keys()])];
  const rules = descriptors(view, found);
  const index = new Map(rules.map(({ id }, n) => [id, n]));
  const shown = found.slice(0, most);
  const rest = found.length + view.dropped - shown.length;
  const note = { level: "note" as const, message: message(words.say("findings.dropped", { count: rest })) };
  return json({
    $schema: schema,
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: view.tool.name, semanticVersion: view.tool.version, rules } },
        invocations: [{ executionSuccessful: true, ...(rest > 0 && { toolExecutionNotifications: [note] }) }],
        originalUriBaseIds: { [base]: { description: message("The workspace.") } },
        columnKind: "utf16CodeUnits",
        results: shown.map((one) => result(one, index.get(one.rule) ?? -1, excuses.get(one) ?? [])),
      },
    ],
  } satisfies Log);
}) satisfies Format<FindingsView>;
