import { strayed } from "../check/frozen.ts";
import { UserError } from "../model/failure.ts";
import type { Frozen, FrozenDifference, FrozenManifest, ProofView } from "../model/frozen.ts";
import { phrase, type Said } from "../model/phrase.ts";
import type { Setting } from "../model/views.ts";
import { tool } from "../read/data.build.js";
import { frozenAt } from "./frozen-at.ts";
import { noSuch } from "./report-named.ts";
import { commitAt, repositoryOf } from "./repository.ts";
import type { Inspected, Workspace } from "./workspace.ts";

/** The frozen report of an id, and the dossier in which its manifest lies. Throws `UserError` where there is none, or one that is damaged. */
export function frozenNamed(
  dossiers: readonly Inspected[],
  id: string | undefined,
): { one: Inspected; frozen: Frozen } {
  const all = dossiers.flatMap((one) => (one.dossier.frozen ?? []).map((frozen) => ({ one, frozen })));
  const isNamed = ({ frozen }: { frozen: Frozen }) =>
    frozen.manifest ? frozen.manifest.report === id : frozen.in.file.replace(/^.*\//, "") === `${id}.frozen.json`;
  const [first, ...more] = all.filter(isNamed);
  if (first && more.length > 0)
    throw new UserError(
      "usage",
      phrase("There are {count} frozen reports `{id}` here: name the dossier after the id.", {
        count: more.length + 1,
        id: id ?? "",
      }),
    );
  if (first?.frozen.why !== undefined)
    throw new UserError(
      "no-input",
      phrase("`{file}` cannot be understood: {why}. Bring it back as it was committed.", {
        file: first.frozen.in.file,
        why: first.frozen.why,
      }),
    );
  if (first) return first;
  const ids = all.flatMap(({ frozen }) => frozen.manifest?.report ?? []);
  const isThere = dossiers.some(({ dossier }) => dossier.documents.report.some(({ data }) => data.id === id));
  if (id !== undefined && (isThere || ids.length === 0))
    throw new UserError(
      "no-input",
      phrase("There is no frozen report `{id}` here: `milcity report freeze {id}` freezes one.", { id }),
    );
  throw noSuch(id, ids);
}

/** Makes a frozen report again from its commit, and says in what it is not what was frozen. */
export async function proveReport(
  workspace: Workspace,
  { one, frozen }: { one: Inspected; frozen: Frozen },
  { data, setting }: { data: FrozenManifest["data"]; setting: Setting },
): Promise<ProofView> {
  const { manifest } = frozen;
  if (!manifest) throw new UserError("internal", phrase("There is no report document here."));
  const { tell } = setting.words;
  const repository = { ...repositoryOf(workspace.root), prefix: manifest.workspace };
  const commit = commitAt(repository, manifest.revision);
  const again = await frozenAt(
    { repository, commit, dossier: manifest.dossier },
    { ...manifest, day: manifest.asOf, data, setting },
  );
  const today = todayOf(workspace, one, manifest);
  const found = [...differencesOf(manifest, again), ...today.differences];
  return {
    file: frozen.in.file,
    manifest,
    differences: found.map(({ what, name, why }) => ({ what, name, why: tell(why) })),
    because: reasons(manifest, again).map((why) => tell(why)),
    since: today.since,
  };
}

type Difference = Omit<FrozenDifference, "why"> & { why: Said };

const other = phrase("its checksum is another than the one that was frozen");
const extra = phrase("the commit holds it, and it was not frozen");
const lacking = phrase("it was frozen, and the commit does not hold it");

/** In what the report that was made again is not the one that was frozen. */
function differencesOf(then: FrozenManifest, now: FrozenManifest): Difference[] {
  const by = <T>(all: readonly T[], key: (one: T) => string) => new Map(all.map((one) => [key(one), one]));
  const compared = <T extends { sha256: string }>(
    what: Difference["what"],
    before: ReadonlyMap<string, T>,
    after: ReadonlyMap<string, T>,
    why: (was: T, is: T) => Said = () => other,
  ): Difference[] =>
    [...new Set([...before.keys(), ...after.keys()])].sort().flatMap((name): Difference[] => {
      const [was, is] = [before.get(name), after.get(name)];
      if (!was || !is) return [{ what, name, why: was ? lacking : extra }];
      return was.sha256 === is.sha256 ? [] : [{ what, name, why: why(was, is) }];
    });
  const config = ({ config: one }: FrozenManifest) => by(one ? [one] : [], ({ path }) => path);
  const scores = by(now.frameworks, ({ id }) => id);
  const period = ({ period: { start, end } }: FrozenManifest) => `${start}..${end}`;
  return [
    ...compared(
      "input",
      by(then.files, ({ path }) => path),
      by(now.files, ({ path }) => path),
    ),
    ...compared("config", config(then), config(now)),
    ...compared(
      "pack",
      by(then.packs, ({ id }) => id),
      by(now.packs, ({ id }) => id),
      (was, is) =>
        was.edition === is.edition
          ? other
          : phrase("its edition was {was}, and is {now}", { was: was.edition ?? "?", now: is.edition ?? "?" }),
    ),
    ...(period(then) === period(now)
      ? []
      : [
          {
            what: "setting" as const,
            name: then.report,
            why: phrase("its period was {was}, and is {now}", { was: period(then), now: period(now) }),
          },
        ]),
    ...then.frameworks.flatMap((score): Difference[] => {
      const is = scores.get(score.id);
      if (is && JSON.stringify(inOrder(score)) === JSON.stringify(inOrder(is))) return [];
      return [{ what: "score", name: score.id, why: phrase("the score is not the one that was frozen") }];
    }),
    ...compared(
      "output",
      by(then.outputs, ({ format }) => format),
      // A version that knows further formats makes no other report.
      by(
        now.outputs.filter(({ format }) => then.outputs.some((one) => one.format === format)),
        ({ format }) => format,
      ),
      () => phrase("the bytes are not those that were frozen"),
    ),
  ];
}

const inOrder = ({ id, edition, score, complete, applicable }: FrozenManifest["frameworks"][number]) => [
  id,
  edition,
  score,
  complete,
  applicable,
];

/** Why bytes may differ without anybody's doing. */
function reasons(then: FrozenManifest, now: FrozenManifest): Said[] {
  const found: Said[] = [];
  if (then.tool.version !== tool.version)
    found.push(
      phrase("it was frozen by milcity {theirs}, and this is {ours}: bytes may differ for that reason", {
        theirs: then.tool.version,
        ours: tool.version,
      }),
    );
  const shown = ({ data: { icu, cldr, unicode } }: FrozenManifest) => `ICU ${icu}, CLDR ${cldr}, Unicode ${unicode}`;
  if (shown(then) !== shown(now))
    found.push(
      phrase(
        "dates, numbers and names were written with {theirs}, and here it is {ours}: bytes may differ for that reason",
        { theirs: shown(then), ours: shown(now) },
      ),
    );
  return found;
}

/** What has become of the inputs since. What belongs to the period must not change; the rest lives on. */
function todayOf(
  { scope }: Workspace,
  { dossier }: Inspected,
  manifest: FrozenManifest,
): { differences: Difference[]; since: string[] } {
  const differences: Difference[] = [];
  const since: string[] = [];
  const whys = { changed: phrase("it has changed since it was frozen"), gone: phrase("it is no longer here") };
  for (const { file, state } of strayed(dossier, manifest))
    if (file.kind === "document") since.push(file.path);
    else differences.push({ what: "document", name: file.path, why: whys[state] });
  const own = [
    ...(manifest.config ? [manifest.config] : []),
    ...manifest.packs.flatMap(({ file, sha256 }) => (file === null ? [] : [{ path: file, sha256 }])),
  ];
  for (const { path, sha256 } of own) {
    const unread = (why: Said) => dossier.seen.unread.set(path, why);
    const { state, reason = "", sha256: sumOf } = scope.files.evidence(".", path, unread);
    if (state === "unreadable") unread(reason);
    const isSame = sumOf?.() === sha256 || sumOf?.("lf") === sha256;
    if (!isSame && !dossier.seen.unread.has(path)) since.push(path);
  }
  return { differences, since };
}
