import type { VerificationView } from "../../model/bundle.ts";
import { phrase } from "../../model/phrase.ts";
import type { Format } from "../../model/views.ts";
import { coloursOf } from "../colours.ts";
import { headOf } from "../manifest.ts";
import { breakCommands, forTerminal, wrapped } from "../terminal.ts";

const most = 100;

/** Whether a bundle is what it says. */
export default ((view, setting) => {
  const { tell } = setting.words;
  const colours = coloursOf(setting.colour);
  const width = Math.max(30, Math.min(setting.width, 100));
  const { differences, unsure, manifest } = view;
  const verdict =
    differences.length > 0
      ? tell(
          phrase("{file} is not what its manifest says: {count} differences", {
            file: view.file,
            count: differences.length,
          }),
        )
      : unsure.length > 0
        ? tell(phrase("{file} holds what its manifest says; not all of it could be compared.", { file: view.file }))
        : tell(
            phrase("{file} holds what its manifest says, and its report and scores follow from its documents.", {
              file: view.file,
            }),
          );
  const lines = wrapped(forTerminal(verdict), width).map(colours.strong);
  lines.push(...headOf(manifest, setting, width));
  for (const { path, what } of differences.slice(0, most))
    lines.push(...wrapped(forTerminal(`${path}: ${what}`), width, "  ", "    "));
  if (differences.length > most)
    lines.push(`  ${tell(phrase("… and {count} more", { count: differences.length - most }))}`);
  for (const why of unsure) lines.push(...wrapped(forTerminal(tell(phrase("Not compared: {why}.", { why }))), width));
  lines.push(
    ...wrapped(
      forTerminal(
        tell(
          phrase(
            "Who made it, and that the dossier is true, is not shown by this: compare the checksum with the one you were told, {sum}.",
            { sum: view.sha256 },
          ),
        ),
      ),
      width,
    ),
  );
  const text = `${lines.join("\n")}\n`;
  return setting.ci ? breakCommands(text) : text;
}) satisfies Format<VerificationView>;
