/** Which songs are in which groups: of their artist, their album, those they feature. */
import { type Incidence, incidenceFromPairs } from "./incidence.ts";

/** Songs × groups, with the song of each entry beside its group. */
export interface Membership extends Incidence {
  /** Row of each entry of `indices`: sums over entries need no look at the offsets. */
  readonly songOf: Int32Array;
}

/** One group a song at most, −1 for none. */
export function singleGroups(groupOf: Int32Array, groups: number): Membership {
  let count = 0;
  for (let song = 0; song < groupOf.length; song++) if (groupOf[song] >= 0) count++;
  const songOf = new Int32Array(count), entries = new Int32Array(count);
  for (let song = 0, at = 0; song < groupOf.length; song++) {
    if (groupOf[song] < 0) continue;
    songOf[at] = song;
    entries[at++] = groupOf[song];
  }
  return { ...incidenceFromPairs(groupOf.length, groups, songOf, entries), songOf };
}

/** The groups of songs that may have several. */
export function membership(incidence: Incidence): Membership {
  const songOf = new Int32Array(incidence.indices.length);
  for (let song = 0; song < incidence.rows; song++) {
    songOf.fill(song, incidence.indptr[song], incidence.indptr[song + 1]);
  }
  return { ...incidence, songOf };
}

/** out[song] += Σ over the song's groups of value[group] */
export function addGroups(
  { songOf, indices }: Membership,
  value: Float64Array,
  out: Float64Array,
): void {
  for (let i = 0; i < indices.length; i++) out[songOf[i]] += value[indices[i]];
}

/** out[column] += value for the columns of a row */
export function addAlongRow(
  { indptr, indices }: Incidence,
  row: number,
  value: number,
  out: Float64Array,
): void {
  for (let i = indptr[row]; i < indptr[row + 1]; i++) out[indices[i]] += value;
}
