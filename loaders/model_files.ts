/** The Arrow files of a model: which columns each has, from the results of the stages. */
import { releaseYear } from "../src/recommender/release_date.ts";
import { join } from "node:path";
import {
  type Column,
  dictionaryColumn,
  float32Column,
  float64Column,
  int32Column,
  nullableInt32Column,
  utf8Column,
  vectorColumn,
} from "./arrow.ts";
import { writeArrowFile } from "./arrow_file.ts";
import type { Neighbors } from "./neighbors.ts";
import type { SongData } from "./songs.ts";
import type { TruncatedSvd } from "./svd.ts";
import { decodeTexts, distinctTexts, type Utf8Texts } from "./utf8.ts";

/** The sha256 of each file written, by name. */
export type FileHashes = Record<string, string>;

/** Writes what was read: the songs, in full and as the pages read them, playlists and pairs. */
export function writeSongFiles(folder: string, data: SongData): Promise<FileHashes> {
  return writeFiles(folder, {
    songs: () => songColumns(data),
    catalogue: () => catalogueColumns(data),
    playlists: () => playlistColumns(data),
    interactions: () => interactionColumns(data),
  });
}

/** Writes the scaled features: `vectors` holds `dimensions` numbers a song. */
export function writeFeatureFile(
  folder: string,
  vectors: Float32Array,
  dimensions: number,
  songs: number,
): Promise<FileHashes> {
  return writeFiles(folder, {
    features: () => [
      rowNumbers("song", songs),
      vectorColumn("vector", vectors, dimensions, songs),
    ],
  });
}

/** Writes the decomposition: the songs' factors U·S, the playlists' V, the spectrum. */
export function writeFactorFiles(
  folder: string,
  svd: TruncatedSvd,
  factors: Float32Array,
  { songs, playlists }: { songs: number; playlists: number },
): Promise<FileHashes> {
  const { rank, right } = svd;
  return writeFiles(folder, {
    factors: () => [rowNumbers("song", songs), vectorColumn("vector", factors, rank, songs)],
    playlist_factors: () => [
      rowNumbers("playlist", playlists),
      vectorColumn("vector", Float32Array.from(right), rank, playlists),
    ],
    spectrum: () => spectrumColumns(svd),
  });
}

/** Writes the nearest neighbours by one of the two signals. */
export function writeNeighborFile(
  folder: string,
  signal: "content" | "collaborative",
  neighbors: Neighbors,
): Promise<FileHashes> {
  return writeFiles(folder, { [`${signal}_neighbors`]: () => neighborColumns(neighbors) });
}

/** Writes one file after the other, so that the columns of one only are in memory. */
async function writeFiles(
  folder: string,
  files: Readonly<Record<string, () => Column[]>>,
): Promise<FileHashes> {
  const hashes: FileHashes = {};
  for (const [name, columns] of Object.entries(files)) {
    hashes[`${name}.arrow`] = await writeArrowFile(join(folder, `${name}.arrow`), columns());
  }
  return hashes;
}

/** 0, 1, 2, … */
function rowNumbers(name: string, count: number): Column {
  const rows = new Int32Array(count);
  for (let row = 0; row < count; row++) rows[row] = row;
  return int32Column(name, rows);
}

function songColumns({ songs, interactions }: SongData): Column[] {
  const { utf8 } = songs, { indptr } = interactions;
  const playlistCounts = new Int32Array(songs.count);
  for (let song = 0; song < songs.count; song++) {
    playlistCounts[song] = indptr[song + 1] - indptr[song];
  }
  return [
    rowNumbers("song", songs.count),
    utf8Column("track_id", utf8.trackIds),
    utf8Column("track_name", utf8.names),
    utf8Column("track_artist", utf8.artists),
    utf8Column("track_album_id", utf8.albumIds),
    utf8Column("track_album_name", utf8.albumNames),
    utf8Column("release_date", utf8.releaseDates),
    nullableInt32Column("release_year", releaseYears(utf8.releaseDates)),
    float64Column("track_popularity", songs.popularities),
    utf8Column("genre", songs.genres),
    int32Column("playlist_count", playlistCounts),
    ...songs.features.map(({ name, values }) => float64Column(name, values)),
  ];
}

/** The year of each date, each distinct one looked at once; NaN where there is none. */
function releaseYears(dates: Utf8Texts): Float64Array {
  const { codes, distinct } = distinctTexts(dates, -1);
  const years = decodeTexts(distinct).map(releaseYear);
  return Float64Array.from(codes, (code) => code < 0 ? NaN : years[code]);
}

/**
 * The songs as the pages read them: repeated texts as dictionaries, albums as numbers, features in
 * single precision (NaN where missing). A third of songs.arrow to send.
 */
function catalogueColumns({ songs }: SongData): Column[] {
  const { utf8 } = songs;
  return [
    utf8Column("track_id", utf8.trackIds),
    utf8Column("track_name", utf8.names),
    dictionaryColumn("track_artist", utf8.artists),
    int32Column("album", distinctTexts(utf8.albumIds, -1).codes),
    dictionaryColumn("track_album_name", utf8.albumNames),
    dictionaryColumn("release_date", utf8.releaseDates),
    float32Column("track_popularity", Float32Array.from(songs.popularities)),
    dictionaryColumn("genre", songs.genres),
    ...songs.features.map(({ name, values }) => float32Column(name, Float32Array.from(values))),
  ];
}

function playlistColumns({ playlists, interactions }: SongData): Column[] {
  const songCounts = new Int32Array(playlists.count);
  for (const playlist of interactions.indices) songCounts[playlist]++;
  return [
    rowNumbers("playlist", playlists.count),
    utf8Column("playlist_id", playlists.playlistIds),
    utf8Column("playlist_name", playlists.names),
    utf8Column("playlist_genre", playlists.genres),
    utf8Column("playlist_subgenre", playlists.subgenres),
    int32Column("song_count", songCounts),
  ];
}

function interactionColumns({ interactions, pairs: { weights, times } }: SongData): Column[] {
  const { rows, indptr, indices } = interactions;
  const song = new Int32Array(indices.length);
  for (let row = 0; row < rows; row++) song.fill(row, indptr[row], indptr[row + 1]);
  return [
    int32Column("song", song),
    int32Column("playlist", indices),
    ...(weights === null ? [] : [float64Column("weight", weights)]),
    ...(times === null ? [] : [float64Column("time", times)]),
  ];
}

function spectrumColumns({ singularValues, totalVariance }: TruncatedSvd): Column[] {
  const ratios = singularValues.map((value) => value * value / totalVariance);
  return [
    rowNumbers("component", singularValues.length),
    float64Column("singular_value", singularValues),
    float64Column("explained_variance_ratio", ratios),
  ];
}

function neighborColumns({ count, offsets, neighbors, scores }: Neighbors): Column[] {
  const song = new Int32Array(neighbors.length), rank = new Int32Array(neighbors.length);
  for (let row = 0; row < count; row++) {
    song.fill(row, offsets[row], offsets[row + 1]);
    for (let i = offsets[row]; i < offsets[row + 1]; i++) rank[i] = i - offsets[row] + 1;
  }
  return [
    int32Column("song", song),
    int32Column("rank", rank),
    int32Column("neighbor", neighbors),
    float32Column("score", scores),
  ];
}
