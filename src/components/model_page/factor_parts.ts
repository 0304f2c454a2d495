/** What a factor is made of: the playlists and songs that load most on it, the genres they have. */
import type { PageModel } from "../model.ts";

/** A playlist's or song's loading on a factor. */
export interface Loading {
  readonly row: number;
  readonly value: number;
}

/** The playlists with the largest |V|, the largest first, of equals the lower row. */
export function topPlaylists(model: PageModel, factor: number, size: number): Loading[] {
  const { rank, right } = model.playlistFactors;
  const values = Float64Array.from(
    { length: model.catalogue.playlistCount },
    (_, playlist) => right[playlist * rank + factor],
  );
  return largest(values, size);
}

/** The songs with the largest |U·S| = |X·V|. */
export function topSongs(model: PageModel, factor: number, size: number): Loading[] {
  const { rank, right } = model.playlistFactors;
  const { songCount, songPlaylists: { indptr, indices } } = model.catalogue;
  const values = new Float64Array(songCount);
  for (let song = 0; song < songCount; song++) {
    for (let i = indptr[song]; i < indptr[song + 1]; i++) {
      values[song] += right[indices[i] * rank + factor];
    }
  }
  return largest(values, size);
}

/**
 * Shares of a factor's playlists by group: Σ V² over the playlists of each; those without a group
 * last. They add up to 1, V's columns being of length 1.
 */
export function groupShares(
  { playlistFactors: { rank, right } }: PageModel,
  groups: Int32Array,
  groupCount: number,
  factor: number,
): Float64Array {
  const shares = new Float64Array(groupCount + 1);
  groups.forEach((group, playlist) => {
    shares[group < 0 ? groupCount : group] += right[playlist * rank + factor] ** 2;
  });
  return shares;
}

function largest(values: Float64Array, size: number): Loading[] {
  return Array.from(values, (value, row) => ({ row, value }))
    .filter(({ value }) => Math.abs(value) > 1e-9)
    .sort((a, b) => Math.abs(b.value) - Math.abs(a.value) || a.row - b.row)
    .slice(0, size);
}
