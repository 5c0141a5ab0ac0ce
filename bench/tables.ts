import { median, ratios, type Measured } from "./measure.ts";

const line = (cells: string[]) => `| ${cells.join(" | ")} |`;

/** A table in Markdown, the way Prettier lays it out; all columns but the first hold numbers. */
export function table(rows: string[][]): string {
  const widths = (rows[0] ?? []).map((_, i) => Math.max(3, ...rows.map((row) => row[i]?.length ?? 0)));
  const [head = [], ...body] = rows.map((row) =>
    row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))),
  );
  const rule = widths.map((width, i) => (i === 0 ? "-".repeat(width) : `${"-".repeat(width - 1)}:`));
  return [head, rule, ...body].map(line).join("\n");
}

export const digits = (value: number): string =>
  Number.isNaN(value) ? "–" : value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);

const spread = (values: readonly number[]) => {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  return values.length < 2 || Number.isNaN(least) ? "–" : `${digits(least)}–${digits(most)}`;
};

/** Programs beside one of them: times, ratios with their spread, memory, and what does not depend on the machine. */
export function measuredTable(measured: Measured[], { than, unit }: { than: string; unit: "ms" | "s" }): string {
  const base = measured[0];
  const factor = unit === "ms" ? 1000 : 1;
  const rows = measured.map((one) => {
    const times = ratios(one, base, "seconds");
    return [
      one.name,
      digits(median(one.seconds) * factor),
      digits(median(one.cpu) * factor),
      digits(median(times)),
      spread(times),
      digits(median(ratios(one, base, "cpu"))),
      digits(median(one.peaks)),
      digits(median(one.heaps)),
      digits(median(one.reads)),
      Number.isNaN(median(one.opened)) ? "–" : String(median(one.opened)),
    ];
  });
  const head = ["program", unit, `CPU ${unit}`, `× ${than}`, "spread", "× CPU"];
  return table([[...head, "peak MiB", "heap MiB", "read MB", "opened"], ...rows]);
}
