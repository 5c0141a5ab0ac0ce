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
/** The only script of a page: filters over its long lists. The same text in every report. */
export const script: string;
/** `sha256-…` of the script. */
export const scriptHash: string;
