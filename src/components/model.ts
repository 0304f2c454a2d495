/**
 * The model as the pages hold it: the recommender's catalogue with the ids and names that people
 * see, from the files that a page attaches. Reading the 28,000 songs takes some tens of
 * milliseconds.
 */
import type { Table } from "npm:apache-arrow";
import type { Catalogue } from "../recommender/contract.ts";
import { incidenceFromPairs, transpose } from "../recommender/incidence.ts";
import { decimalYear, releaseYear } from "../recommender/release_date.ts";
import type { ScalerKind } from "../recommender/scaling.ts";
import {
  readFindings,
  type TunedFindings,
  type WrittenFindings,
} from "../recommender/tuned_findings.ts";
import { TUNED_PARAMETERS, type TunedParameters } from "../recommender/tuned_parameters.ts";
import { knowIds } from "./query/packed_fragment.ts";
import {
  type CodedTexts,
  codedTexts,
  integers,
  lists,
  numbers,
  texts,
  vectors,
} from "./arrow_columns.ts";
import { worded } from "./nouns.ts";

/** What the pages read of `manifest.json`. */
export interface ModelManifest {
  readonly dataset: { readonly name: string; readonly sha256: string; readonly invented: boolean };
  readonly rows: { readonly read: number; readonly kept: number };
  readonly counts: {
    readonly songs: number;
    readonly playlists: number;
    readonly interactions: number;
  };
  readonly settings: { readonly scaler: ScalerKind; readonly rank: number };
  readonly features: readonly { readonly name: string }[];
}

/** The files of the model that the pages need, each as its `FileAttachment` gives it. */
export interface ModelFiles {
  readonly manifest: ModelManifest;
  readonly catalogue: Table;
  readonly playlists: Table;
  readonly interactions: Table;
  readonly playlistFactors: Table;
  /**
   * One row a song, or none where the data set is too large for claims; the tuned model's numbers
   * for this data set in the schema's metadata. A page that ranks nothing does without.
   */
  readonly claims?: Table;
}

/** A model in the browser. Songs and playlists are row numbers, as everywhere in the recommender. */
export interface PageModel {
  readonly manifest: ModelManifest;
  readonly catalogue: Catalogue;
  readonly trackIds: readonly string[];
  readonly albumNames: CodedTexts;
  /** Calendar year of each song's release; NaN where unknown. */
  readonly years: Float64Array;
  /** Genre of each song as a row of `catalogue.genreNames`; −1 where it has none. */
  readonly songGenres: Int32Array;
  readonly playlistIds: readonly string[];
  readonly playlistNames: readonly string[];
  /** V of the truncated SVD: playlists × rank, row-major. */
  readonly playlistFactors: { readonly rank: number; readonly right: Float32Array };
  /** How strongly all playlists claim each song (`claims.ts`); null where that is not known. */
  readonly claims: Float32Array | null;
  /** The tuned model's numbers for this data set. */
  readonly tunedParameters: TunedParameters;
  /** What the tuned model finds in the catalogue, where the build has found it. */
  readonly tunedFindings?: TunedFindings;
}

/**
 * Reads a model, whose ids are then known to packed addresses.
 * @throws RangeError when a file lacks a column or the files do not fit together
 */
export function loadModel(files: ModelFiles): PageModel {
  const { manifest, catalogue: songs, playlists, interactions } = files;
  const songCount = songs.numRows, playlistCount = playlists.numRows;
  const songPlaylists = incidenceFromPairs(
    songCount,
    playlistCount,
    integers(interactions, "song"),
    integers(interactions, "playlist"),
  );
  const artists = codedTexts(songs, "track_artist");
  const dates = codedTexts(songs, "release_date");
  const songGenres = codedTexts(songs, "genre");
  const playlistGenres = texts(playlists, "playlist_genre");
  const subgenres = coded(texts(playlists, "playlist_subgenre"));
  // A song's genre is the most frequent of its pairs and may be that of no playlist as a whole.
  const genres = coded([...playlistGenres, ...songGenres.names]);
  const genreRows = genres.codes.subarray(playlistCount);
  const titles = texts(songs, "track_name");
  const { size, values } = vectors(files.playlistFactors, "vector");
  const trackIds = texts(songs, "track_id"), playlistIds = texts(playlists, "playlist_id");
  knowIds(trackIds, playlistIds);
  return {
    manifest,
    catalogue: {
      songCount,
      playlistCount,
      songPlaylists,
      playlistSongs: transpose(songPlaylists),
      features: manifest.features.map(({ name }) => ({ name, values: numbers(songs, name) })),
      // Where songs have no names at all, an id is what people know a song by.
      titles: titles.some((title) => title !== "") ? titles : trackIds,
      artists: artists.codes,
      artistNames: artists.names,
      albums: integers(songs, "album"),
      releaseYears: yearsOf(dates, decimalYear),
      popularities: numbers(songs, "track_popularity"),
      playlistGenres: genres.codes.slice(0, playlistCount),
      genreNames: genres.names,
      playlistSubgenres: subgenres.codes,
      subgenreNames: subgenres.names,
    },
    trackIds,
    albumNames: codedTexts(songs, "track_album_name"),
    years: yearsOf(dates, releaseYear),
    songGenres: songGenres.codes.map((code) => code < 0 ? -1 : genreRows[code]),
    playlistIds,
    playlistNames: texts(playlists, "playlist_name"),
    playlistFactors: { rank: size, right: values },
    claims: files.claims && files.claims.numRows > 0
      ? Float32Array.from(numbers(files.claims, "claim"))
      : null,
    tunedParameters: files.claims ? parametersOf(files.claims) : TUNED_PARAMETERS,
    tunedFindings: files.claims && findingsOf(files.claims, artists.names.length),
  };
}

function parametersOf({ schema }: Table): TunedParameters {
  const text = schema.metadata.get("parameters");
  return text === undefined ? TUNED_PARAMETERS : JSON.parse(text) as TunedParameters;
}

function findingsOf(claims: Table, artistCount: number): TunedFindings | undefined {
  const text = claims.schema.metadata.get("findings");
  if (text === undefined) return undefined;
  const written = JSON.parse(text) as WrittenFindings;
  const incidence = (name: string, columns: number) => {
    const { offsets, values } = lists(claims, name);
    return { rows: claims.numRows, columns, indptr: offsets, indices: values };
  };
  return readFindings(
    written,
    incidence("featured", artistCount),
    incidence("version_words", written.words.length),
  );
}

/** Title of a song as people read it. */
export function songTitle({ catalogue }: PageModel, song: number): string {
  return catalogue.titles[song] || "Untitled";
}

/** Artist of a song; "Unknown artist" where only others have one, "" where no song has. */
export function artistName({ catalogue }: PageModel, song: number): string {
  const { artistNames, artists } = catalogue;
  return artistNames[artists[song]] ?? (artistNames.length > 0 ? worded("Unknown artist") : "");
}

/** A song within a sentence: “Title” by Artist. */
export function songWords(model: PageModel, song: number): string {
  const artist = artistName(model, song);
  return `“${songTitle(model, song)}”${artist === "" ? "" : ` by ${artist}`}`;
}

/** Album of a song; "" where it has none. */
export function albumName({ albumNames }: PageModel, song: number): string {
  return albumNames.names[albumNames.codes[song]] ?? "";
}

/** Genre of a song; "" where it has none. */
export function genreName({ catalogue, songGenres }: PageModel, song: number): string {
  return catalogue.genreNames[songGenres[song]] ?? "";
}

/** Name of a playlist; its id where it has none. */
export function playlistName(model: PageModel, playlist: number): string {
  return model.playlistNames[playlist] || model.playlistIds[playlist];
}

/**
 * The address of a song at Spotify, null where its id is none of theirs (22 letters and digits) or
 * the songs are invented; nothing asks for it unless someone follows the link.
 */
export function spotifyAddress({ trackIds, manifest }: PageModel, song: number): string | null {
  const id = trackIds[song];
  return !manifest.dataset.invented && /^[0-9A-Za-z]{22}$/.test(id)
    ? `https://open.spotify.com/track/${id}`
    : null;
}

function yearsOf({ codes, names }: CodedTexts, read: (date: string) => number): Float64Array {
  const years = names.map(read);
  const out = new Float64Array(codes.length).fill(NaN);
  for (let song = 0; song < out.length; song++) {
    if (codes[song] >= 0) out[song] = years[codes[song]];
  }
  return out;
}

/** Texts as rows of their distinct values in ascending order, −1 for "". */
function coded(values: readonly string[]): CodedTexts {
  const names = [...new Set(values)].filter((value) => value !== "").sort();
  const rowOf = new Map(names.map((name, row) => [name, row]));
  return { codes: Int32Array.from(values, (value) => rowOf.get(value) ?? -1), names };
}
