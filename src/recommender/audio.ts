/**
 * How alike songs sound: cosines and closeness of scaled audio features.
 *
 * Each feature has a weight w ≥ 0 that multiplies its squared contribution: the cosine of x and y
 * is Σ w x y / √(Σ w x² · Σ w y²), as if every feature were stretched by √w.
 */
import type { Catalogue, FeaturePreference, FeatureWeights, NewSong, Query } from "./contract.ts";
import { rowIndices } from "./incidence.ts";
import { fitScalers, scaleFeatures, type Scaler, type ScalerKind } from "./scaling.ts";

export interface AudioVectors {
  /** Number of features. */
  readonly d: number;
  /** Scaled features: songs × d, row-major. */
  readonly vectors: Float32Array;
  /** One scaler a feature, fitted to the catalogue. */
  readonly scalers: readonly Scaler[];
}

/** Scales the features of a catalogue. */
export function audioVectors(catalogue: Catalogue, kind: ScalerKind): AudioVectors {
  const columns = catalogue.features.map(({ values }) => values);
  const scalers = fitScalers(kind, columns);
  return { d: columns.length, vectors: scaleFeatures(kind, columns, scalers), scalers };
}

/** Means of the scaled features over sets of songs; those of genres are kept once computed. */
export class AudioProfiles {
  readonly #genres = new Map<number, Float64Array | null>();
  readonly #subgenres = new Map<number, Float64Array | null>();

  constructor(readonly audio: AudioVectors, readonly catalogue: Catalogue) {}

  song(song: number): Float64Array {
    const { d, vectors } = this.audio;
    return Float64Array.from(vectors.subarray(song * d, (song + 1) * d));
  }

  /** Mean over the songs of a playlist; null for an empty one. */
  playlist(playlist: number): Float64Array | null {
    return this.#meanOfPlaylists([playlist]);
  }

  /** Mean over the (song, playlist) pairs whose playlist is of the genre; null where none is. */
  genre(genre: number): Float64Array | null {
    return this.#kept(this.#genres, this.catalogue.playlistGenres, genre);
  }

  /** The same for a subgenre. */
  subgenre(subgenre: number): Float64Array | null {
    return this.#kept(this.#subgenres, this.catalogue.playlistSubgenres, subgenre);
  }

  /** Scaled features of a song outside of the catalogue; null where none of them is known. */
  newSong({ features }: NewSong): Float64Array | null {
    if (features === undefined || !features.some(Number.isFinite)) return null;
    return this.audio.d > 0
      ? Float64Array.from(this.audio.scalers, ({ toScaled }, k) => toScaled(features[k]))
      : null;
  }

  /** The profile of each pick, in the order songs, playlists, genres, subgenres, new songs. */
  picks(query: Query): (Float64Array | null)[] {
    return [
      ...query.songs.map((song) => this.song(song)),
      ...query.playlists.map((playlist) => this.playlist(playlist)),
      ...query.genres.map((genre) => this.genre(genre)),
      ...query.subgenres.map((subgenre) => this.subgenre(subgenre)),
      ...(query.newSongs ?? []).map((song) => this.newSong(song)),
    ];
  }

  /** The profile of a query: the mean over its picks, each counting the same; null without any. */
  query(query: Query): Float64Array | null {
    const profiles = this.picks(query).filter((profile) => profile !== null);
    if (profiles.length === 0 || this.audio.d === 0) return null;
    const mean = new Float64Array(this.audio.d);
    for (const profile of profiles) {
      for (let k = 0; k < mean.length; k++) mean[k] += profile[k] / profiles.length;
    }
    return mean;
  }

  #kept(kept: Map<number, Float64Array | null>, column: Int32Array, wanted: number) {
    let profile = kept.get(wanted);
    if (profile === undefined) {
      const playlists: number[] = [];
      for (let p = 0; p < column.length; p++) if (column[p] === wanted) playlists.push(p);
      kept.set(wanted, profile = this.#meanOfPlaylists(playlists));
    }
    return profile;
  }

  #meanOfPlaylists(playlists: readonly number[]): Float64Array | null {
    const { d, vectors } = this.audio;
    const sum = new Float64Array(d);
    let pairs = 0;
    for (const playlist of playlists) {
      const songs = rowIndices(this.catalogue.playlistSongs, playlist);
      for (let i = 0; i < songs.length; i++) {
        for (let k = 0, at = songs[i] * d; k < d; k++, at++) sum[k] += vectors[at];
      }
      pairs += songs.length;
    }
    return pairs > 0 ? sum.map((value) => value / pairs) : null;
  }
}

/**
 * Sets out[song] to the weighted cosine of the song's scaled features and a profile; 0 for a song
 * whose weighted features are all 0.
 *
 * @returns null, with `out` untouched, when the weighted profile is 0 and has no direction
 */
export function audioCosines(
  { d, vectors }: AudioVectors,
  profile: Float64Array,
  weights: FeatureWeights,
  out: Float32Array,
): Float32Array | null {
  const length = weightedLength(profile, weights);
  if (!(length > 0)) return null;
  const direction = profile.map((value, k) => weights[k] * value / length);
  for (let song = 0, at = 0; song < out.length; song++) {
    let dot = 0, squares = 0;
    for (let k = 0; k < d; k++, at++) {
      const x = vectors[at];
      dot += direction[k] * x;
      squares += weights[k] * x * x;
    }
    out[song] = squares > 0 ? dot / Math.sqrt(squares) : 0;
  }
  return out;
}

/** Wanted features that count: their columns, wanted scaled values and factors of the squares. */
interface Wishes {
  readonly columns: Int32Array;
  readonly targets: Float64Array;
  readonly factors: Float64Array;
}

/**
 * Sets out[song] to the closeness of the song to wanted values of some features:
 * 1 − √(Σ w (x − t)² / Σ w), with x and t as positions from 0 to 1 in the catalogue's range of the
 * feature (whichever the scaler) and a wanted value outside that range as its nearer end. It is 1
 * where every wish is met and 0 at the opposite end of every range.
 *
 * A cosine would not do: with a single feature every song has cosine 1.
 *
 * @returns null, with `out` untouched, when no wanted feature has a weight above 0 and a range
 */
export function preferenceCloseness(
  audio: AudioVectors,
  preferences: readonly FeaturePreference[],
  weights: FeatureWeights,
  out: Float32Array,
): Float32Array | null {
  const wishes = wishesOf(audio, preferences, weights);
  if (wishes === null) return null;
  for (let song = 0; song < out.length; song++) out[song] = closeness(audio, wishes, song);
  return out;
}

/** `preferenceCloseness` for one song. */
export function closenessOf(
  audio: AudioVectors,
  preferences: readonly FeaturePreference[],
  weights: FeatureWeights,
  song: number,
): number | null {
  const wishes = wishesOf(audio, preferences, weights);
  return wishes && closeness(audio, wishes, song);
}

function closeness(
  { d, vectors }: AudioVectors,
  { columns, targets, factors }: Wishes,
  song: number,
): number {
  let squares = 0;
  for (let i = 0; i < columns.length; i++) {
    const difference = vectors[song * d + columns[i]] - targets[i];
    squares += factors[i] * difference * difference;
  }
  // Rounding of the factors must not make the far end of every range less than 0.
  return Math.max(0, 1 - Math.sqrt(squares));
}

function wishesOf(
  { scalers }: AudioVectors,
  preferences: readonly FeaturePreference[],
  weights: FeatureWeights,
): Wishes | null {
  const counted = preferences.filter(({ feature }) =>
    weights[feature] > 0 && scalers[feature].high > scalers[feature].low
  );
  if (counted.length === 0) return null;
  let total = 0;
  for (const { feature } of counted) total += weights[feature];
  return {
    columns: Int32Array.from(counted, ({ feature }) => feature),
    targets: Float64Array.from(counted, ({ feature, value }) => {
      const { low, high, toScaled } = scalers[feature];
      return Math.min(high, Math.max(low, toScaled(value)));
    }),
    factors: Float64Array.from(counted, ({ feature }) => {
      const range = scalers[feature].high - scalers[feature].low;
      return weights[feature] / (total * range * range);
    }),
  };
}

/** Σ w x y */
export function weightedDot(x: Float64Array, y: Float64Array, weights: FeatureWeights): number {
  let sum = 0;
  for (let k = 0; k < x.length; k++) sum += weights[k] * x[k] * y[k];
  return sum;
}

/** √(Σ w x²) */
export function weightedLength(x: Float64Array, weights: FeatureWeights): number {
  return Math.sqrt(weightedDot(x, x, weights));
}
