/** What the Playlists page is about: a playlist of the data set, or the songs that are picked. */
import type { NewSong } from "../../recommender/contract.ts";
import { rowIndices } from "../../recommender/incidence.ts";
import { type PageModel, playlistName } from "../model.ts";
import { worded } from "../nouns.ts";
import type { QueryState } from "../query/query_state.ts";
import { resolveQuery } from "../query/query_state.ts";

export interface Subject {
  readonly name: string;
  /** −1 for a list of one's own. */
  readonly playlist: number;
  readonly songs: readonly number[];
  /** Songs of the list that the catalogue does not have. */
  readonly newSongs: readonly NewSong[];
  /** Songs that it is compared with, and what they are called. */
  readonly others: readonly number[];
  readonly ofWhat: string;
}

/** @param id playlist_id of the picked playlist; null for the picked songs */
export function subjectOf(
  id: string | null,
  state: QueryState,
  model: PageModel,
): Subject | null {
  const { catalogue, songGenres } = model;
  const playlist = id === null ? -1 : model.playlistIds.indexOf(id);
  const { query } = resolveQuery({ ...state, playlists: [], near: {} }, model);
  const songs = playlist >= 0 ? [...rowIndices(catalogue.playlistSongs, playlist)] : query.songs;
  if (songs.length === 0) return null;
  const genre = playlist >= 0
    ? catalogue.playlistGenres[playlist]
    : mostFrequent(songs.map((song) => songGenres[song]));
  const all = Array.from({ length: catalogue.songCount }, (_, song) => song);
  const ofGenre = genre < 0 ? [] : all.filter((song) => songGenres[song] === genre);
  const hasGenre = ofGenre.length > 1;
  return {
    name: playlist >= 0 ? playlistName(model, playlist) : "Your list",
    playlist,
    songs,
    newSongs: playlist >= 0 ? [] : query.newSongs ?? [],
    others: hasGenre ? ofGenre : all,
    ofWhat: hasGenre ? worded`${catalogue.genreNames[genre]} songs` : worded("all songs"),
  };
}

/** The genre of more than half of the songs; −1 where there is none. */
function mostFrequent(genres: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const genre of genres) counts.set(genre, (counts.get(genre) ?? 0) + 1);
  const found = [...counts].find(([, count]) => 2 * count > genres.length);
  return found?.[0] ?? -1;
}
