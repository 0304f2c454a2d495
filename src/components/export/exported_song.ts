/** A song as it leaves the site: what a file or the clipboard holds of it. */
import {
  albumName,
  artistName,
  genreName,
  type PageModel,
  songTitle,
  spotifyAddress,
} from "../model.ts";

/** One line of an exported list. Numbers that are unknown are null. */
export interface ExportedSong {
  readonly track_id: string;
  readonly title: string;
  readonly artist: string;
  readonly album: string;
  readonly year: number | null;
  readonly genre: string;
  readonly popularity: number | null;
  /** Seconds, where the data set knows. */
  readonly duration: number | null;
  /** Address at Spotify; null where the id is none of theirs. */
  readonly spotify: string | null;
  /** What the list says of the song besides, by column: rank, score, match, shares … */
  readonly further: Readonly<Record<string, string | number | null>>;
}

/** A list that can be exported. */
export interface ExportedList {
  /** What the list is, in words: it becomes the name of the file and of the playlist. */
  readonly name: string;
  readonly songs: readonly ExportedSong[];
}

/**
 * A song of a model, as it is exported.
 * @param further more columns, such as `{rank: 1, score: 0.83}`; the same names for all songs
 */
export function exportedSong(
  model: PageModel,
  song: number,
  further: ExportedSong["further"] = {},
): ExportedSong {
  const { features, popularities } = model.catalogue;
  const milliseconds = features.find(({ name }) => name === "duration_ms")?.values[song] ?? NaN;
  return {
    track_id: model.trackIds[song],
    title: songTitle(model, song),
    artist: artistName(model, song),
    album: albumName(model, song),
    year: known(model.years[song]),
    genre: genreName(model, song),
    popularity: known(popularities[song]),
    duration: known(milliseconds / 1000),
    spotify: spotifyAddress(model, song),
    further,
  };
}

function known(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
