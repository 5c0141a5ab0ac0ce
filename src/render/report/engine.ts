import { Handlebars, formats } from "./templates.build.js";

export type Helper = (this: unknown, ...args: never[]) => unknown;

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
export function fill(format: "html" | "md", name: string, view: object, helpers: Record<string, Helper>): string {
  const spec = formats[format].templates[name];
  if (spec === undefined) throw new Error(`No template is called ${name}.${format}`);
  const template = engines[format].template(spec);
  return template(view, { helpers, allowProtoPropertiesByDefault: false, allowProtoMethodsByDefault: false });
}

/** A helper was given nothing: the template names a field that the view does not have. */
export function demand<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`A template shows a field that is not in the view (${what})`);
  return value;
}
