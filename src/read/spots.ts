/** Where a value stands: offsets into the text, the end exclusive. */
export interface Spot {
  start: number;
  /** Unknown where only the library's tree can tell. */
  end: number | undefined;
  shape: "scalar" | "map" | "list" | "other";
  /** Written in brackets. */
  flow: boolean;
  entries: readonly Entry[];
}

/** A field of a mapping, or an entry of a list, which has no key. */
export interface Entry {
  name: string | undefined;
  key: { start: number; end: number } | undefined;
  value: Spot | undefined;
}

export const noEntries: readonly Entry[] = [];
