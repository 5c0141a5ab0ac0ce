import { loadFormat, nearest, scoresView } from "../../index.ts";
import { UserError } from "../../model/failure.ts";
import { phrase } from "../../model/phrase.ts";
import type { ScoresView } from "../../model/views.ts";
import { oneOf, type Command } from "../command.ts";
import { deliver, formatOf, Run } from "../result.ts";

/** The scores of one item alone, in the frameworks that have it. */
function only(view: ScoresView, id: string): ScoresView {
  const dossiers = view.dossiers.map((dossier) => ({
    ...dossier,
    frameworks: dossier.frameworks.flatMap((card) => {
      const items = card.items.filter((item) => item.id === id);
      const areas = card.areas.filter((area) => items.some((item) => item.area === area.id));
      return items.length === 0 ? [] : [{ ...card, areas, items }];
    }),
  }));
  if (dossiers.some(({ frameworks }) => frameworks.length > 0)) return { ...view, dossiers };
  const ids = view.dossiers.flatMap(({ frameworks }) =>
    frameworks.flatMap(({ items }) => items.map((item) => item.id)),
  );
  const near = nearest(id, ids);
  throw new UserError(
    "usage",
    near === undefined
      ? phrase('No framework of these dossiers scores an item "{id}".', { id })
      : phrase('No framework of these dossiers scores an item "{id}". Did you mean "{near}"?', { id, near }),
  );
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
    { flags: "--fail-under <percent>", about: "fail when a score is lower than this" },
  ],
  common: ["config", "printConfig", "day", "format", "output", "colour", "noColour", "language", "quiet", "verbose"],
  formats: "scores",
  examples: [
    ["score", "scores the dossiers around the working directory"],
    ["score lisbon --explain mil-01", "says what item mil-01 looks for and where it found it"],
    ["score --framework mil --fail-under 60", "fails when the MIL Cities score is under 60 %"],
  ],
  async run(input) {
    const format = formatOf(input, "scores", "pretty");
    const least = input.number("fail-under", 0, 100);
    const run = new Run(input);
    const asked = input.text("framework");
    const framework =
      asked === undefined ? undefined : oneOf(asked, [...run.workspace.library.packs.keys()], "--framework");
    const all = scoresView(run.workspace, run.dossiers(), framework === undefined ? {} : { framework });
    const item = input.text("explain");
    const view = item === undefined ? all : only(all, item);
    const scores = view.dossiers.flatMap(({ frameworks }) => frameworks.map(({ score }) => score));
    const fails = least !== undefined && scores.some((score) => score !== null && score * 100 < least);
    const setting = input.setting(input.text("output") !== undefined);
    const write = await loadFormat<ScoresView>("scores", format);
    const text = write(view, { ...setting, verbose: setting.verbose || item !== undefined });
    return deliver(input, text, run.outcome(fails ? 1 : 0));
  },
} satisfies Command;
