/** A song as a pasted or dropped playlist names it, before it is looked for in the catalogue. */

/** One line: at least an id, or words. */
export interface PastedLine {
  /** The line as people recognise it. */
  readonly text: string;
  /** Spotify's id of the track, or one of the data set; null where the line has none. */
  readonly id: string | null;
  /** Artist and title as they may be meant, the likelier reading first; a reading may lack the artist. */
  readonly readings: readonly Reading[];
  /** What the file knows of the song besides; null for lists without columns. */
  readonly known: KnownOfSong | null;
}

export interface Reading {
  readonly artist: string;
  readonly title: string;
  /** How much less likely it is than another reading of the line, in slips. @default 0 */
  readonly apart?: number;
}

/** What a less likely reading is behind by, in slips: enough to decide between equals. */
export const LESS_LIKELY = 0.05;

export interface KnownOfSong {
  readonly album: string;
  /** As written: a year, a month or a day. */
  readonly releaseDate: string;
  /** 0 to 100; NaN where unknown. */
  readonly popularity: number;
  /** Numbers by the folded name of their column: "danceability", "duration_ms". */
  readonly features: ReadonlyMap<string, number>;
}

/** Something pasted that cannot be read; the message is for people. */
export class PlaylistError extends Error {}

const TRACK_ADDRESS =
  /(?:spotify:track:|open\.spotify\.com\/(?:intl-[a-z-]+\/)?(?:embed\/)?track\/)([0-9A-Za-z]{22})/;
const TRACK_ID = /^[0-9A-Za-z]{22}$/;

/** The id in a Spotify link, URI or bare id; null where there is none. */
export function trackIdOf(text: string): string | null {
  const bare = text.trim();
  return TRACK_ADDRESS.exec(bare)?.[1] ?? (TRACK_ID.test(bare) ? bare : null);
}
