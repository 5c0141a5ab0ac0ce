import type { BundleFile, Manifest } from "../model/bundle.ts";
import { UserError } from "../model/failure.ts";
import { phrase, type Said } from "../model/phrase.ts";
import { limits } from "./limits.ts";
import { output_manifest as isManifest } from "./validators.build.js";

/** The manifest among a bundle's files. Throws `UserError` where there is none that can be understood. */
export function manifestOf(files: readonly BundleFile[], named: string): Manifest {
  const file = files.find(({ path }) => path === "manifest.json");
  if (!file) throw refuse(named, phrase("it has no manifest.json"));
  if (file.bytes.length > limits.bytes) throw refuse(named, phrase("its manifest.json is too large"));
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(file.bytes));
  } catch {
    throw refuse(named, phrase("its manifest.json is no JSON"));
  }
  if (!isManifest(value)) throw refuse(named, phrase("its manifest.json is not one of milcity"));
  return value as Manifest;
}

const refuse = (file: string, why: Said) =>
  new UserError("no-input", phrase("{file} cannot be read as a bundle: {why}.", { file, why }));
