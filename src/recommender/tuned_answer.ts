/** One query put to the tuned model: the tables that it gives rise to, one a term of the score. */
import { type Borrowing, type Neighborhood, neighborhood, scoresOfVotes } from "./backoff.ts";
import type { Catalogue, FeatureWeights, NewSong, Parts, Query } from "./contract.ts";
import { countBins, logRatios, MISSING } from "./histogram.ts";
import { rowIndices } from "./incidence.ts";
import { creditedArtists } from "./credits.ts";
import { checkQuery } from "./query.ts";
import { binDistance, binOfValue, type Trait } from "./taste.ts";
import type { TunedModel } from "./tuned.ts";
import { partsOf } from "./tuned_parts.ts";
import { wordRatios } from "./version_words.ts";

/** All that the scores of one query are made of. */
export interface Answer {
  readonly parts: Parts;
  readonly query: Query;
  /** Songs of the query and of its playlists, ascending. */
  readonly songs: Int32Array;
  /** Null for a query without songs. */
  readonly neighborhood: Neighborhood | null;
  /** 1 / (ε sd(S)). */
  readonly neighborhoodScale: number;
  /** 1 for playlists of the wanted genres; null for a query without. */
  readonly genreVotes: Float64Array | null;
  readonly genreScores: Float64Array | null;
  readonly genreScale: number;
  /** Strength × L by bin, one a trait of the taste; null where it does not count. */
  readonly traitTables: readonly (Float32Array | null)[];
  /** What stated wishes add by bin, one an audio feature; null where there is none. */
  readonly preferenceTables: readonly (Float32Array | null)[];
  /** Strength × L by version word; null for a query without songs. */
  readonly wordTable: Float64Array | null;
  /** Added to songs by an artist of the query. */
  readonly artistRepeats: number;
  /** 1 for artists of the query; one an artist. */
  readonly artistsOfQuery: Uint8Array;
  /** 1 for songs that are a version of a song of the query. */
  readonly sameWork: Uint8Array | null;
}

/** Songs for which one genre stands in the histograms, however many it has. */
const GENRE_MASS = 50;
/** A wish counts as missed beyond a few of these, in standard deviations. */
const PREFERENCE_BANDWIDTH = 0.5;
/** Density, of 1 at the wish, at which all songs are equally far from it. */
const PREFERENCE_FLOOR = 0.05;
/** Share of a playlist's songs whose artist is in it again, and songs for which it stands. */
const USUAL_REPEATS = 0.35, USUAL_REPEATS_MASS = 5;

/**
 * Scores all songs for a query, in O(songs · features + pairs).
 *
 * @throws RangeError when the query names what is not there (`checkQuery`)
 */
export function answerQuery(
  model: TunedModel,
  query: Query,
  featureWeights: FeatureWeights,
): Answer {
  const { catalogue, taste, parameters, versions } = model;
  checkQuery(catalogue, query, featureWeights);
  const newSongs = query.newSongs ?? [];
  const { weights: inQuery, songs } = songsOf(catalogue, query);
  const newTitles = newSongs.map(({ title = "" }) => title).filter((title) => title !== "");
  const fromSongs = songs.length + newSongs.length > 0;
  const near = fromSongs
    ? neighborhood(model.backoff, {
      songs: inQuery,
      extraCounts: extraCounts(model, newSongs),
      ownPlaylists: flags(query.playlists, catalogue.playlistCount),
    })
    : null;
  const genreVotes = votesOfGenres(catalogue, query);
  const genreScores = genreVotes && sumOf(scoresOfVotes(model.backoff, genreVotes));
  const sample = tasteSample(model, songs, inQuery, genreVotes);
  const floor = parameters.neighborhoodFloor;
  const answer: Omit<Answer, "parts"> = {
    query,
    songs,
    neighborhood: near,
    neighborhoodScale: near ? 1 / (floor * deviation(sumOf(near))) : 0,
    genreVotes,
    genreScores,
    genreScale: genreScores ? 1 / (floor * deviation(genreScores)) : 0,
    traitTables: taste.traits.map((trait) =>
      traitTable(model, trait, featureWeights, sample, newSongs)
    ),
    preferenceTables: preferenceTables(model, query, featureWeights),
    wordTable: songs.length + newTitles.length > 0
      ? wordRatios(versions, songs, parameters.versionWords.prior, newTitles)
        .map((ratio) => ratio * parameters.versionWords.strength)
      : null,
    ...artistsOf(model, songs, newSongs),
    sameWork: fromSongs ? model.versionFinder.versionsOf(songs, newSongs) : null,
  };
  return { ...answer, parts: partsOf(model, answer) };
}

/** Strength × L of one trait. */
function traitTable(
  { parameters, catalogue: { artists } }: TunedModel,
  { kind, feature, of, isOfArtist, binOfNew, relevance }: Trait,
  featureWeights: FeatureWeights,
  sample: { songs: Int32Array; weights: Float32Array },
  newSongs: readonly NewSong[],
): Float32Array | null {
  const { strength, prior } = parameters.traits[kind];
  const factor = strength * relevance * (feature >= 0 ? featureWeights[feature] : 1);
  if (factor === 0) return null;
  const { counts, total } = countBins(
    of,
    sample.songs,
    sample.weights,
    isOfArtist ? artists : null,
  );
  let songs = total;
  for (const song of newSongs) {
    const bin = binOfNew(song);
    if (bin === MISSING) continue;
    counts[bin]++;
    songs++;
  }
  if (songs === 0) return null;
  const table = logRatios(of, counts, songs, prior);
  for (let bin = 0; bin < table.length; bin++) table[bin] *= factor;
  return table;
}

/** Stated wishes: log of a Gaussian around the wanted value over a floor; 0 at the wish. */
function preferenceTables(
  { taste, parameters }: TunedModel,
  query: Query,
  featureWeights: FeatureWeights,
): (Float32Array | null)[] {
  const tables = taste.features.map((): Float32Array | null => null);
  for (const { feature, value } of query.preferences) {
    const of = taste.features[feature];
    const strength = parameters.preference * featureWeights[feature];
    if (of === null || strength === 0) continue;
    const wanted = binOfValue(of, value);
    const table = tables[feature] ??= new Float32Array(of.base.length);
    for (let bin = 0; bin < table.length; bin++) {
      const distance = binDistance(bin, wanted) / PREFERENCE_BANDWIDTH;
      const density = Math.exp(-0.5 * distance * distance);
      table[bin] += strength * Math.log(PREFERENCE_FLOOR + (1 - PREFERENCE_FLOOR) * density);
    }
  }
  return tables;
}

/** Each song once, however often the query names it. */
function songsOf(catalogue: Catalogue, query: Query) {
  const weights = new Float32Array(catalogue.songCount);
  for (const song of query.songs) weights[song] = 1;
  for (const playlist of query.playlists) {
    for (const song of rowIndices(catalogue.playlistSongs, playlist)) weights[song] = 1;
  }
  const songs: number[] = [];
  for (let song = 0; song < weights.length; song++) if (weights[song] > 0) songs.push(song);
  return { weights, songs: Int32Array.from(songs) };
}

/** 1 for each playlist of a wanted genre or subgenre; null where there is none. */
function votesOfGenres(catalogue: Catalogue, query: Query): Float64Array | null {
  if (query.genres.length + query.subgenres.length === 0) return null;
  const genres = new Set(query.genres), subgenres = new Set(query.subgenres);
  const { playlistGenres, playlistSubgenres } = catalogue;
  const votes = Float64Array.from(
    playlistGenres,
    (genre, p) => genres.has(genre) || subgenres.has(playlistSubgenres[p]) ? 1 : 0,
  );
  return votes.includes(1) ? votes : null;
}

/** The songs whose histograms are taken: those of the query, and the genres' with a fixed mass. */
function tasteSample(
  { catalogue }: TunedModel,
  songs: Int32Array,
  inQuery: Float32Array,
  genreVotes: Float64Array | null,
): { songs: Int32Array; weights: Float32Array } {
  if (genreVotes === null) return { songs, weights: inQuery };
  const ofGenre = new Float32Array(catalogue.songCount);
  let pairs = 0;
  for (let p = 0; p < genreVotes.length; p++) {
    if (genreVotes[p] === 0) continue;
    for (const song of rowIndices(catalogue.playlistSongs, p)) {
      ofGenre[song]++;
      pairs++;
    }
  }
  const sampled: number[] = [];
  for (let song = 0; song < ofGenre.length; song++) {
    ofGenre[song] = inQuery[song] + ofGenre[song] * GENRE_MASS / Math.max(pairs, 1);
    if (ofGenre[song] > 0) sampled.push(song);
  }
  return { songs: Int32Array.from(sampled), weights: ofGenre };
}

/** Which artists the query has, and what it adds to their songs that it repeats artists. */
function artistsOf(
  { catalogue, parameters }: TunedModel,
  songs: Int32Array,
  news: readonly NewSong[],
) {
  const counts = new Int32Array(catalogue.artistNames.length);
  const count = (artist: number) => {
    if (artist >= 0 && artist < counts.length) counts[artist]++;
  };
  for (const song of songs) count(catalogue.artists[song]);
  for (const { artist = -1 } of news) count(artist);
  const artistsOfQuery = new Uint8Array(counts.length);
  let repeated = 0, all = 0;
  for (let artist = 0; artist < counts.length; artist++) {
    const n = counts[artist];
    if (n === 0) continue;
    artistsOfQuery[artist] = 1;
    all += n;
    if (n > 1) repeated += n;
  }
  const share = (repeated + USUAL_REPEATS * USUAL_REPEATS_MASS) / (all + USUAL_REPEATS_MASS);
  const artistRepeats = parameters.artistRepeats * Math.log(share / USUAL_REPEATS);
  return { artistRepeats, artistsOfQuery };
}

/** What songs outside of the catalogue add to the query's groups, by borrowing. */
function extraCounts(model: TunedModel, newSongs: readonly NewSong[]) {
  if (newSongs.length === 0) return undefined;
  const groupsOf: Record<Borrowing["sourceKind"], number[]> = {
    artist: newSongs.map(({ artist = -1 }) => artist),
    album: newSongs.map(({ album = -1 }) => album),
    featured: newSongs.flatMap(({ title = "", artist = -1 }) =>
      creditedArtists(model.catalogue, title, artist)
    ),
  };
  return model.backoff.borrowings.map(({ sourceKind, sources }) => {
    const counts = new Float32Array(sources.columns);
    for (const group of groupsOf[sourceKind]) if (group in counts) counts[group]++;
    return counts;
  });
}

function flags(rows: readonly number[], count: number): Uint8Array {
  const out = new Uint8Array(count);
  for (const row of rows) out[row] = 1;
  return out;
}

function sumOf({ own, borrowed }: { own: Float64Array; borrowed: Float64Array }): Float64Array {
  const out = new Float64Array(own.length);
  for (let song = 0; song < out.length; song++) out[song] = own[song] + borrowed[song];
  return out;
}

/** Population standard deviation, never 0, so that it can divide. */
function deviation(values: Float64Array): number {
  let sum = 0, squares = 0;
  for (let i = 0; i < values.length; i++) {
    sum += values[i];
    squares += values[i] * values[i];
  }
  const mean = sum / values.length;
  return Math.sqrt(Math.max(0, squares / values.length - mean * mean)) + 1e-12;
}
