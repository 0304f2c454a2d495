/** Small page models for tests. */
import { catalogueOf } from "../recommender/sample_catalogues.ts";
import { TUNED_PARAMETERS } from "../recommender/tuned_parameters.ts";
import type { PageModel } from "./model.ts";

/** A song of a small page model; what is not given is unknown. */
export interface SampleSong {
  readonly title: string;
  readonly artist: string;
  readonly playlists?: readonly number[];
  readonly popularity?: number;
  readonly energy?: number;
}

/** A page model of songs in playlists "List 0", "List 1", …; their genres take turns. */
export function pageModelOf(
  songs: readonly SampleSong[],
  playlistCount = 4,
  genreNames: readonly string[] = ["pop", "rock"],
): PageModel {
  const artistNames = [...new Set(songs.map(({ artist }) => artist))];
  const genreOf = (playlist: number) => playlist % Math.max(1, genreNames.length);
  const catalogue = catalogueOf(playlistCount, songs.map(({ playlists = [] }) => playlists), {
    titles: songs.map(({ title }) => title),
    artists: Int32Array.from(songs, ({ artist }) => artistNames.indexOf(artist)),
    artistNames,
    popularities: Float64Array.from(songs, ({ popularity = NaN }) => popularity),
    features: [{
      name: "energy",
      values: Float64Array.from(songs, ({ energy = NaN }) => energy),
    }],
    playlistGenres: Int32Array.from({ length: playlistCount }, (_, playlist) => genreOf(playlist)),
    genreNames,
    playlistSubgenres: new Int32Array(playlistCount),
    subgenreNames: ["dance pop"],
  });
  const rank = Math.min(2, playlistCount);
  return {
    manifest: {
      dataset: { name: "small.csv", sha256: "", invented: true },
      rows: { read: songs.length, kept: songs.length },
      counts: { songs: songs.length, playlists: playlistCount, interactions: songs.length },
      settings: { scaler: "minmax", rank },
      features: [{ name: "energy" }],
    },
    catalogue,
    trackIds: songs.map((_, song) => `track${String(song).padStart(3, "0")}`),
    albumNames: { codes: new Int32Array(songs.length).fill(-1), names: [] },
    years: new Float64Array(songs.length).fill(NaN),
    songGenres: Int32Array.from(
      songs,
      ({ playlists = [] }) => playlists.length > 0 ? genreOf(playlists[0]) : -1,
    ),
    playlistIds: Array.from({ length: playlistCount }, (_, playlist) => `list${playlist}`),
    playlistNames: Array.from({ length: playlistCount }, (_, playlist) => `List ${playlist}`),
    // The first playlists are the factors: an orthonormal V of the wanted shape.
    playlistFactors: {
      rank,
      right: Float32Array.from(
        { length: playlistCount * rank },
        (_, at) => Math.floor(at / rank) === at % rank ? 1 : 0,
      ),
    },
    claims: null,
    tunedParameters: TUNED_PARAMETERS,
  };
}
