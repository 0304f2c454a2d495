/**
 * Song factors: the rows of U·S = X·V of the truncated singular value decomposition of the binary
 * songs × playlists matrix X (latent semantic analysis; Deerwester et al. 1990), at length 1, so
 * that a dot product is a cosine.
 *
 * Songs in the same playlists have the same factors; each distinct vector is held and compared
 * once. On a catalogue where most songs are in one playlist only, that is a tenth of the work.
 */
import type { Catalogue, Query } from "./contract.ts";
import { type Incidence, rowIndices } from "./incidence.ts";

export interface SongFactors {
  readonly rank: number;
  /** The distinct factor vectors at length 1, row-major: distinct × rank. */
  readonly vectors: Float32Array;
  /** Row of `vectors` for each song; −1 for a song whose factors are all 0. */
  readonly vectorOf: Int32Array;
}

/** The share of a vector's length below which its projection is rounding and not direction. */
export const NOISE_LENGTH = 1e-6;

/**
 * Computes the factors of all songs, in float64 and rounded to float32, in O(pairs · rank).
 *
 * A vector that is shorter than `NOISE_LENGTH` of the song's row of X is rounding noise of a song
 * outside the space of the decomposition: it counts as 0, having no direction to compare.
 *
 * @param right V: playlists × rank, row-major, orthonormal columns
 * @throws RangeError when `rank` is not an integer ≥ 0 or `right` is not playlists × rank
 */
export function songFactors(
  songPlaylists: Incidence,
  right: Float32Array | Float64Array,
  rank: number,
): SongFactors {
  const { rows: songs, columns: playlists, indptr, indices } = songPlaylists;
  if (!(Number.isInteger(rank) && rank >= 0)) {
    throw new RangeError(`Cannot compute factors: rank must be an integer >= 0, it is ${rank}`);
  }
  if (right.length !== playlists * rank) {
    throw new RangeError(
      `Cannot compute factors: V has ${right.length} values, not ${playlists} × ${rank}`,
    );
  }
  const { rowOf: vectorOf, firstOf } = distinctRows(songPlaylists);
  const vectors = new Float32Array(firstOf.length * rank);
  const kept = new Int32Array(firstOf.length);
  const sum = new Float64Array(rank);
  let size = 0;
  for (let row = 0; row < firstOf.length; row++) {
    const start = indptr[firstOf[row]], end = indptr[firstOf[row] + 1];
    sum.fill(0);
    for (let i = start; i < end; i++) {
      for (let k = 0, at = indices[i] * rank; k < rank; k++, at++) sum[k] += right[at];
    }
    const length = Math.sqrt(dot(sum, sum));
    if (length > NOISE_LENGTH * Math.sqrt(end - start)) {
      for (let k = 0, at = size * rank; k < rank; k++, at++) vectors[at] = sum[k] / length;
      kept[row] = size++;
    } else kept[row] = -1;
  }
  for (let song = 0; song < songs; song++) vectorOf[song] = kept[vectorOf[song]];
  return { rank, vectors: vectors.subarray(0, size * rank), vectorOf };
}

/**
 * The direction of a query in factor space, of length 1; null where it has none.
 *
 * Every pick counts the same: a song with its own vector, a playlist with the direction of the mean
 * of its songs' vectors. Genres have no factors. Picks with no direction are passed over; there is
 * none at all when no pick has one, or when they cancel each other out.
 */
export function factorProfile(
  factors: SongFactors,
  catalogue: Catalogue,
  query: Query,
): Float64Array | null {
  const profile = new Float64Array(factors.rank);
  for (const direction of pickDirections(factors, catalogue, query)) {
    for (let k = 0; k < profile.length; k++) profile[k] += direction ? direction[k] : 0;
  }
  return toUnitLength(profile);
}

/** The direction of each pick, songs before playlists, of length 1; null where one has none. */
export function pickDirections(
  factors: SongFactors,
  catalogue: Catalogue,
  query: Query,
): (Float64Array | null)[] {
  return [
    ...query.songs.map((song) => songDirection(factors, song)),
    ...query.playlists.map((playlist) => playlistDirection(factors, catalogue, playlist)),
  ];
}

/**
 * Sets out[song] to the cosine of the song's factors and a direction of length 1; 0 for a song
 * without factors.
 *
 * @param cosines room for one value a distinct vector, overwritten
 */
export function factorCosines(
  { rank, vectors, vectorOf }: SongFactors,
  direction: Float64Array,
  cosines: Float32Array,
  out: Float32Array,
): Float32Array {
  const distinct = rank > 0 ? vectors.length / rank : 0;
  // Four vectors at a time: each value of the direction is read once for them, and none of their
  // sums waits for another.
  const second = rank, third = 2 * rank, fourth = 3 * rank;
  let row = 0;
  for (; row + 4 <= distinct; row += 4) {
    let a = 0, b = 0, c = 0, d = 0;
    for (let k = 0, at = row * rank; k < rank; k++, at++) {
      const value = direction[k];
      a += vectors[at] * value;
      b += vectors[at + second] * value;
      c += vectors[at + third] * value;
      d += vectors[at + fourth] * value;
    }
    cosines[row] = a;
    cosines[row + 1] = b;
    cosines[row + 2] = c;
    cosines[row + 3] = d;
  }
  for (; row < distinct; row++) {
    let sum = 0;
    for (let k = 0, at = row * rank; k < rank; k++, at++) sum += vectors[at] * direction[k];
    cosines[row] = sum;
  }
  for (let song = 0; song < out.length; song++) {
    const row = vectorOf[song];
    out[song] = row < 0 ? 0 : cosines[row];
  }
  return out;
}

/** Cosine of one song's factors and a direction of length 1; 0 for a song without factors. */
export function factorCosine(
  { rank, vectors, vectorOf }: SongFactors,
  song: number,
  direction: Float64Array,
): number {
  let sum = 0;
  if (vectorOf[song] < 0) return sum;
  for (let k = 0, at = vectorOf[song] * rank; k < rank; k++, at++) {
    sum += vectors[at] * direction[k];
  }
  return sum;
}

/**
 * Numbers the distinct rows of an incidence in the order of their first occurrence, in O(pairs).
 *
 * @returns `rowOf`: the number of each row; `firstOf`: the first row of each number
 */
function distinctRows({ rows, indptr, indices }: Incidence) {
  const rowOf = new Int32Array(rows), firstOf = new Int32Array(rows);
  // Open addressing: each slot holds a number + 1, 0 where it is free; at most half are taken.
  let slots = 2;
  while (slots < 2 * rows) slots *= 2;
  const table = new Int32Array(slots);
  let size = 0;
  for (let row = 0; row < rows; row++) {
    const start = indptr[row], end = indptr[row + 1];
    let hash = 0;
    for (let i = start; i < end; i++) hash = Math.imul(hash ^ indices[i], 0x9e3779b1) ^ hash >>> 15;
    let slot = (hash ^ hash >>> 16) & slots - 1;
    for (; table[slot] > 0; slot = slot + 1 & slots - 1) {
      const first = firstOf[table[slot] - 1];
      const shift = indptr[first] - start;
      if (indptr[first + 1] - end !== shift) continue;
      let i = start;
      while (i < end && indices[i] === indices[i + shift]) i++;
      if (i === end) break;
    }
    if (table[slot] === 0) {
      firstOf[size] = row;
      table[slot] = ++size;
    }
    rowOf[row] = table[slot] - 1;
  }
  return { rowOf, firstOf: firstOf.subarray(0, size) };
}

/** The direction of one song, of length 1; null where it has none. */
function songDirection(factors: SongFactors, song: number): Float64Array | null {
  const direction = new Float64Array(factors.rank);
  addVector(factors, factors.vectorOf[song], direction);
  return factors.vectorOf[song] < 0 ? null : direction;
}

/** The direction of the mean of a playlist's songs' vectors, of length 1; null where it has none. */
function playlistDirection(
  factors: SongFactors,
  catalogue: Catalogue,
  playlist: number,
): Float64Array | null {
  const centroid = new Float64Array(factors.rank);
  for (const song of rowIndices(catalogue.playlistSongs, playlist)) {
    addVector(factors, factors.vectorOf[song], centroid);
  }
  return toUnitLength(centroid);
}

function addVector(
  { rank, vectors }: SongFactors,
  row: number,
  sum: Float64Array,
): void {
  if (row < 0) return;
  for (let k = 0, at = row * rank; k < rank; k++, at++) sum[k] += vectors[at];
}

function toUnitLength(vector: Float64Array): Float64Array | null {
  const length = Math.sqrt(dot(vector, vector));
  // Vectors that cancel leave the rounding of float32 behind.
  return length > NOISE_LENGTH ? vector.map((value) => value / length) : null;
}

/** Σ a b */
export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += a[k] * b[k];
  return sum;
}
