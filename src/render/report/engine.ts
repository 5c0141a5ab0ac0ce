import type { Fill, Helper } from "../../model/own-templates.ts";
import { Handlebars, formats } from "./templates.build.js";

export type { Fill, Helper } from "../../model/own-templates.ts";

/** The hash of a helper's call. */
export interface Call {
  hash: Record<string, unknown>;
}

const engines = { html: engine("html"), md: engine("md") };

function engine(format: "html" | "md"): typeof Handlebars {
  const own = Handlebars.create();
  own.unregisterHelper("log");
  own.unregisterHelper("lookup");
  for (const [name, spec] of Object.entries(formats[format].partials)) own.registerPartial(name, own.template(spec));
  return own;
}

/** Fills a template of the tool's own. */
export const fill: Fill = (format, name, view, helpers) => {
  const spec = formats[format].templates[name];
  if (spec === undefined) throw new Error(`No template is called ${name}.${format}`);
  const template = engines[format].template(spec);
  return template(view, { helpers, allowProtoPropertiesByDefault: false, allowProtoMethodsByDefault: false });
};

/** What a partial of the tool's own makes of a value; `data` is what it finds under `@`. Nothing where there is none of that name. */
export function filledPartial(
  format: "html" | "md",
  name: string,
  value: unknown,
  data: Record<string, unknown>,
  helpers: Record<string, Helper>,
): string | undefined {
  const { partials } = formats[format];
  const spec = Object.hasOwn(partials, name) ? partials[name] : undefined;
  if (spec === undefined) return undefined;
  const template = engines[format].template(spec);
  return template(value, { helpers, data, allowProtoPropertiesByDefault: false, allowProtoMethodsByDefault: false });
}

/** A helper was given nothing: the template names a field that the view does not have. */
export function demand<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`A template shows a field that is not in the view (${what})`);
  return value;
}
