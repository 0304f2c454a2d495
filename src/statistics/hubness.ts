/**
 * Hubness: how unevenly songs appear in the neighbour lists of others (Radovanović, Nanopoulos &
 * Ivanović 2010, "Hubs in Space", JMLR 11). N_k(x), the k-occurrence, counts the lists of the k
 * nearest in which song x stands; in spaces of many dimensions its distribution grows skewed.
 */

/** The k-occurrence of each song from the first k of each list. */
export function occurrences(
  songCount: number,
  lists: { readonly rank: Int32Array; readonly neighbor: Int32Array },
  k: number,
): Int32Array {
  const out = new Int32Array(songCount);
  for (let i = 0; i < lists.neighbor.length; i++) {
    if (lists.rank[i] <= k) out[lists.neighbor[i]]++;
  }
  return out;
}

/** What the k-occurrences say. Without songs, or where all are equal, skewness is NaN. */
export interface Hubness {
  readonly songs: number;
  readonly mean: number;
  readonly deviation: number;
  /** E (N − μ)³ / σ³, of the population, as scipy.stats.skew; 0 is none, above 1.4 is strong. */
  readonly skewness: number;
  /** Share of songs that are in no list. */
  readonly antiHubs: number;
  /** Share of songs with N > μ + 2σ, the paper's hubs. */
  readonly hubs: number;
  /** Share of all places of the lists that hubs take. */
  readonly hubPlaces: number;
}

/** Summarises k-occurrences. */
export function hubnessOf(counts: Int32Array): Hubness {
  const n = counts.length;
  let sum = 0, none = 0;
  for (const count of counts) {
    sum += count;
    if (count === 0) none++;
  }
  const mean = sum / n;
  let second = 0, third = 0;
  for (const count of counts) {
    const away = count - mean;
    second += away * away;
    third += away * away * away;
  }
  const deviation = Math.sqrt(second / n);
  let hubs = 0, places = 0;
  for (const count of counts) {
    if (!(count > mean + 2 * deviation)) continue;
    hubs++;
    places += count;
  }
  return {
    songs: n,
    mean,
    deviation,
    skewness: deviation > 0 ? third / n / deviation ** 3 : NaN,
    antiHubs: none / n,
    hubs: hubs / n,
    hubPlaces: sum > 0 ? places / sum : 0,
  };
}

/** Songs with the highest k-occurrence, of equals the lower number first. */
export function topHubs(counts: Int32Array, size: number): number[] {
  return Array.from(counts.keys())
    .filter((song) => counts[song] > 0)
    .sort((a, b) => counts[b] - counts[a] || a - b)
    .slice(0, size);
}

/** How many songs have each k-occurrence, from `least` up, in bins that double: 0, 1, 2–3, 4–7, … */
export function doublingBins(counts: Int32Array): { low: number; high: number; songs: number }[] {
  const bins: { low: number; high: number; songs: number }[] = [{ low: 0, high: 0, songs: 0 }];
  for (const count of counts) {
    const bin = count === 0 ? 0 : Math.floor(Math.log2(count)) + 1;
    while (bins.length <= bin) {
      const low = 2 ** (bins.length - 1);
      bins.push({ low, high: 2 * low - 1, songs: 0 });
    }
    bins[bin].songs++;
  }
  return bins;
}
