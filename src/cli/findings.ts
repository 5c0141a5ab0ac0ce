import { resolve } from "node:path";
import { loadFormat } from "../index.ts";
import { UserError } from "../model/failure.ts";
import { phrase } from "../model/phrase.ts";
import type { FindingsView } from "../model/views.ts";
import type { Input, Write } from "./command.ts";
import { formatFor } from "./result.ts";

/** The findings that are shown; the counts stay those of all. */
export function shown(view: FindingsView, most: number | undefined): FindingsView {
  if (most === undefined || view.diagnostics.length <= most) return view;
  return {
    ...view,
    diagnostics: view.diagnostics.slice(0, most),
    dropped: view.dropped + view.diagnostics.length - most,
  };
}

/** `--report F=FILE`: the same findings in further formats. */
export async function reports(input: Input, view: FindingsView): Promise<Write[]> {
  const asked = input.texts("report").map((text) => {
    const [, format, file] = /^([^=]+)=(.+)$/s.exec(text) ?? [];
    if (format === undefined || file === undefined)
      throw new UserError(
        "usage",
        phrase('--report takes a format and a file such as json=findings.json, not "{text}".', { text }),
      );
    return { format: formatFor(format, "diagnostics", "--report"), path: resolve(input.world.cwd, file) };
  });
  const setting = input.setting(true);
  return Promise.all(
    asked.map(async ({ format, path }): Promise<Write> => {
      const write = await loadFormat<FindingsView>("diagnostics", format);
      return { path, text: write(view, setting), mode: "replace" };
    }),
  );
}
