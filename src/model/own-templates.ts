/** Templates that a city or a network has written itself, read and not yet understood. */
export interface OwnTemplates {
  /** As the user named the folder. */
  folder: string;
  /** By the path in the folder: `council.html.hbs`, `partials/mayor.html.hbs`. */
  texts: ReadonlyMap<string, string>;
}

/** What a template may call. */
export type Helper = (this: unknown, ...args: never[]) => unknown;

/** Fills a template with a view. */
export type Fill = (format: "html" | "md", name: string, view: object, helpers: Record<string, Helper>) => string;
