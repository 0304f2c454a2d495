/**
 * The contract of the recommender: what it knows of the songs, what a query is, which signals a
 * score has and what the weights do. Pages, evaluation and explanations follow this file.
 *
 * Every term of a score belongs to one signal:
 *
 * - **collaborative**: which songs people put into the same playlists;
 * - **audio**: how alike songs sound, by their audio features;
 * - **catalogue**: what is written about a song: artist, album, genre, age, popularity.
 *
 * A ranking model turns a query into one part a signal: a number for every song. The score of a
 * song is Σ over signals of weight × part. A signal that a query does not have (a genre has no
 * collaborative one) has no part; the weights of the others grow in proportion to fill its place.
 */
import type { Incidence } from "./incidence.ts";

/** The signals, in the order in which shares are drawn. */
export const SIGNALS = ["collaborative", "audio", "catalogue"] as const;
export type Signal = (typeof SIGNALS)[number];

/** What the recommender knows of all songs and playlists; songs and playlists are row numbers. */
export interface Catalogue {
  readonly songCount: number;
  readonly playlistCount: number;
  /** Songs × playlists: the pairs to learn from (in an evaluation, the training pairs only). */
  readonly songPlaylists: Incidence;
  /** Playlists × songs: the transpose of `songPlaylists`. */
  readonly playlistSongs: Incidence;
  /** The audio features in the order of the settings; may be empty. */
  readonly features: readonly FeatureColumn[];
  /** Title of each song; "" where it has none. */
  readonly titles: readonly string[];
  /** Artist of each song as a row of `artistNames`; −1 where it has none. */
  readonly artists: Int32Array;
  readonly artistNames: readonly string[];
  /** Album of each song as a number of its own; −1 where it has none. */
  readonly albums: Int32Array;
  /** Release date of each song as a decimal year (2014.5 is July 2014); NaN where unknown. */
  readonly releaseYears: Float64Array;
  /** Popularity of each song in the unit of the data set (Spotify: 0 to 100); NaN where unknown. */
  readonly popularities: Float64Array;
  /** Genre of each playlist as a row of `genreNames`; −1 where it has none. */
  readonly playlistGenres: Int32Array;
  readonly genreNames: readonly string[];
  /** Subgenre of each playlist as a row of `subgenreNames`; −1 where it has none. */
  readonly playlistSubgenres: Int32Array;
  readonly subgenreNames: readonly string[];
}

/** One audio feature of all songs. */
export interface FeatureColumn {
  readonly name: string;
  /** Values in the unit of the data set, one a song; NaN where missing. */
  readonly values: Float64Array;
}

/** What a person asks for. Every list may be empty; a query with nothing in it has no answer. */
export interface Query {
  /** Songs to recommend from; they are never recommended themselves. */
  readonly songs: readonly number[];
  /** Playlists to continue; the songs in them are never recommended themselves. */
  readonly playlists: readonly number[];
  /** Rows of `genreNames`. */
  readonly genres: readonly number[];
  /** Rows of `subgenreNames`. */
  readonly subgenres: readonly number[];
  /** Wanted values of audio features. */
  readonly preferences: readonly FeaturePreference[];
  /** Songs that the list shall be unlike (`feedback.ts`); they are never recommended themselves. */
  readonly dislikes?: readonly number[];
  /** Songs to recommend from that the catalogue does not have, such as a row that someone adds. */
  readonly newSongs?: readonly NewSong[];
}

/**
 * A song that is not in the catalogue, by what is known of it; what is left out is unknown. It has
 * no playlists: it speaks through its artist, its album and what it sounds like.
 */
export interface NewSong {
  readonly title?: string;
  /** Row of `artistNames`; −1 where the catalogue does not have the artist. */
  readonly artist?: number;
  /** Number of the album in `Catalogue.albums`; −1 where the catalogue does not have it. */
  readonly album?: number;
  /** Values of the audio features in the catalogue's order and unit; NaN where unknown. */
  readonly features?: Float64Array;
  /** Release date as a decimal year. */
  readonly releaseYear?: number;
  /** Popularity in the unit of the data set. */
  readonly popularity?: number;
}

/** "Energy near 0.9": a wanted value of one audio feature, in the unit of the data set. */
export interface FeaturePreference {
  /** Index into `Catalogue.features`. */
  readonly feature: number;
  readonly value: number;
}

/** How much each signal counts: three numbers ≥ 0, not all 0; only their ratios matter. */
export type Weights = Readonly<Record<Signal, number>>;

/** How much each audio feature counts: one number ≥ 0 a feature of the catalogue; 0 leaves it out. */
export type FeatureWeights = Float64Array;

/** The parts of all songs' scores for one query: one Float32Array[songCount] a signal it has. */
export interface Parts {
  readonly collaborative: Float32Array | null;
  readonly audio: Float32Array | null;
  readonly catalogue: Float32Array | null;
}

/** A way to turn a query into parts. `name` is the one that settings, pages and evaluation use. */
export interface RankingModel {
  readonly name: string;
  /** The weights at which the model is meant to be used: its marked point. */
  readonly defaultWeights: Weights;
  /**
   * Scores every song, those of the query included.
   * @throws RangeError when the query names a song, playlist, genre or feature that is not there
   */
  parts(query: Query, featureWeights: FeatureWeights): Parts;
  /** The match shown for a score under these weights: 0 to 100, monotone in the score. */
  match(score: number, parts: Parts, weights: Weights): number;
}

/** One entry of a list of recommendations. */
export interface Recommendation {
  readonly song: number;
  /** From 1. */
  readonly rank: number;
  readonly score: number;
  /** From 0 to 100; see `RankingModel.match`. */
  readonly match: number;
  /** What each signal adds to the score: weight × part; they sum to `score`. May be negative. */
  readonly shares: Readonly<Record<Signal, number>>;
}
