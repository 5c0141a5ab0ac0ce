import type { ReportView } from "../../model/report.ts";
import type { Setting } from "../../model/views.ts";
import { archive } from "../archive.ts";
import { markdownWith } from "./markdown.ts";
import { marking } from "./tongues.ts";
import { bodyOf } from "./word/body.ts";
import { partsOf } from "./word/parts.ts";

/** The Markdown report as a Word document: headings, lists, tables and links, with a table of contents and numbered pages. */
export default function docx(view: ReportView, setting: Setting): Uint8Array {
  const isRightToLeft = view.direction === "rtl";
  const { mark, tags } = marking();
  const body = bodyOf(markdownWith(view, setting, mark), isRightToLeft, tags);
  const parts = partsOf(body, {
    title: body.headings[0]?.text ?? view.cover.city.text,
    language: view.language,
    isRightToLeft,
    contents: setting.words.say("report.contents"),
    day: view.asOf,
    tool: `${view.tool.name} ${view.tool.version}`,
  });
  const encoder = new TextEncoder();
  return archive([...parts].map(([path, xml]) => ({ path, bytes: encoder.encode(xml) })));
}
