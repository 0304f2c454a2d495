/**
 * Catalogues of people and what they took up, as of ratings: nothing is known but who took up what,
 * numbers that follow people's tastes more or less, and artists where they are wanted.
 */
import type { Catalogue } from "../src/recommender/contract.ts";
import { incidenceFromPairs, transpose } from "../src/recommender/incidence.ts";
import { normalNumbers, randomNumbers } from "../src/recommender/random.ts";
import { partOf } from "./data_variants.ts";

export interface TasteOptions {
  readonly songs: number;
  readonly playlists: number;
  /** Directions in which tastes differ. */
  readonly dimensions: number;
  /** Fewest and most songs of a playlist; short ones are more frequent. */
  readonly sizes: readonly [number, number];
  /** How much taste counts against chance, and popularity against chance. */
  readonly taste: number;
  readonly popularity: number;
  readonly features: number;
  /** Deviation of the chance in features beside 1 for what they say of taste. */
  readonly noise: number;
  /** 0 for songs without artists. */
  readonly artists: number;
  readonly seed: number;
}

/** Songs that nobody took up are left out. */
export function inventedTastes(options: TasteOptions): Catalogue {
  const { songs, playlists, dimensions, sizes: [fewest, most], artists } = options;
  const random = randomNumbers(options.seed);
  const normal = normalNumbers(random);
  const direction = () => Float64Array.from({ length: dimensions }, normal);
  const ofArtists = Array.from({ length: artists }, direction);
  const artistOf = Int32Array.from(
    { length: songs },
    () => artists > 0 ? Math.floor(random() ** 2 * artists) : -1,
  );
  const ofSongs = Array.from({ length: songs }, (_, song) => {
    const own = direction();
    return artists > 0 ? own.map((x, k) => 0.8 * ofArtists[artistOf[song]][k] + 0.6 * x) : own;
  });
  const fame = Float64Array.from({ length: songs }, normal);
  const songRows: number[] = [], playlistRows: number[] = [];
  for (let playlist = 0; playlist < playlists; playlist++) {
    const wanted = direction();
    const size = Math.floor(fewest + (most - fewest) * random() ** 2);
    // The largest of utilities with Gumbel chance: a draw without replacement by their softmax.
    const utilities = ofSongs.map((of, song) => {
      const fit = of.reduce((sum, x, k) => sum + x * wanted[k], 0) / Math.sqrt(dimensions);
      const chance = -Math.log(-Math.log(random() + 1e-12));
      return options.taste * fit + options.popularity * fame[song] + chance;
    });
    const order = [...utilities.keys()].sort((a, b) => utilities[b] - utilities[a]);
    for (const song of order.slice(0, size).sort((a, b) => a - b)) {
      songRows.push(song);
      playlistRows.push(playlist);
    }
  }
  const playlistSongs = incidenceFromPairs(
    playlists,
    songs,
    Int32Array.from(playlistRows),
    Int32Array.from(songRows),
  );
  const none = new Int32Array(playlists).fill(-1), all = () => true;
  const unknown = new Float64Array(songs).fill(NaN);
  return partOf(
    {
      songCount: songs,
      playlistCount: playlists,
      playlistSongs,
      songPlaylists: transpose(playlistSongs),
      features: Array.from({ length: options.features }, (_, f) => ({
        name: `feature ${f + 1}`,
        values: Float64Array.from(ofSongs, (of) => of[f % dimensions] + options.noise * normal()),
      })),
      titles: Array.from({ length: songs }, (_, song) => `Item ${song}`),
      artists: artistOf,
      artistNames: ofArtists.map((_, artist) => `Artist ${artist}`),
      albums: new Int32Array(songs).fill(-1),
      releaseYears: unknown,
      popularities: unknown,
      playlistGenres: none,
      genreNames: [],
      playlistSubgenres: none,
      subgenreNames: [],
    },
    all,
    all,
  );
}
