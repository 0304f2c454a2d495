/**
 * The back-off neighbourhood: playlists that are like the query vote for their songs, and a song
 * that is in few playlists or none borrows those of its artist, its album and featured artists.
 *
 * With X the playlists × songs incidence,
 *
 *     W  = X + Σ over borrowings of r_g · C_g      (C_g[p]: pairs of playlist p in group g)
 *     Wn = W / colsum(W)^β
 *     S  = v · Wn,  v[p] = Wn[query] · Wn[p]
 *
 * where a group's rate r_g is its borrowing's strength, times how much such groups tell playlists
 * apart (`relevance.ts`), over (training pairs of the group + k). The
 * query is one more row of W. It stands in for the playlists that it names, and votes for itself
 * `selfFactor` times.
 *
 * W is never built: every borrowed share is a product of groups, so a query takes
 * O(songs + pairs) (back-off as in language models: Katz 1987; normalisation of neighbourhood
 * models by popularity: Deshpande & Karypis 2004, "Item-based top-N recommendation algorithms").
 */
import type { Catalogue } from "./contract.ts";
import { featuredArtists } from "./credits.ts";
import { type Incidence, transpose } from "./incidence.ts";
import { addAlongRow, addGroups, type Membership, membership, singleGroups } from "./membership.ts";
import { relevanceOfGroups, Relevances } from "./relevance.ts";

/** A reason for which songs borrow playlists from each other. */
export type BorrowingKind = "artist" | "album" | "featured";

export interface BackoffOptions {
  /** Strength of each kind of borrowing; 0 leaves it out. */
  readonly strengths: Readonly<Record<BorrowingKind, number>>;
  /** k: pairs by which every group is taken to be larger. */
  readonly smoothing: number;
  /** β: how much songs that are in, or borrow, many playlists are held back. */
  readonly degreeExponent: number;
  /** How often the query's own row counts beside those of the playlists. */
  readonly selfFactor: number;
}

/** Songs of one side of a borrowing borrow the playlists of the songs of the other, by group. */
export interface Borrowing {
  readonly kind: BorrowingKind;
  /** What the groups to whose playlists songs contribute are made by. */
  readonly sourceKind: BorrowingKind;
  /** Songs × groups: the groups whose playlists a song borrows. */
  readonly borrowers: Membership;
  /** Songs × groups: the groups to whose playlists a song contributes. */
  readonly sources: Membership;
  /** r_g, one a group. */
  readonly rates: Float64Array;
  /** C: groups × playlists in compressed sparse rows, with the count of each. */
  readonly profiles: Incidence;
  readonly counts: Float32Array;
}

/** The neighbourhood of a catalogue, ready for queries. */
export interface Backoff {
  readonly catalogue: Catalogue;
  readonly options: BackoffOptions;
  readonly borrowings: readonly Borrowing[];
  /** colsum(W)^−β of each song; 0 where its column is empty. */
  readonly damping: Float64Array;
  /** What was found of how much artists and albums tell, to be given again. */
  readonly relevances: readonly number[];
}

/**
 * Builds the neighbourhood, in O(songs + pairs).
 *
 * @param known `relevances` of the same catalogue, which then take no time
 */
export function buildBackoff(
  catalogue: Catalogue,
  options: BackoffOptions,
  featured = featuredArtists(catalogue),
  known: readonly number[] = [],
): Backoff {
  const { songCount, songPlaylists, artists, albums } = catalogue;
  const { strengths, smoothing } = options;
  const byArtist = singleGroups(artists, catalogue.artistNames.length);
  const byAlbum = singleGroups(
    albums,
    albums.reduce((most, album) => Math.max(most, album), -1) + 1,
  );
  const byFeatured = membership(featured);
  // Where artists are all over the playlists, their songs have nothing to borrow.
  const asked = new Relevances(known);
  const ofArtists = asked.next(() => relevanceOfGroups(byArtist, catalogue));
  const artistRates = rates(byArtist, songPlaylists, ofArtists, smoothing);
  const scaled = (rate: Float64Array, strength: number) => rate.map((r) => r * strength);
  const borrowings: Borrowing[] = [];
  const profiles = new Map<Membership, Pick<Borrowing, "profiles" | "counts">>();
  const add = (
    kind: BorrowingKind,
    borrowers: Membership,
    sourceKind: BorrowingKind,
    sources: Membership,
    rates: Float64Array,
  ) => {
    const ofSources = profiles.get(sources) ?? profilesOf(catalogue, sources);
    profiles.set(sources, ofSources);
    borrowings.push({ kind, sourceKind, borrowers, sources, rates, ...ofSources });
  };
  if (strengths.artist > 0) {
    add("artist", byArtist, "artist", byArtist, scaled(artistRates, strengths.artist));
  }
  if (strengths.album > 0) {
    const relevance = asked.next(() => relevanceOfGroups(byAlbum, catalogue));
    const rate = rates(byAlbum, songPlaylists, relevance * strengths.album, smoothing);
    add("album", byAlbum, "album", byAlbum, rate);
  }
  if (strengths.featured > 0) {
    // Both ways: a song borrows from those it features, and an artist's from where it is featured.
    const rate = scaled(artistRates, strengths.featured);
    add("featured", byFeatured, "artist", byArtist, rate);
    add("featured", byArtist, "featured", byFeatured, rate);
  }
  const damping = new Float64Array(songCount);
  for (let song = 0; song < songCount; song++) damping[song] = degree(songPlaylists, song);
  for (const { borrowers, rates, profiles, counts } of borrowings) {
    const shares = rates.map((rate, group) => {
      let pairs = 0;
      for (let i = profiles.indptr[group]; i < profiles.indptr[group + 1]; i++) pairs += counts[i];
      return rate * pairs;
    });
    addGroups(borrowers, shares, damping);
  }
  // Of a song without own or borrowed playlists the column is empty, and says nothing.
  for (let song = 0; song < songCount; song++) {
    damping[song] = damping[song] > 0 ? damping[song] ** -options.degreeExponent : 0;
  }
  return { catalogue, options, borrowings, damping, relevances: asked.found };
}

/** What a query says to the neighbourhood. */
export interface NeighborhoodQuery {
  /** How often each song is in the query; one a song. */
  readonly songs: Float32Array;
  /** For songs that are not in the catalogue: what they add to each group's count, by borrowing. */
  readonly extraCounts?: readonly (Float32Array | null)[];
  /** 1 for playlists that the query stands in for; one a playlist. */
  readonly ownPlaylists: Uint8Array;
}

/** The votes for a query and the scores that follow from them. */
export interface Neighborhood {
  /** v: the vote of each playlist. */
  readonly votes: Float64Array;
  /** Vote of the query's own row. */
  readonly selfVote: number;
  /** C of the query, by borrowing: pairs of the query in each group. */
  readonly queryCounts: readonly Float64Array[];
  /** The share of S that comes from playlists that the song itself is in. */
  readonly own: Float64Array;
  /** The share of S that comes from playlists of its artist, album and featured artists. */
  readonly borrowed: Float64Array;
}

/** Scores all songs for a query, in O(songs + pairs). */
export function neighborhood(backoff: Backoff, query: NeighborhoodQuery): Neighborhood {
  const { catalogue, borrowings, damping, options } = backoff;
  const { songCount, playlistCount, songPlaylists } = catalogue;
  const queryCounts = borrowings.map((borrowing, b) =>
    countGroups(borrowing, query.songs, query.extraCounts?.[b] ?? null)
  );
  // The query's row of W, own pairs and borrowed ones.
  const row = new Float64Array(songCount);
  borrowings.forEach(({ borrowers, rates }, b) =>
    addGroups(borrowers, products(queryCounts[b], rates), row)
  );
  const borrowedRow = row.slice();
  for (let song = 0; song < songCount; song++) row[song] += query.songs[song];

  // Few songs are in the row: they alone are followed to playlists and groups.
  const votes = new Float64Array(playlistCount);
  const groups = borrowings.map(({ rates }) => new Float64Array(rates.length));
  let selfVote = 0;
  for (let song = 0; song < songCount; song++) {
    if (row[song] === 0) continue;
    const weight = row[song] * damping[song] * damping[song];
    selfVote += row[song] * weight;
    addAlongRow(songPlaylists, song, weight, votes);
    borrowings.forEach(({ borrowers }, b) => addAlongRow(borrowers, song, weight, groups[b]));
  }
  selfVote *= options.selfFactor;
  borrowings.forEach((borrowing, b) => spreadToPlaylists(borrowing, groups[b], votes));
  for (let p = 0; p < playlistCount; p++) if (query.ownPlaylists[p]) votes[p] = 0;
  return {
    votes,
    selfVote,
    queryCounts,
    ...scoresOf(backoff, query, votes, selfVote, borrowedRow),
  };
}

/**
 * Scores all songs for votes that are given: S and its two shares. With the votes of a genre's
 * playlists at 1 and no query row, S says how much songs are of that genre.
 */
export function scoresOfVotes(
  backoff: Backoff,
  votes: Float64Array,
): { own: Float64Array; borrowed: Float64Array } {
  return scoresOf(backoff, null, votes, 0, null);
}

/** What one group of a borrowing earns its songs from the votes, before damping. */
export function groupVotes(borrowing: Borrowing, votes: Float64Array, group: number): number {
  return profileVotes(borrowing, votes, group) * borrowing.rates[group];
}

/** Σ over the playlists of a group of C · vote */
function profileVotes(
  { profiles: { indptr, indices }, counts }: Pick<Borrowing, "profiles" | "counts">,
  votes: Float64Array,
  group: number,
): number {
  let sum = 0;
  for (let i = indptr[group]; i < indptr[group + 1]; i++) sum += counts[i] * votes[indices[i]];
  return sum;
}

function scoresOf(
  { catalogue, borrowings, damping }: Backoff,
  query: NeighborhoodQuery | null,
  votes: Float64Array,
  selfVote: number,
  borrowedRow: Float64Array | null,
) {
  const { songCount, songPlaylists } = catalogue;
  const own = new Float64Array(songCount), borrowed = new Float64Array(songCount);
  // Artists are a source twice: of their own songs, and of songs that feature them.
  const votesOf = new Map<Incidence, Float64Array>();
  for (const borrowing of borrowings) {
    let sums = votesOf.get(borrowing.profiles);
    if (sums === undefined) {
      sums = new Float64Array(borrowing.rates.length);
      for (let group = 0; group < sums.length; group++) {
        sums[group] = profileVotes(borrowing, votes, group);
      }
      votesOf.set(borrowing.profiles, sums);
    }
    addGroups(borrowing.borrowers, products(sums, borrowing.rates), borrowed);
  }
  for (let song = 0; song < songCount; song++) {
    let sum = query ? selfVote * query.songs[song] : 0;
    for (let i = songPlaylists.indptr[song]; i < songPlaylists.indptr[song + 1]; i++) {
      sum += votes[songPlaylists.indices[i]];
    }
    own[song] = sum * damping[song];
    borrowed[song] = (borrowed[song] + (borrowedRow ? selfVote * borrowedRow[song] : 0)) *
      damping[song];
  }
  return { own, borrowed };
}

/** strength / (training pairs of the group + k) */
function rates(
  { columns, indices, songOf }: Membership,
  songPlaylists: Incidence,
  strength: number,
  smoothing: number,
): Float64Array {
  const pairs = new Float64Array(columns);
  for (let i = 0; i < indices.length; i++) pairs[indices[i]] += degree(songPlaylists, songOf[i]);
  return pairs.map((n) => strength / (n + smoothing));
}

/** C: how many pairs of each playlist lie in each group. */
function profilesOf(catalogue: Catalogue, sources: Incidence) {
  const { songPlaylists, playlistCount } = catalogue;
  const songsOfGroup = transpose(sources);
  const groups = sources.columns;
  const indptr = new Int32Array(groups + 1);
  const count = new Float32Array(playlistCount);
  // No group has more playlists than its songs have pairs.
  let most = 0;
  for (const song of songsOfGroup.indices) most += degree(songPlaylists, song);
  const playlists = new Int32Array(most), counts = new Float32Array(most);
  let end = 0;
  for (let group = 0; group < groups; group++) {
    const start = end;
    for (let s = songsOfGroup.indptr[group]; s < songsOfGroup.indptr[group + 1]; s++) {
      const song = songsOfGroup.indices[s];
      for (let i = songPlaylists.indptr[song]; i < songPlaylists.indptr[song + 1]; i++) {
        const playlist = songPlaylists.indices[i];
        if (count[playlist]++ === 0) playlists[end++] = playlist;
      }
    }
    for (let i = start; i < end; i++) {
      counts[i] = count[playlists[i]];
      count[playlists[i]] = 0;
    }
    indptr[group + 1] = end;
  }
  return {
    profiles: { rows: groups, columns: playlistCount, indptr, indices: playlists.subarray(0, end) },
    counts: counts.subarray(0, end),
  };
}

/** The query's pairs in each group of a borrowing. */
function countGroups(
  { sources }: Borrowing,
  songs: Float32Array,
  extra: Float32Array | null,
): Float64Array {
  const out = new Float64Array(sources.columns);
  if (extra) out.set(extra);
  const { songOf, indices } = sources;
  for (let i = 0; i < indices.length; i++) out[indices[i]] += songs[songOf[i]];
  return out;
}

function products(a: Float64Array, b: Float64Array): Float64Array {
  const out = new Float64Array(a.length);
  for (let i = 0; i < out.length; i++) out[i] = a[i] * b[i];
  return out;
}

/** votes[p] += Σ over groups of r_g · C_g[p] · value[g] */
function spreadToPlaylists(
  { profiles, counts, rates }: Borrowing,
  value: Float64Array,
  votes: Float64Array,
): void {
  for (let group = 0; group < rates.length; group++) {
    const scaled = value[group] * rates[group];
    if (scaled === 0) continue;
    for (let i = profiles.indptr[group]; i < profiles.indptr[group + 1]; i++) {
      votes[profiles.indices[i]] += counts[i] * scaled;
    }
  }
}

function degree({ indptr }: Incidence, song: number): number {
  return indptr[song + 1] - indptr[song];
}
