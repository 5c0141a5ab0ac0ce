/** The limits of every dimension of the input. Each has its number in the message of the finding that it causes. */
export const limits = {
  /** Bytes of one document. */
  bytes: 1_048_576,
  /** Bytes of the documents of one dossier, all of which are in memory at once. */
  dossierBytes: 268_435_456,
  /** Bytes read in one run, of which no more than one dossier is kept. */
  workspaceBytes: 2_147_483_648,
  files: 50_000,
  filesPerDossier: 2_000,
  folderDepth: 16,
  entries: 20_000,
  tokens: 250_000,
  nodes: 100_000,
  keysPerMapping: 10_000,
  depth: 64,
  lineLength: 65_536,
  lines: 50_000,
  scalar: 262_144,
  key: 256,
  problemsPerFile: 100,
  evidenceBytes: 52_428_800,
} as const;
