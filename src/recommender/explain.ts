/**
 * Why a song is recommended: reasons as plain data, which pages put into words.
 *
 * What holds whichever model ranked the song stands here; a model adds what it alone knows by
 * extending `Reasons` and `PickReason` (see `classic_reasons.ts`).
 */
import type { AudioProfiles } from "./audio.ts";
import type { Catalogue, FeatureWeights, Query } from "./contract.ts";
import { rowIndices } from "./incidence.ts";
import { toPosition } from "./scaling.ts";

/**
 * One thing that a person picked; `row` is a song, a playlist, a row of the genres' names or, of a
 * song that the catalogue does not have, its place in the query's `newSongs`.
 */
export interface QueryPick {
  readonly kind: "song" | "playlist" | "genre" | "subgenre" | "new song";
  readonly row: number;
  /** Of a new song whose title is known. */
  readonly title?: string;
}

/** What a recommended song has in common with one pick. */
export interface PickReason extends QueryPick {
  /**
   * Playlists that the song is in and that lead to the pick, ascending. For a song: those that hold
   * both; for a playlist: those that hold a song of it; for a genre: those of that genre.
   */
  readonly sharedPlaylists: readonly number[];
  /**
   * Songs of the pick by the same artist, ascending; of a song or playlist only. A new song that
   * is by the artist is its own place.
   */
  readonly sameArtist: readonly number[];
  /** The same of the same album. */
  readonly sameAlbum: readonly number[];
}

/** How near a recommended song is to the query in one audio feature. */
export interface FeatureAgreement {
  /** Index into `Catalogue.features`. */
  readonly feature: number;
  /** Value of the song in the unit of the data set; NaN where missing. */
  readonly value: number;
  /** Value of the query, in the same unit: the wanted one, else the mean over the picks. */
  readonly queryValue: number;
  /** Distance of the two as a share of the catalogue's range, 0 to 1. */
  readonly distance: number;
  /** Share of the catalogue's songs that are farther from the query than this song, 0 to 1. */
  readonly closerThan: number;
}

/** Why a song is recommended. */
export interface Reasons {
  readonly song: number;
  /** One a pick, in the order songs, playlists, genres, subgenres, new songs of the query. */
  readonly picks: readonly PickReason[];
  /** Those that agree most first. */
  readonly features: readonly FeatureAgreement[];
}

/** The picks of a query, in the order songs, playlists, genres, subgenres, new songs. */
export function picksOf(query: Query): QueryPick[] {
  return [
    ...query.songs.map((row): QueryPick => ({ kind: "song", row })),
    ...query.playlists.map((row): QueryPick => ({ kind: "playlist", row })),
    ...query.genres.map((row): QueryPick => ({ kind: "genre", row })),
    ...query.subgenres.map((row): QueryPick => ({ kind: "subgenre", row })),
    ...(query.newSongs ?? []).map(({ title }, row): QueryPick => ({
      kind: "new song",
      row,
      ...(title ? { title } : {}),
    })),
  ];
}

/** What a song has in common with each pick of a query, exactly, from the catalogue alone. */
export function pickReasons(catalogue: Catalogue, query: Query, song: number): PickReason[] {
  return picksOf(query).map((pick) => {
    if (pick.kind === "new song") return newSongReason(catalogue, query, pick, song);
    const songs = songsOf(catalogue, pick);
    const same = (column: Int32Array) =>
      column[song] < 0
        ? []
        : Array.from(songs).filter((other) => other !== song && column[other] === column[song]);
    return {
      ...pick,
      sharedPlaylists: sharedPlaylists(catalogue, pick, song),
      sameArtist: same(catalogue.artists),
      sameAlbum: same(catalogue.albums),
    };
  });
}

/**
 * How near a song is to the query in each audio feature that counts, best agreement first.
 *
 * The order is by weight × `closerThan`, not by bare distance: nearly all songs agree in a feature
 * in which nearly all songs are alike, which explains nothing. Ties keep the order of the features.
 * O(songs · features): meant for the songs that someone asks about.
 *
 * @returns none for a query without picks that sound and without preferences, and none for
 *   features that are constant or weigh 0
 */
export function featureAgreements(
  profiles: AudioProfiles,
  query: Query,
  weights: FeatureWeights,
  song: number,
): FeatureAgreement[] {
  const { scalers } = profiles.audio;
  const profile = profiles.query(query);
  const wanted = new Map(query.preferences.map(({ feature, value }) => [feature, value]));
  const agreements: FeatureAgreement[] = [];
  for (let feature = 0; feature < scalers.length; feature++) {
    const { low, high } = scalers[feature];
    const queryValue = wanted.get(feature) ??
      (profile ? scalers[feature].toRaw(profile[feature]) : NaN);
    if (!(weights[feature] > 0 && high > low) || Number.isNaN(queryValue)) continue;
    agreements.push(agreement(profiles, feature, queryValue, song));
  }
  const strength = ({ feature, closerThan }: FeatureAgreement) => weights[feature] * closerThan;
  return agreements.sort((a, b) => strength(b) - strength(a));
}

function agreement(
  { audio, catalogue }: AudioProfiles,
  feature: number,
  queryValue: number,
  song: number,
): FeatureAgreement {
  const { d, vectors, scalers } = audio;
  const { low, high } = scalers[feature];
  // Compared in float32, as the songs' vectors are: a song at the query's value has distance 0.
  const target = Math.fround(low + toPosition(scalers[feature], queryValue) * (high - low));
  const distance = Math.abs(vectors[song * d + feature] - target);
  let farther = 0;
  for (let at = feature; at < vectors.length; at += d) {
    if (Math.abs(vectors[at] - target) > distance) farther++;
  }
  return {
    feature,
    value: catalogue.features[feature].values[song],
    queryValue,
    distance: distance / (high - low),
    closerThan: farther / catalogue.songCount,
  };
}

/** A new song is in no playlist: it has an artist and an album in common at most. */
function newSongReason(
  { artists, albums }: Catalogue,
  { newSongs = [] }: Query,
  pick: QueryPick,
  song: number,
): PickReason {
  const { artist = -1, album = -1 } = newSongs[pick.row];
  const same = (of: number, other: number) => of >= 0 && of === other ? [pick.row] : [];
  return {
    ...pick,
    sharedPlaylists: [],
    sameArtist: same(artists[song], artist),
    sameAlbum: same(albums[song], album),
  };
}

/** The songs of a pick; none for genres, whose songs are too many to be reasons. */
function songsOf(catalogue: Catalogue, { kind, row }: QueryPick): ArrayLike<number> {
  if (kind === "song") return [row];
  return kind === "playlist" ? rowIndices(catalogue.playlistSongs, row) : [];
}

function sharedPlaylists(catalogue: Catalogue, { kind, row }: QueryPick, song: number): number[] {
  const { songPlaylists, playlistSongs, playlistGenres, playlistSubgenres } = catalogue;
  const own = Array.from(rowIndices(songPlaylists, song));
  switch (kind) {
    case "song": {
      const others = new Set(rowIndices(songPlaylists, row));
      return own.filter((playlist) => others.has(playlist));
    }
    case "playlist": {
      const songs = new Set(rowIndices(playlistSongs, row));
      return own.filter((playlist) =>
        playlist === row ||
        rowIndices(playlistSongs, playlist).some((other) => other !== song && songs.has(other))
      );
    }
    case "genre":
      return own.filter((playlist) => playlistGenres[playlist] === row);
    case "subgenre":
      return own.filter((playlist) => playlistSubgenres[playlist] === row);
    case "new song":
      return [];
  }
}
