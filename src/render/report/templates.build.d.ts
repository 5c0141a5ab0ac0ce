import type Handlebars from "handlebars";
export { default as Handlebars } from "handlebars";

/** Precompiled templates and partials by name. */
interface Compiled {
  templates: Record<string, Parameters<typeof Handlebars.template>[0]>;
  partials: Record<string, Parameters<typeof Handlebars.template>[0]>;
}
export const formats: Record<"html" | "md", Compiled>;
export const style: string;
/** `sha256-…` of the style, as a content security policy names it. */
export const styleHash: string;
