import { foldersAt, lineOf, standingOf, tagsOf } from "../git.ts";
import { facts as factsOf } from "../facts/facts.ts";
import { UserError } from "../model/failure.ts";
import { phrase, type Said } from "../model/phrase.ts";
import type { Commit } from "../model/revision.ts";
import type { HistoryView, PastScores, ScoredDossier } from "../model/views.ts";
import { findDossiers, knownDocuments } from "../read/search.ts";
import { readDossiers } from "../read/workspace.ts";
import { score } from "../score/score.ts";
import { wordsFor } from "./language.ts";
import { openWorkspace, placeOf } from "./open.ts";
import { certain, commitAt, commitsAt, fromTop, type Repository, repositoryOf } from "./repository.ts";
import { likenessOf, likest, openCommit, type WorkspaceAt, workspaceAt } from "./revision.ts";
import type { Inspected, Request, Workspace } from "./workspace.ts";

/** How many commits are told of where there are no tags, and how many tags. */
const most = { commits: 50, tags: 200 };

/**
 * The scores of the dossiers over revisions: those that are named, in their order; else the tags at which a dossier is not what it was at the
 * one before, oldest first; where there are none, the commits of the first-parent line that touch one. Each is scored as of the day of its
 * commit, or as of one day for all. The revisions of git's objects are read; what is the same in several is understood once.
 */
export function scoreHistory(
  request: Request,
  revisions: readonly string[],
  { framework, isDayGiven }: { framework?: string; isDayGiven: boolean },
): HistoryView {
  const place = placeOf(request);
  const repository = repositoryOf(place.root);
  const today = openWorkspace(request);
  const words = wordsFor(today.language);
  const { commits, notes } =
    revisions.length > 0 ? { commits: commitsAt(repository, revisions), notes: [] } : toldBy(repository, today);
  const sharing = { known: knownDocuments() };
  let last = "";
  const history = commits.flatMap((commit): PastScores[] => {
    const day = isDayGiven ? request.day : commit.date;
    const past = { revision: commit.name, commit: commit.hash, date: commit.date, asOf: day };
    try {
      const workspace = openCommit({ ...request, day }, place, repository, commit, sharing);
      // Who names a revision wants to see it; a tag that is older than the dossiers, or changes nothing in them, tells nothing.
      const state = stateOf(repository, commit, workspace.folders);
      if (revisions.length === 0 && (workspace.folders.length === 0 || state === last)) return [];
      last = state;
      return [{ ...past, dossiers: scoredAt(workspace, framework, words.language) }];
    } catch (error) {
      if (!(error instanceof UserError) || error.code !== "config") throw error;
      return [{ ...past, dossiers: [], why: words.tell(error.said) }];
    }
  });
  return { asOf: request.day, history, notes: notes.map((note) => words.tell(note)) };
}

/** What some folders hold at a commit. */
function stateOf(repository: Repository, { hash }: Commit, folders: readonly string[]): string {
  const whole = folders.map((folder) => fromTop(repository, folder));
  return JSON.stringify(whole.includes(".") ? hash : repository.objects.named(hash, whole).map((entry) => entry.hash));
}

function scoredAt(workspace: WorkspaceAt, framework: string | undefined, language: string): ScoredDossier[] {
  const { scope, folders, library, day, moved } = workspace;
  const words = wordsFor(language);
  return [...readDossiers(scope, folders, library)].map((dossier) => {
    const facts = factsOf(dossier, library, day);
    const cards = score(dossier, facts, library, words.language, words);
    return {
      path: moved.get(dossier.path) ?? dossier.path,
      city: facts.city?.name ?? "",
      frameworks: cards.filter(({ id }) => framework === undefined || id === framework),
    };
  });
}

/**
 * The commits that a report on a dossier tells the scores of: those of the tags up to its day, else of the line that led here. Throws
 * `UserError` without a repository, and in a clone that lacks part of it: half a history would look like a whole one.
 */
export function reportCommits(workspace: Workspace, { dossier: { path } }: Inspected): Commit[] {
  const repository = repositoryOf(workspace.root);
  if (certain(standingOf(repository.top)).isShallow)
    throw new UserError(
      "revision",
      phrase(
        "This clone is shallow, so the history of the scores is not whole here: fetch all of it (`git fetch --unshallow`; in GitHub's checkout `fetch-depth: 0`).",
      ),
    );
  const { commits } = toldBy(repository, { ...workspace, folders: [path] });
  return commits.filter(({ date }) => date <= workspace.day);
}

/** The scores over time that a report on a dossier tells. */
export const reportHistory = (workspace: Workspace, one: Inspected): HistoryView =>
  historyOf(repositoryOf(workspace.root), workspace, one, reportCommits(workspace, one));

/** A dossier's scores at some commits, each as of the day of its commit; `now` is the workspace in which the dossier is what is reported on. */
export function historyOf(
  repository: Repository,
  now: Workspace,
  { dossier: { path } }: Inspected,
  commits: readonly Commit[],
): HistoryView {
  const words = wordsFor(now.language);
  const sharing = { known: knownDocuments() };
  const there = new Set(commits.length > 0 ? findDossiers(now.scope, ".", now.config.dossiers) : []);
  const history = commits.flatMap((commit): PastScores[] => {
    const past = { revision: commit.name, commit: commit.hash, date: commit.date, asOf: commit.date };
    try {
      const request = { cwd: repository.top, paths: [], day: commit.date };
      const then = workspaceAt(request, now.root, repository, commit, sharing);
      const all = findDossiers(then.scope, ".", then.config.dossiers);
      const gone = all.filter((folder) => !there.has(folder));
      const folder = all.includes(path)
        ? path
        : likest(likenessOf(now, path), new Map(gone.map((one) => [one, likenessOf(then, one)])));
      if (folder === undefined) return [];
      const scored = scoredAt(
        { ...then, folders: [folder], commit, moved: new Map([[folder, path]]) },
        undefined,
        words.language,
      );
      return [{ ...past, dossiers: scored }];
    } catch (error) {
      if (!(error instanceof UserError) || error.code !== "config") throw error;
      return [{ ...past, dossiers: [], why: words.tell(error.said) }];
    }
  });
  return { asOf: now.day, history, notes: [] };
}

/** Tags at which the dossiers are not what they were before, or commits. */
function toldBy(repository: Repository, { folders, root }: Workspace): { commits: Commit[]; notes: Said[] } {
  const { top } = repository;
  const notes: Said[] = [];
  const whole = folders.map((folder) => fromTop(repository, folder));
  if (whole.length > most.tags)
    throw new UserError(
      "usage",
      phrase("There are {count} dossiers in {root}: name those whose history you want to see.", {
        count: whole.length,
        root,
      }),
    );
  // An unborn branch has no history, and says so.
  commitAt(repository, "HEAD");
  const tags = certain(tagsOf(top));
  const hashes = tags.map(({ hash }) => hash);
  const dated = commitsAt(repository, hashes)
    .map((commit, n) => ({ ...commit, name: tags[n]?.name ?? commit.name }))
    .sort((a, b) => compare(a.date, b.date) || compare(a.name, b.name));
  const states = certain(
    foldersAt(
      top,
      dated.map(({ hash }) => hash),
      [repository.prefix, ...whole],
    ),
  );
  const told: Commit[] = [];
  let last = "";
  for (const [n, commit] of dated.entries()) {
    const [all, ...each] = states[n] ?? [];
    // Where a dossier lay elsewhere, whatever has changed may have changed it.
    const state = JSON.stringify(each.includes(undefined) ? [all] : each);
    if (state !== last) told.push(commit);
    last = state;
  }
  if (told.length > most.tags) notes.push(phrase("Only the newest {count} tags are shown.", { count: most.tags }));
  if (told.length > 0) return { commits: told.slice(-most.tags), notes };
  const line = certain(lineOf(top, whole, most.commits + 1));
  if (line.length > most.commits)
    notes.push(phrase("Only the newest {count} commits are shown.", { count: most.commits }));
  const commits = commitsAt(repository, line.slice(-most.commits)).map((commit) => ({
    ...commit,
    name: commit.hash.slice(0, 10),
  }));
  return { commits, notes };
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
