/** The recommender's catalogue from a data set that was read: names become numbers. */
import type { Catalogue } from "../src/recommender/contract.ts";
import { transpose } from "../src/recommender/incidence.ts";
import { decimalYear } from "../src/recommender/release_date.ts";
import type { TextColumn } from "./duckdb.ts";
import { numbered } from "./numbered.ts";
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

/** A column of texts as numbers: rows of its distinct texts in byte order, −1 where null. */
export function coded(values: TextColumn): { codes: Int32Array; names: string[] } {
  const { codes, names } = numbered(values);
  const order = names.map((_, code) => code).sort((a, b) => byteOrder(names[a], names[b]));
  const place = new Int32Array(names.length);
  order.forEach((code, row) => place[code] = row);
  return {
    codes: codes.map((code) => code < 0 ? -1 : place[code]),
    names: order.map((code) => names[code]),
  };
}

/** Orders texts by code point, which is the byte order of UTF-8. */
export function byteOrder(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    if (a.charCodeAt(i) === b.charCodeAt(i)) continue;
    return (a.codePointAt(i) as number) - (b.codePointAt(i) as number);
  }
  return a.length - b.length;
}
