/** What choosing something in the search box changes in a query. */
import type { PageModel } from "../model.ts";
import { artistSongs } from "./artist_songs.ts";
import type { QueryState } from "./query_state.ts";
import type { SearchHit } from "./song_search.ts";

/** The query with one more pick, or an artist's songs; one that it has already changes nothing. */
export function withHit(
  state: QueryState,
  model: PageModel,
  { list, row }: SearchHit,
): Partial<QueryState> {
  const { catalogue } = model;
  if (list === "artists") {
    const songs = artistSongs(model, row).map((song) => model.trackIds[song]);
    return { songs: [...new Set([...state.songs, ...songs])] };
  }
  const names = {
    songs: model.trackIds,
    playlists: model.playlistIds,
    genres: catalogue.genreNames,
    subgenres: catalogue.subgenreNames,
  }[list];
  return { [list]: [...new Set([...state[list], names[row]])] };
}
