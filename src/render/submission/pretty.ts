import type { ManifestFile, SubmissionView } from "../../model/bundle.ts";
import { phrase } from "../../model/phrase.ts";
import type { Format, Setting } from "../../model/views.ts";
import { coloursOf } from "../colours.ts";
import { headOf } from "../manifest.ts";
import { breakCommands, forTerminal, wrapped } from "../terminal.ts";

const most = 40;

const titles = new Map<ManifestFile["kind"], ReturnType<typeof phrase>>([
  ["report", phrase("Report")],
  ["score", phrase("Score")],
  ["document", phrase("Documents")],
  ["evidence", phrase("Evidence")],
  ["pack", phrase("Packs of your own")],
]);

/** What goes into a bundle, what stays out, and where the submission is recorded. */
export default ((view, setting) => {
  const { manifest } = view;
  const { tell } = setting.words;
  const colours = coloursOf(setting.colour);
  const width = Math.max(30, Math.min(setting.width, 100));
  const lines = [
    ...wrapped(forTerminal(tell(heading(view))), width).map(colours.strong),
    ...headOf(manifest, setting, width),
  ];
  if (!setting.quiet) {
    for (const [kind, title] of titles) {
      const files = manifest.files.filter((file) => file.kind === kind);
      if (files.length > 0)
        lines.push(
          tell(title),
          ...listed(
            files.map(({ path }) => path),
            setting,
            width,
          ),
        );
    }
    if (manifest.left.length > 0)
      lines.push(
        tell(phrase("Left out")),
        ...listed(
          manifest.left.map(({ path, why }) => `${path}: ${why}`),
          setting,
          width,
        ),
      );
  }
  for (const note of notesOn(view, setting)) lines.push(...wrapped(forTerminal(note), width));
  const text = `${lines.join("\n")}\n`;
  return setting.ci ? breakCommands(text) : text;
}) satisfies Format<SubmissionView>;

const heading = ({ file, bytes, dryRun, manifest: { files } }: SubmissionView) => {
  const args = { file, count: files.length + 1, bytes };
  return dryRun
    ? phrase("This would go into {file}: {count} files, {bytes} bytes. Nothing was written.", args)
    : phrase("Bundle {file}: {count} files, {bytes} bytes", args);
};

function listed(paths: readonly string[], { words, verbose }: Setting, width: number): string[] {
  const shown = verbose ? paths : paths.slice(0, most);
  const rest = paths.length - shown.length;
  const more = rest > 0 ? [words.tell(phrase("… and {count} more", { count: rest }))] : [];
  return [...shown, ...more].flatMap((path) => wrapped(forTerminal(path), width, "  ", "    "));
}

function notesOn({ manifest, withheld, recorded, dryRun, sha256 }: SubmissionView, { words }: Setting): string[] {
  const { errors, warnings } = manifest.findings;
  const notes = [phrase("SHA-256 {sum}", { sum: sha256 })];
  if (withheld > 0)
    notes.push(
      phrase("Personal details that members have not agreed to publish were kept back: {count}", { count: withheld }),
    );
  if (errors + warnings > 0)
    notes.push(
      phrase("The dossier has findings ({errors} errors, {warnings} warnings): `milcity validate` tells them.", {
        errors,
        warnings,
      }),
    );
  if (!dryRun)
    notes.push(
      recorded === null
        ? phrase("The submission was recorded before.")
        : phrase("Recorded in {file} under `submissions`: commit that change.", { file: recorded }),
    );
  return notes.map(words.tell);
}
