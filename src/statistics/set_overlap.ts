/** How much groups of songs have in common: songs shared, their Jaccard index and their lift. */

/** What two sets share. */
export interface Overlap {
  readonly shared: number;
  /** Shared over all of both, 0 to 1; NaN where both are empty. */
  readonly jaccard: number;
  /**
   * Shared over what chance would give: |A ∩ B| · N / (|A| · |B|); 1 is chance, 0 nothing in common,
   * NaN where a set is empty.
   */
  readonly lift: number;
}

/**
 * Overlaps of all pairs of groups: `result[a][b]`.
 *
 * @param groupsOf the groups of each song, without repeats
 */
export function overlaps(
  groupCount: number,
  groupsOf: readonly (readonly number[])[],
): Overlap[][] {
  const shared = new Int32Array(groupCount * groupCount);
  for (const groups of groupsOf) {
    for (const a of groups) for (const b of groups) shared[a * groupCount + b]++;
  }
  const sizeOf = (group: number) => shared[group * groupCount + group];
  return Array.from({ length: groupCount }, (_, a) =>
    Array.from({ length: groupCount }, (_, b) => {
      const both = shared[a * groupCount + b];
      return {
        shared: both,
        jaccard: both / (sizeOf(a) + sizeOf(b) - both),
        lift: both * groupsOf.length / (sizeOf(a) * sizeOf(b)),
      };
    }));
}

/** Jaccard index of two lists of songs without repeats; NaN where both are empty. */
export function jaccard(a: readonly number[], b: readonly number[]): number {
  const inA = new Set(a);
  const both = b.reduce((sum, song) => sum + (inA.has(song) ? 1 : 0), 0);
  return both / (a.length + b.length - both);
}

/** Share of the songs of two lists of equal length that stand in both; NaN for empty lists. */
export function sharedOfLists(a: readonly number[], b: readonly number[]): number {
  const inA = new Set(a);
  const both = b.reduce((sum, song) => sum + (inA.has(song) ? 1 : 0), 0);
  return both / Math.max(a.length, b.length);
}
