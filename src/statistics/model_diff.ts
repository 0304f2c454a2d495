/** What comparing two builds finds: made by loaders/model_diff.ts, shown on the Model page. */

/** Things by id, before and now. */
export interface SetDiff {
  readonly before: number;
  readonly now: number;
  readonly added: number;
  readonly gone: number;
  /** Names of the first few. */
  readonly addedNames: readonly string[];
  readonly goneNames: readonly string[];
}

/** A measure before and now; the difference is over the playlists that both builds measured. */
export interface AccuracyDiff {
  readonly subset: string;
  readonly metric: string;
  readonly k: number;
  readonly before: number;
  readonly now: number;
  readonly difference: number;
  /** The middle 95 % of the paired bootstrap of the difference; null where it cannot be paired. */
  readonly low: number | null;
  readonly high: number | null;
  readonly playlists: number;
}

/** How far the lists of one signal agree, over the songs that have one in both builds. */
export interface ListDiff {
  readonly signal: "audio" | "collaborative";
  readonly songs: number;
  /** Mean share of the first 20 neighbours that both lists hold, 0 to 1. */
  readonly meanOverlap: number;
  /** Songs whose lists hold the same neighbours. */
  readonly unchanged: number;
  /** The songs whose lists agree least. */
  readonly most: readonly {
    readonly id: string;
    readonly name: string;
    readonly overlap: number;
  }[];
}

/** Two builds compared, as plain data. */
export interface ModelDiff {
  readonly datasets: readonly [before: string, now: string];
  readonly sameData: boolean;
  readonly songs: SetDiff;
  readonly playlists: SetDiff;
  readonly pairs: SetDiff;
  readonly settings: readonly {
    readonly name: string;
    readonly before: string;
    readonly now: string;
  }[];
  readonly accuracy: readonly AccuracyDiff[];
  readonly lists: readonly ListDiff[];
}

/** `model_diff.json`: the comparison, or null where there is no earlier build. */
export interface PreviousBuild {
  readonly diff: ModelDiff | null;
}
