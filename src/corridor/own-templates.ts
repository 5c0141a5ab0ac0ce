import { resolve } from "node:path";
import { UserError } from "../model/failure.ts";
import type { Fill } from "../model/own-templates.ts";
import { phrase } from "../model/phrase.ts";
import type { ReportTemplate } from "../model/report.ts";
import { templates } from "../model/templates.gen.ts";
import { diskFiles } from "../read/files.ts";
import { readTemplates } from "../read/templates.ts";

/** Templates of the user's own, and who lays them out. */
export interface Own {
  templates: ReportTemplate[];
  fill: Fill;
}

/** The templates of a folder. One that is called like one of the tool's takes its place. */
export async function openTemplates(cwd: string, folder: string): Promise<Own> {
  const own = readTemplates(diskFiles(resolve(cwd, folder)), folder);
  const names = [...own.texts.keys()].filter((file) => !file.includes("/"));
  if (names.length === 0)
    throw new UserError(
      "config",
      phrase("There is no template in `{folder}`: they end in {html} or {md}.", {
        folder,
        html: ".html.hbs",
        md: ".md.hbs",
      }),
    );
  const { ownFill } = await import("../render/report/own/fill.ts");
  const ids = [...new Set(names.map((file) => file.replace(/\.(?:html|md)\.hbs$/, "")))].sort();
  return { templates: ids.map((id) => described(id, names, own.texts)), fill: ownFill(own) };
}

/** What a template says of itself in the comment that it may begin with, as the tool's own do. */
function described(id: string, names: readonly string[], texts: ReadonlyMap<string, string>): ReportTemplate {
  const formats = [
    { ending: "html", made: ["html", "pdf"] },
    { ending: "md", made: ["markdown", "docx"] },
  ].flatMap(({ ending, made }) => (names.includes(`${id}.${ending}.hbs`) ? made : []));
  const text = texts.get(`${id}.html.hbs`) ?? texts.get(`${id}.md.hbs`) ?? "";
  const comment = /^\s*\{\{!--([\s\S]*?)--\}\}/.exec(text)?.[1] ?? "";
  const said = (field: string) => new RegExp(`^\\s*${field}:\\s*["']?(.*?)["']?\\s*$`, "m").exec(comment)?.[1];
  const like = templates.find((template) => template.id === id);
  return {
    id,
    title: said("title") || (like?.title ?? id),
    about: said("about") ?? like?.about ?? "",
    frameworks: like?.frameworks ?? [],
    formats,
    parts: [],
  };
}
