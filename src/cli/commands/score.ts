import { loadFormat, loadPieces, nearest, scored, scoreHistory } from "../../index.ts";
import { UserError } from "../../model/failure.ts";
import { phrase } from "../../model/phrase.ts";
import type { HistoryView, ScoredDossier, ScoresView } from "../../model/views.ts";
import { oneOf, type Command, type Input, type Outcome } from "../command.ts";
import { deliver, formatOf, packs, Run } from "../result.ts";

/** The scores of one item alone, in the frameworks that have it; there has to be one. */
function* only(all: Iterable<ScoredDossier>, id: string): Generator<ScoredDossier, void> {
  const ids = new Set<string>();
  let isFound = false;
  for (const { frameworks, ...dossier } of all) {
    const cards = frameworks.flatMap((card) => {
      for (const item of card.items) ids.add(item.id);
      const items = card.items.filter((item) => item.id === id);
      const areas = card.areas.filter((area) => items.some((item) => item.area === area.id));
      return items.length === 0 ? [] : [{ ...card, areas, items }];
    });
    isFound ||= cards.length > 0;
    yield { ...dossier, frameworks: cards };
  }
  if (isFound) return;
  const near = nearest(id, ids);
  throw new UserError(
    "usage",
    near === undefined
      ? phrase('No framework of these dossiers scores an item "{id}".', { id })
      : phrase('No framework of these dossiers scores an item "{id}". Did you mean "{near}"?', { id, near }),
  );
}

/** The same dossiers, with a look at each score as it goes by. */
function* looking(all: Iterable<ScoredDossier>, look: (score: number | null) => void): Generator<ScoredDossier, void> {
  for (const one of all) {
    for (const { score } of one.frameworks) look(score);
    yield one;
  }
}

function inBytes(pieces: Iterable<string>): Uint8Array[] {
  const encoder = new TextEncoder();
  return Array.from(pieces, (piece) => encoder.encode(piece));
}

/** `--history`: the scores over revisions. */
async function overTime(input: Input): Promise<Outcome> {
  const format = formatOf(input, "history", "pretty");
  for (const option of ["explain", "fail-under"])
    if (input.text(option) !== undefined)
      throw new UserError(
        "usage",
        phrase("{option} is about the scores of today and does not go with --history.", { option: `--${option}` }),
      );
  const asked = input.text("framework");
  const framework = asked === undefined ? undefined : oneOf(asked, [...packs(input).packs.keys()], "--framework");
  const view = scoreHistory(input.request, input.texts("history"), {
    ...(framework !== undefined && { framework }),
    isDayGiven: input.text("as-of") !== undefined,
  });
  const write = await loadFormat<HistoryView>("history", format);
  return deliver(input, write(view, input.setting(input.text("output") !== undefined)), { exit: 0 });
}

export default {
  summary: "score dossiers against the checklists of their networks, item by item",
  arguments: [
    { name: "[paths...]", about: "dossiers, documents, or folders with dossiers below them; else those around you" },
  ],
  options: [
    { flags: "--framework <id>", about: "only this framework" },
    {
      flags: "--explain <item>",
      about: "only this item: its criteria, what shows them, and what would raise the score",
    },
    {
      flags: "--history [revisions...]",
      about:
        "how the scores have changed over these tags or commits, else over the tags that touch the dossier, else over its last 50 commits; each as of its own day unless --as-of is given. Formats: pretty, json, markdown, csv, svg",
    },
    { flags: "--fail-under <percent>", about: "fail when a score is lower than this" },
  ],
  common: ["config", "printConfig", "day", "format", "output", "colour", "noColour", "language", "quiet", "verbose"],
  formats: "scores",
  examples: [
    ["score", "scores the dossiers around the working directory"],
    ["score lisbon --explain mil-01", "says what item mil-01 looks for and where it found it"],
    ["score lisbon --history --format svg -o score.svg", "draws the scores over the tags of its repository"],
    ["score --framework mil --fail-under 60", "fails when the MIL Cities score is under 60 %"],
  ],
  async run(input) {
    if (input.is("history") || input.texts("history").length > 0) return overTime(input);
    const format = formatOf(input, "scores", "pretty");
    const least = input.number("fail-under", 0, 100);
    const run = new Run(input);
    const asked = input.text("framework");
    const framework =
      asked === undefined ? undefined : oneOf(asked, [...run.workspace.library.packs.keys()], "--framework");
    const item = input.text("explain");
    const all = scored(run.dossiers(), { framework });
    let fails = false;
    const each = looking(item === undefined ? all : only(all, item), (score) => {
      fails ||= least !== undefined && score !== null && score * 100 < least;
    });
    // One alone says in which language it is told; of many, each is let go of when it is written.
    const dossiers = run.workspace.folders.length === 1 ? [...each] : each;
    const setting = input.setting(input.text("output") !== undefined);
    const write = await loadPieces<ScoresView>("scores", format);
    const view: ScoresView = { asOf: run.workspace.day, dossiers };
    const pieces = write(view, { ...setting, verbose: setting.verbose || item !== undefined });
    // Of many it may be longer than a text can be.
    const text = dossiers === each ? inBytes(pieces) : [...pieces].join("");
    const outcome = run.outcome(fails ? 1 : 0);
    return deliver(input, text, { ...outcome, stderr: run.unread + (outcome.stderr ?? "") });
  },
} satisfies Command;
