/** The recommender's catalogue from a data set that was read: names become numbers. */
import type { Catalogue } from "../src/recommender/contract.ts";
import { transpose } from "../src/recommender/incidence.ts";
import { decimalYear } from "../src/recommender/release_date.ts";
import { coded, numbered } from "./numbered.ts";
import type { SongData } from "./songs.ts";

/** The catalogue that the recommender scores, with the interactions as its pairs. */
export function catalogueOf({ songs, playlists, interactions }: SongData): Catalogue {
  const artists = coded(songs.artists);
  const genres = coded(playlists.genres);
  const subgenres = coded(playlists.subgenres);
  return {
    songCount: songs.count,
    playlistCount: playlists.count,
    songPlaylists: interactions,
    playlistSongs: transpose(interactions),
    features: songs.features,
    // Where songs have no names at all, an id is what people know a song by.
    titles: songs.names.some((name) => name !== null)
      ? songs.names.map((name) => name ?? "")
      : songs.trackIds,
    artists: artists.codes,
    artistNames: artists.names,
    albums: numbered(songs.albumIds).codes,
    releaseYears: Float64Array.from(songs.releaseDates, decimalYear),
    popularities: songs.popularities,
    playlistGenres: genres.codes,
    genreNames: genres.names,
    playlistSubgenres: subgenres.codes,
    subgenreNames: subgenres.names,
  };
}
