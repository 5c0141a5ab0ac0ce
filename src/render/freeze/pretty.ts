import type { FreezeView } from "../../model/frozen.ts";
import { phrase, type Said } from "../../model/phrase.ts";
import type { Format } from "../../model/views.ts";
import { coloursOf } from "../colours.ts";
import { frozenFacts } from "../frozen.ts";
import { breakCommands, forTerminal, wrapped } from "../terminal.ts";

/** What was frozen, and what is to be done with the manifest. */
export default ((view, setting) => {
  const { tell } = setting.words;
  const { did, file, manifest, changed } = view;
  const width = Math.max(30, Math.min(setting.width, 100));
  const id = manifest.report;
  const verdicts: Record<typeof did, Said> = {
    froze: phrase("`{id}` is frozen.", { id }),
    "froze-again": phrase("`{id}` is frozen again, as it is now.", { id }),
    nothing: phrase("`{id}` is frozen already, and what it was made from has not changed.", { id }),
  };
  const lines = wrapped(forTerminal(tell(verdicts[did])), width).map(coloursOf(setting.colour).strong);
  lines.push(...frozenFacts(manifest, setting, width));
  if (changed.length > 0) {
    lines.push(...wrapped(forTerminal(tell(phrase("Changed since it was frozen before:"))), width));
    for (const one of changed) lines.push(...wrapped(forTerminal(one), width, "  ", "    "));
  }
  for (const { path, why } of manifest.left)
    lines.push(
      ...wrapped(forTerminal(tell(phrase("Not frozen: {path}, {why}.", { path, why: { phrase: why } }))), width),
    );
  const next =
    did === "nothing"
      ? phrase("The manifest is {file}. Nothing was written.", { file })
      : phrase(
          "The manifest is {file}. Commit it: who has the commit can then make the report again (`milcity report verify {id}`).",
          { file, id },
        );
  lines.push(...wrapped(forTerminal(tell(next)), width));
  const text = `${lines.join("\n")}\n`;
  return setting.ci ? breakCommands(text) : text;
}) satisfies Format<FreezeView>;
