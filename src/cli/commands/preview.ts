import {
  localeOf,
  loadFormat,
  diskFiles,
  previewOf,
  remembering,
  wordsOf,
  type PreviewView,
  type Remembered,
} from "../../index.ts";
import { UserError } from "../../model/failure.ts";
import { phrase } from "../../model/phrase.ts";
import type { Command, Input, Outcome } from "../command.ts";
import { Run } from "../result.ts";

type Files = (root: string) => Remembered;

/** The report as the files are now, with what is found in them. */
async function shown(input: Input, files: Files): Promise<{ page: string; root: string }> {
  const run = new Run(input, "each", { files });
  const { workspace } = run;
  const count = workspace.folders.length;
  if (count !== 1)
    throw new UserError("usage", phrase("There are {count} dossiers here: name the one to preview.", { count }));
  const language = input.text("language") ?? workspace.config.report?.language;
  for (const one of run.dossiers()) {
    const view = await previewOf(one, workspace, {
      public: !input.is("internal") && (workspace.config.report?.public ?? true),
      setting: input.setting(true),
      ...(language !== undefined && { language }),
    });
    const words = wordsOf(localeOf(language ?? one.facts.city?.languages[0] ?? "en"));
    const write = await loadFormat<PreviewView>("preview", "html");
    return { page: write(view, { ...input.setting(true), words }), root: workspace.root };
  }
  throw new UserError("no-input", phrase("There is no dossier here any more."));
}

/** What stands in the report's place until it can be made again. */
async function failed(input: Input, error: unknown): Promise<string> {
  if (!(error instanceof UserError)) throw error;
  const write = await loadFormat<PreviewView>("preview", "html");
  return write({ page: "", notes: [], failed: input.words.tell(error.said) }, input.setting(true));
}

export default {
  summary: "show a report in your browser while you write; it is made again whenever a file changes",
  arguments: [{ name: "[dossier]", about: "the dossier; else the one around you" }],
  options: [
    { flags: "--port <n>", about: "the port on this machine; else 4370, or any other that is free" },
    { flags: "--internal", about: "for the committee: with contact details and findings" },
  ],
  common: ["config", "day", "language"],
  examples: [
    ["preview", "serves the report of the dossier around you, with what is found beside each section"],
    ["preview lisbon --port 8080", "serves it at http://127.0.0.1:8080/"],
  ],
  async run(input): Promise<Outcome> {
    const port = input.number("port", 1, 65_535);
    if (port !== undefined && !Number.isInteger(port))
      throw new UserError("usage", phrase("--port takes a whole number."));
    wordsOf(input.text("language"));
    const known = new Map<string, Remembered>();
    const files = (root: string) => {
      const found = known.get(root) ?? remembering(diskFiles(root));
      known.set(root, found);
      return found;
    };
    const { page, root } = await shown(input, files);
    const serve = (now: string) => ({ page: now, ...(port !== undefined && { port }) });
    return {
      exit: 0,
      serve: serve(page),
      watch: {
        folder: root,
        counts: (path) => !path.split("/").some((part) => part === "node_modules" || part === ".git"),
        async again(changed) {
          for (const remembered of known.values()) remembered.forget(changed);
          try {
            return { exit: 0, serve: serve((await shown(input, files)).page) };
          } catch (error) {
            return { exit: 0, serve: serve(await failed(input, error)) };
          }
        },
      },
    };
  },
} satisfies Command;
