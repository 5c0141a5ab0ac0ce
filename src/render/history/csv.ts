import type { Format, HistoryView } from "../../model/views.ts";
import { breakCommands } from "../terminal.ts";

/** A spreadsheet takes a cell that begins like this for a formula; after an apostrophe it is text. */
const formula = /^[\s]*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/u;

function cell(value: string | number | null): string {
  if (typeof value === "number") return String(value);
  const text = (value ?? "").replace(/\p{Cs}/gu, "\ufffd").replace(/[\p{Cc}\u2028\u2029]+/gu, " ");
  return `"${(formula.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
}

const columns = [
  "revision",
  "commit",
  "date",
  "asOf",
  "dossier",
  "city",
  "framework",
  "score",
  "complete",
  "applicable",
];

/** A row for each revision, dossier and framework (RFC 4180); scores from 0 to 1, and nothing where nothing counts. */
export default ((view) => {
  const rows = view.history.flatMap(({ revision, commit, date, asOf, dossiers }) =>
    dossiers.flatMap(({ path, city, frameworks }) =>
      frameworks.map((card) =>
        [revision, commit, date, asOf, path, city, card.id]
          .map(cell)
          .concat([card.score === null ? "" : String(card.score), String(card.complete), String(card.applicable)]),
      ),
    ),
  );
  return breakCommands([columns, ...rows].map((row) => `${row.join(",")}\r\n`).join(""));
}) satisfies Format<HistoryView>;
