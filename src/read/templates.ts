import { UserError } from "../model/failure.ts";
import type { OwnTemplates } from "../model/own-templates.ts";
import { phrase, type Said } from "../model/phrase.ts";
import { decode } from "./decode.ts";
import type { Files } from "./files.ts";

// Source: safety settings §5.3.
const limits = { bytes: 32_768, files: 200 };
const ending = /^[\p{L}\p{N}][\p{L}\p{N}._-]{0,99}\.(?:html|md)\.hbs$/u;

// A page is shown as it is: what a reader sees has to be what stands in the template.
const turning = /[\u202a-\u202e\u2066-\u2069]/;
const codeOf = (sign: string) => `U+${sign.charCodeAt(0).toString(16).toUpperCase()}`;

/** The templates of a folder and its `partials`, as text. Links are not followed; what is not called like a template is passed over. */
export function readTemplates(files: Files, folder: string): OwnTemplates {
  const refuse = (file: string, why: Said): never => {
    throw new UserError("config", phrase("The templates cannot be used: `{file}`: {why}.", { file, why }));
  };
  const texts = new Map<string, string>();
  for (const below of [".", "partials"]) {
    const entries = files.list(below);
    if ("why" in entries) {
      if (below === "." || !entries.isMissing) refuse(below === "." ? folder : below, entries.why);
      continue;
    }
    for (const { name, type } of entries) {
      if (type !== "file" || !ending.test(name)) continue;
      const path = below === "." ? name : `${below}/${name}`;
      if (texts.size === limits.files) refuse(folder, phrase("there are more than {limit}", { limit: limits.files }));
      const read = files.read(path, limits.bytes);
      if ("fault" in read) refuse(path, read.why);
      else {
        const { text, problems } = decode(read.bytes);
        if (text === null || problems.length > 0) refuse(path, phrase("it is no UTF-8 text"));
        else {
          const [sign] = turning.exec(text) ?? [];
          if (sign !== undefined)
            refuse(path, phrase("it holds the sign {code}, which turns text around", { code: codeOf(sign) }));
          texts.set(path, text.replace(/^\ufeff/, "").replaceAll("\r\n", "\n"));
        }
      }
    }
  }
  return { folder, texts };
}
