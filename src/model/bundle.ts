import type { Day } from "./facts.ts";

/** Who a plan is sent to: the format's own words for `submissions › to`. */
export type Addressee = "unesco" | "uil" | "iaec";

/** Addressee → the frameworks that they look after. */
export const addressees: ReadonlyMap<Addressee, readonly string[]> = new Map([
  ["unesco", ["mil"]],
  ["uil", ["gnlc", "gnlc-strategy"]],
  ["iaec", ["iaec"]],
]);

/** A file of an archive. */
export interface BundleFile {
  /** With `/`, without `..`. */
  path: string;
  bytes: Uint8Array;
}

export interface ManifestFile {
  path: string;
  kind: "report" | "score" | "document" | "evidence" | "pack";
  /** How many. */
  bytes: number;
  /** Hex. */
  sha256: string;
  /** Of a document from which something was kept back: the checksum of the document itself. */
  original?: string;
}

/** What a bundle holds and what it was made from. `schemas/output/manifest.schema.json`. */
export interface Manifest {
  version: 1;
  tool: { name: string; version: string };
  /** The version of the library that writes dates and numbers: another one may write them otherwise. */
  icu: string;
  to: Addressee;
  city: string;
  plan: string;
  asOf: Day;
  /** The commit of the documents; null where they are not in git. */
  revision: string | null;
  /** Of the report. */
  language: string;
  frameworks: { id: string; edition: string | null; score: number | null; complete: number; applicable: number }[];
  findings: { errors: number; warnings: number; infos: number };
  files: ManifestFile[];
  /** What the documents name and the bundle does not hold, and why. */
  left: { path: string; why: string }[];
}

/** A bundle that is made, as it is told. */
export interface SubmissionView {
  manifest: Manifest;
  /** Where it is written, as it was named. */
  file: string;
  bytes: number;
  sha256: string;
  /** How many personal details of members were kept back. */
  withheld: number;
  /** Where the submission is recorded; null where it was before. */
  recorded: string | null;
  dryRun: boolean;
}

/** One thing in which a bundle is not what its manifest says. */
export interface Difference {
  path: string;
  what: string;
}

/** A bundle that was looked at. */
export interface VerificationView {
  file: string;
  bytes: number;
  sha256: string;
  manifest: Manifest;
  differences: Difference[];
  /** What could not be compared, and why. */
  unsure: string[];
}
