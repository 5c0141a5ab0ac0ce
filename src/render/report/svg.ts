import type { ChartView, Label, Mark } from "../../model/chart.ts";
import { cut } from "./cut.ts";
import { Handlebars } from "./templates.build.js";

const { escapeExpression: escape } = Handlebars.Utils;

/** The text size of the style sheet, in pixels of the picture. */
const size = 14;

/** A picture as an element that can stand in a page: every text and attribute of it passes here, and none without being escaped. */
export function svg({ number, title, description, width, height, marks }: ChartView): string {
  const id = `mc-chart-${number}`;
  return [
    `<svg class="mc-svg" xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="${id}-title ${id}-told" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    `<title id="${id}-title">${escape(title)}</title>`,
    `<desc id="${id}-told">${escape(description)}</desc>`,
    ...marks.map(drawn),
    "</svg>",
  ].join("\n");
}

function drawn(mark: Mark): string {
  const look = mark.look
    .split(" ")
    .map((name) => `mc-c-${name}`)
    .join(" ");
  const seen = `class="${escape(look)}"`;
  if ("text" in mark) return label(mark, seen);
  if ("d" in mark) {
    const moved = mark.at === null ? "" : ` transform="translate(${mark.at[0]} ${mark.at[1]})"`;
    return `<path ${seen} d="${outline(mark.d)}"${moved}/>`;
  }
  const { x, y, width, height } = mark;
  return `<rect ${seen} x="${x}" y="${y}" width="${width}" height="${height}"/>`;
}

/** Names stand in isolation, so that Arabic in English, or a dot at the end of a cut name, stays where it belongs. */
function label({ text, lang, x, y, room }: Label, seen: string): string {
  const language = lang === undefined ? "" : ` lang="${escape(lang)}"`;
  // An attribute: the style sheet checker of the Nu validator does not know the property.
  const order = seen.includes("mc-c-backed") ? ` paint-order="stroke"` : "";
  const bold = seen.includes("mc-c-strong") ? 1.08 : 1;
  const shown = cut(text, room / (size * bold));
  return `<text ${seen} x="${x}" y="${y}"${language}${order}>&#x2068;${escape(shown)}&#x2069;</text>`;
}

/** Path data and nothing else. */
function outline(d: string): string {
  return /^[MLHVCSQTAZmlhvcsqtaz0-9eE.,\s+-]*$/.test(d) ? d : "";
}
