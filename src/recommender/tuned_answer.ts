/** One query put to the tuned model: the tables that it gives rise to and the parts of the scores. */
import type { Catalogue, FeatureWeights, Parts, Query } from "./contract.ts";
import { type Neighborhood, neighborhood, scoresOfVotes } from "./backoff.ts";
import { type Binned, countBins, logRatios, MISSING } from "./histogram.ts";
import { rowIndices } from "./incidence.ts";
import { checkQuery } from "./query.ts";
import { binDistance, binOfValue } from "./taste.ts";
import type { TunedModel } from "./tuned.ts";

/** A song that is not in the catalogue, such as a row that a user adds. */
export interface NewSong {
  /** Values of the audio features in the catalogue's order; NaN where unknown. */
  readonly features: Float64Array;
  /** Row of `artistNames`; −1 where the catalogue does not have the artist. */
  readonly artist: number;
  /** Number of the album; −1 where the catalogue does not have it. */
  readonly album: number;
}

/** A query that may hold songs the model has never seen. */
export interface TunedQuery extends Query {
  readonly newSongs?: readonly NewSong[];
}

/** All that the scores of one query are made of. */
export interface Answer {
  readonly parts: Parts;
  readonly featureWeights: FeatureWeights;
  /** Songs of the query and of its playlists, ascending. */
  readonly songs: Int32Array;
  /** Null for a query without songs. */
  readonly neighborhood: Neighborhood | null;
  /** log(1 + S / (ε sd)) over S: what one unit of a song's S is worth depends on the song. */
  readonly neighborhoodScale: number;
  /** The same for the votes of the genres. */
  readonly genreVotes: Float64Array | null;
  readonly genreScale: number;
  readonly genreScores: Float64Array | null;
  /** L by bin, times strength and weight; null where a feature does not count. */
  readonly featureTables: readonly (Float32Array | null)[];
  readonly artistTables: readonly (Float32Array | null)[];
  readonly preferenceTables: readonly (Float32Array | null)[];
  readonly eraTable: Float32Array | null;
  /** 1 for songs that are another version of a song of the query. */
  readonly sameWork: Uint8Array | null;
}

/** Songs for which one genre stands in the histograms, however many it has. */
const GENRE_MASS = 50;
/** A wish counts as missed beyond a few of these, in standard deviations. */
const PREFERENCE_BANDWIDTH = 0.5;
/** Density, of 1 at the wish, at which all songs are equally far from it. */
const PREFERENCE_FLOOR = 0.05;

/**
 * Scores all songs for a query, in O(songs · features + pairs).
 *
 * @throws RangeError when the query names what is not there (`checkQuery`)
 */
export function answerQuery(
  model: TunedModel,
  query: TunedQuery,
  featureWeights: FeatureWeights,
): Answer {
  const { catalogue, taste, strengths } = model;
  checkQuery(catalogue, query, featureWeights);
  const newSongs = query.newSongs ?? [];
  const { weights: inQuery, songs } = songsOf(catalogue, query);
  const fromSongs = songs.length + newSongs.length > 0;
  const genreVotes = votesOfGenres(catalogue, query);

  const near = fromSongs
    ? neighborhood(model.backoff, {
      songs: inQuery,
      extraCounts: extraCounts(model, newSongs),
      ownPlaylists: flags(query.playlists, catalogue.playlistCount),
    })
    : null;
  const genreShares = genreVotes && scoresOfVotes(model.backoff, genreVotes);
  const genreScores = genreShares && genreShares.own.map((own, i) => own + genreShares.borrowed[i]);

  const sample = tasteSample(model, songs, inQuery, genreVotes);
  const tableOf = (of: Binned | null, prior: number, strength: number, extra: number[]) => {
    if (of === null || strength === 0) return null;
    const { counts, total } = countBins(of, sample.songs, sample.weights);
    for (const bin of extra) counts[bin]++;
    if (total + extra.length === 0) return null;
    const table = logRatios(of, counts, total + extra.length, prior);
    for (let bin = 0; bin < table.length; bin++) table[bin] *= strength;
    return table;
  };
  const featureTables = taste.features.map((of, f) =>
    tableOf(
      of,
      strengths.featurePrior,
      strengths.feature * featureWeights[f],
      newSongs.filter((song) => of && !Number.isNaN(song.features[f]))
        .map((song) => binOfValue(of!, song.features[f])),
    )
  );
  const artistTables = taste.artistMeans.map((of, f) =>
    tableOf(of, strengths.featurePrior, strengths.artistMean * featureWeights[f], [])
  );
  const answer: Omit<Answer, "parts"> = {
    featureWeights,
    songs,
    neighborhood: near,
    neighborhoodScale: near ? 1 / (strengths.neighborhoodFloor * deviationOfSums(near)) : 0,
    genreVotes,
    genreScores,
    genreScale: genreScores ? 1 / (strengths.neighborhoodFloor * deviation(genreScores)) : 0,
    featureTables,
    artistTables,
    preferenceTables: preferenceTables(model, query, featureWeights),
    eraTable: tableOf(taste.era, strengths.eraPrior, strengths.era, []),
    sameWork: fromSongs ? sameWork(model.works, songs) : null,
  };
  return { ...answer, parts: partsOf(model, answer, fromSongs || genreVotes !== null) };
}

function partsOf(model: TunedModel, answer: Omit<Answer, "parts">, hasCatalogue: boolean): Parts {
  const { catalogue, taste, defaultWeights, strengths } = model;
  const n = catalogue.songCount;
  const near = answer.neighborhood;
  const votes = near !== null && (near.selfVote > 0 || near.votes.some((vote) => vote > 0));
  const collaborative = votes ? new Float32Array(n) : null;
  const rest = hasCatalogue ? new Float32Array(n) : null;
  if (near && collaborative && rest) {
    const { own, borrowed } = near;
    for (let song = 0; song < n; song++) {
      const sum = own[song] + borrowed[song];
      if (sum === 0) continue;
      const term = Math.log1p(sum * answer.neighborhoodScale) / sum;
      collaborative[song] = term * own[song] / defaultWeights.collaborative;
      rest[song] = term * borrowed[song];
    }
  }
  if (rest) {
    if (answer.genreScores) {
      for (let song = 0; song < n; song++) {
        rest[song] += strengths.genre * Math.log1p(answer.genreScores[song] * answer.genreScale);
      }
    }
    if (answer.eraTable && taste.era) addTable(answer.eraTable, taste.era.bins, rest);
    if (answer.sameWork) {
      for (let song = 0; song < n; song++) {
        if (answer.sameWork[song]) rest[song] += strengths.sameWork;
      }
    }
    const { indptr } = catalogue.songPlaylists;
    for (let song = 0; song < n; song++) {
      if (indptr[song + 1] > indptr[song]) {
        rest[song] += strengths.popularity * taste.popularity[song];
      }
      rest[song] /= defaultWeights.catalogue;
    }
  }
  return { collaborative, audio: audioPart(model, answer), catalogue: rest };
}

function audioPart(model: TunedModel, answer: Omit<Answer, "parts">): Float32Array | null {
  const { taste, defaultWeights } = model;
  const { featureTables, artistTables, preferenceTables } = answer;
  let out: Float32Array | null = null;
  const add = (table: Float32Array | null, of: Binned | null) => {
    if (table === null || of === null) return;
    out ??= new Float32Array(model.catalogue.songCount);
    addTable(table, of.bins, out);
  };
  taste.features.forEach((of, f) => {
    add(featureTables[f], of);
    add(artistTables[f], taste.artistMeans[f]);
    add(preferenceTables[f], of);
  });
  const part = out as Float32Array | null;
  if (part) { for (let song = 0; song < part.length; song++) part[song] /= defaultWeights.audio; }
  return part;
}

/** out[song] += table[bin of the song] */
function addTable(table: Float32Array, bins: Uint16Array, out: Float32Array): void {
  for (let song = 0; song < out.length; song++) {
    const bin = bins[song];
    if (bin !== MISSING) out[song] += table[bin];
  }
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

/** 1 for each playlist of a wanted genre or subgenre; null for a query without. */
function votesOfGenres(catalogue: Catalogue, query: Query): Float64Array | null {
  if (query.genres.length + query.subgenres.length === 0) return null;
  const genres = new Set(query.genres), subgenres = new Set(query.subgenres);
  const { playlistGenres, playlistSubgenres } = catalogue;
  return Float64Array.from(
    playlistGenres,
    (genre, p) => genres.has(genre) || subgenres.has(playlistSubgenres[p]) ? 1 : 0,
  );
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

/** Stated wishes: log of a Gaussian around the wanted value over a floor; 0 at the wish. */
function preferenceTables(
  { taste, strengths }: TunedModel,
  query: Query,
  featureWeights: FeatureWeights,
): (Float32Array | null)[] {
  const tables = taste.features.map((): Float32Array | null => null);
  for (const { feature, value } of query.preferences) {
    const of = taste.features[feature];
    const strength = strengths.preference * featureWeights[feature];
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

/** What songs outside of the catalogue add to the query's groups, by borrowing. */
function extraCounts(model: TunedModel, newSongs: readonly NewSong[]) {
  if (newSongs.length === 0) return undefined;
  return model.backoff.borrowings.map(({ kind, sources }) => {
    const counts = new Float32Array(sources.columns);
    for (const { artist, album } of newSongs) {
      const group = kind === "album" ? album : artist;
      if (group >= 0 && group < counts.length) counts[group]++;
    }
    return counts;
  });
}

function sameWork(works: Int32Array, songs: Int32Array): Uint8Array {
  const inQuery = new Set<number>();
  for (const song of songs) inQuery.add(works[song]);
  return Uint8Array.from(works, (work) => inQuery.has(work) ? 1 : 0);
}

function flags(rows: readonly number[], count: number): Uint8Array {
  const out = new Uint8Array(count);
  for (const row of rows) out[row] = 1;
  return out;
}

function deviationOfSums({ own, borrowed }: Neighborhood): number {
  return deviation(own.map((value, song) => value + borrowed[song]));
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
