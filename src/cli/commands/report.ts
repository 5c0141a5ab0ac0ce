import { extname, join, resolve } from "node:path";
import {
  loadFileFormat,
  localeOf,
  openTemplates,
  reportHistory,
  reportOf,
  wordsOf,
  type Inspected,
} from "../../index.ts";
import { UserError } from "../../model/failure.ts";
import { phrase } from "../../model/phrase.ts";
import type { Fill } from "../../model/own-templates.ts";
import type { ReportTemplate, ReportView } from "../../model/report.ts";
import { templates } from "../../model/templates.gen.ts";
import { isDay, oneOf, type Command, type Input, type Write } from "../command.ts";
import { freeze, verify } from "../freeze.ts";
import { deliver, formatFor, Run } from "../result.ts";

/** The format: the one asked for, else by the file's ending, else a page. */
function formatOf(input: Input): string {
  const endings = new Map([
    [".md", "markdown"],
    [".markdown", "markdown"],
    [".html", "html"],
    [".htm", "html"],
    [".json", "json"],
    [".pdf", "pdf"],
    [".docx", "docx"],
  ]);
  const asked = input.text("format") ?? endings.get(extname(input.text("output") ?? "").toLowerCase()) ?? "html";
  return formatFor(asked, "report", "--format");
}

/** `2025-01-01..2025-06-30`. */
function periodOf(input: Input): { start: string; end: string } | undefined {
  const text = input.text("period");
  if (text === undefined) return undefined;
  const [start = "", end = "", ...more] = text.split("..");
  if (more.length === 0 && isDay(start) && isDay(end) && start <= end) return { start, end };
  throw new UserError(
    "usage",
    phrase('--period takes two days such as 2025-01-01..2025-06-30, the first one first, not "{text}".', { text }),
  );
}

/**
 * The template that is asked for, one of the user's own before the tool's. What a workspace's configuration names may come from a
 * stranger, so where machines judge changes it counts only when the command line names it too.
 */
async function templateOf(input: Input, run: Run, format: string): Promise<Chosen> {
  const asked = input.text("template") ?? "biennial";
  const given = input.text("templates");
  const configured = run.workspace.config.report?.templates;
  const isPassedOver = given === undefined && configured !== undefined && Boolean(input.world.env.get("CI"));
  const folder = given ?? (configured === undefined || isPassedOver ? undefined : join(run.workspace.root, configured));
  const found = folder === undefined ? undefined : await openTemplates(input.world.cwd, folder);
  const ids = [...new Set([...(found?.templates ?? []), ...templates].map(({ id }) => id))];
  const id = oneOf(asked, ids, "--template");
  const template = found?.templates.find((one) => one.id === id && (one.formats.includes(format) || !isOurs(id)));
  if (template && !template.formats.includes(format))
    throw new UserError(
      "usage",
      phrase("The report `{id}` is there as {formats} only.", { id, formats: template.formats.join(", ") }),
    );
  const passed = phrase(
    "The templates that the configuration names are not used here: a change may have brought them. Give --templates to use them.",
  );
  return {
    template: template ?? id,
    ...(template && found && { own: found.fill }),
    notice: isPassedOver ? `milcity: ${input.setting(true).words.tell(passed)}\n` : "",
  };
}

interface Chosen {
  template: string | ReportTemplate;
  own?: Fill;
  notice: string;
}

/** A report is frozen in a form that any clone can make again. */
function oursNamed(input: Input): string {
  if (input.text("templates") !== undefined)
    throw new UserError("usage", phrase("A report is frozen by the tool's own templates: leave out --templates."));
  return oneOf(
    input.text("template") ?? "biennial",
    templates.map(({ id }) => id),
    "--template",
  );
}

const isOurs = (id: string) => templates.some((template) => template.id === id);

/** The folder that takes the reports of several dossiers, each under its dossier's path. */
function folderOf(input: Input, dossiers: number): string | undefined {
  const output = input.text("output");
  const path = output === undefined ? undefined : resolve(input.world.cwd, output);
  if (output !== undefined && path !== undefined && (/[\\/]$/.test(output) || input.world.look(path) === "folder"))
    return path;
  if (dossiers === 1) return undefined;
  throw new UserError(
    "usage",
    phrase(
      "{dossiers} dossiers need a folder for their reports: give one that ends in a slash, such as --output reports/, or name one dossier.",
      { dossiers },
    ),
  );
}

interface Rendered {
  view: ReportView;
  text: string | Uint8Array;
}

/** What is asked for is in the name: no report takes the place of another one, nor an internal one that of a public one. */
const nameOf = (
  { template, language, public: isPublic }: ReportView,
  period?: { start: string; end: string },
): string =>
  [
    template,
    language.replace(/[^a-z0-9-]/gi, ""),
    ...(period ? [period.start, period.end] : []),
    ...(isPublic ? [] : ["internal"]),
  ].join("-");

/** Formats that are no text go to a file; a browser is asked for by one format alone. */
function refuseMisfits(input: Input, format: string): void {
  if (["pdf", "docx"].includes(format) && input.text("output") === undefined)
    throw new UserError(
      "usage",
      phrase("A report in the format {format} is no text: name the file that it goes to, such as --output {file}.", {
        format,
        file: `report.${format}`,
      }),
    );
  if (input.text("browser") !== undefined && format !== "pdf")
    throw new UserError("usage", phrase("--browser is for --format pdf."));
}

async function printed(input: Input, html: string): Promise<Uint8Array> {
  const { world } = input;
  const browser = input.text("browser");
  world.progress(() => input.words.tell(phrase("The browser makes the PDF …")));
  try {
    if (world.print)
      return await world.print(html, {
        ...(browser !== undefined && { browser }),
        cwd: world.cwd,
        day: input.day,
        debug: input.is("debug"),
      });
  } finally {
    world.progress(null);
  }
  throw new UserError("usage", phrase("There is no browser here to make a PDF with."));
}

/** Who may see the report. */
function isPublic(input: Input, run: Run): boolean {
  return !input.is("internal") && (input.is("public") || (run.workspace.config.report?.public ?? true));
}

export default {
  summary: "render a report of a dossier, or freeze one and verify it later",
  arguments: [
    {
      name: "[paths...]",
      about:
        "dossiers, or folders with dossiers below them; else those around you. `freeze ID` and `verify ID` take the id of a report document first (a folder of that name is ./freeze)",
    },
  ],
  options: [
    { flags: "--template <name>", about: "which report, else biennial; `milcity list templates` tells what there is" },
    {
      flags: "--templates <folder>",
      about: "a folder with templates of your own, such as council.html.hbs; else the one that the configuration names",
    },
    {
      flags: "--period <start..end>",
      about: "the period reported on, such as 2025-01-01..2025-06-30; else that of the plan",
    },
    {
      flags: "--public",
      about: "without personal details that nobody has released (this is what happens unless you say --internal)",
    },
    { flags: "--internal", about: "for the committee: with contact details and findings" },
    {
      flags: "--browser <path>",
      about: "pdf: the browser that makes it; else an installed Chromium, Chrome or Edge",
    },
    {
      flags: "--history",
      about:
        "biennial, mil: with a picture of the scores over the tags of the repository, or over its commits where there are no tags",
    },
    { flags: "--again", about: "freeze: replace what was frozen, though it was made from something else" },
  ],
  common: ["config", "printConfig", "day", "format", "output", "language"],
  formats: "report",
  examples: [
    ["report lisbon -o report.html", "writes a page that may be published"],
    ["report lisbon -o report.pdf", "writes a PDF, made by a browser of this computer"],
    ["report lisbon --format markdown", "prints the report as Markdown"],
    ["report lisbon --template gnlc -o gnlc.html", "writes the page for the learning cities' network"],
    ["report lisbon --history -o report.html", "shows how the scores have changed as well"],
    ["report freeze report-2025", "keeps beside the report what it was made from, and what came of it"],
    ["report verify report-2025", "makes it again from its commit and compares; 1 when something differs"],
    ["report . -o reports/ --language pt", "writes the reports of all dossiers here, with Portuguese labels"],
  ],
  async run(input) {
    if (input.is("public") && input.is("internal"))
      throw new UserError("usage", phrase("A report is either --public or --internal."));
    const [verb] = input.arguments;
    if (verb === "freeze") return freeze(input, oursNamed(input), (run) => isPublic(input, run));
    if (verb === "verify") return verify(input);
    if (input.is("again"))
      throw new UserError("usage", phrase("--again is for `report freeze`: say `report freeze ID --again`."));
    const format = formatOf(input);
    refuseMisfits(input, format);
    const period = periodOf(input);
    const write = await loadFileFormat<ReportView>("report", format);
    const run = new Run(input, "each");
    const { template, own, notice } = await templateOf(input, run, format);
    wordsOf(input.text("language"));
    const language = input.text("language") ?? run.workspace.config.report?.language;
    const render = async (one: Inspected): Promise<Rendered> => {
      const view = reportOf(one, run.workspace, {
        template,
        public: isPublic(input, run),
        ...(language !== undefined && { language }),
        ...(period && { period }),
        ...(input.is("history") && { history: reportHistory(run.workspace, one) }),
      });
      const setting = { ...input.setting(true), words: wordsOf(localeOf(view.language)), ...(own && { own }) };
      const made = await write(view, setting);
      return { view, text: format === "pdf" ? await printed(input, String(made)) : made };
    };
    const folder = folderOf(input, run.workspace.folders.length);
    const made: (Rendered & { path: string })[] = [];
    for (const one of run.dossiers()) made.push({ path: one.dossier.path, ...(await render(one)) });
    const outcome = run.outcome(0);
    outcome.stderr = notice + run.unread + (outcome.stderr ?? "");
    if (folder === undefined) return deliver(input, made[0]?.text ?? "", outcome);
    const ending = format === "markdown" ? "md" : format;
    const writes = made.map(({ path, view, text }): Write => ({
      path: join(folder, `${path === "." ? "report" : path}-${nameOf(view, period)}.${ending}`),
      text,
      mode: "replace",
    }));
    return { ...outcome, writes };
  },
} satisfies Command;
