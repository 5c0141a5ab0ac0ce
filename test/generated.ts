import { texts } from "../bench/generate.ts";

/** Dossiers of the generator, each as the texts of its files from its own folder on; `bad` percent have one known fault. */
export function generatedTexts({
  count,
  bad,
  seed,
}: {
  count: number;
  bad: number;
  seed: number;
}): Map<string, string>[] {
  return Array.from({ length: count }, (_, number) => {
    const { files } = texts({ dossiers: count, bad, seed }, number);
    return new Map([...files].map(([path, text]) => [path.split("/").slice(2).join("/"), text]));
  });
}
