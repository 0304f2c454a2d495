/**
 * The SQL of a generated catalogue: every value is an expression of its song's or playlist's number
 * and the seed, so that rows stream out in order, no table is joined or sorted, and memory does
 * not grow with the number of rows.
 */
import {
  type CatalogueSizes,
  type DrawLaw,
  LEVELS,
  MOST_DRAWS,
  rankSql,
  solveDrawLaw,
  SUBGENRES,
} from "./catalogue_shape.ts";
import { USUAL_FEATURES } from "../loaders/usual_columns.ts";

/** How a feature follows from a standard normal z: center + scale z, or scale ((z + 3) / 6)³. */
interface FeatureForm {
  center: number;
  scale: number;
  low: number;
  high: number;
  decimals: number;
  skewed?: true;
}

const share = { low: 0, high: 1, decimals: 4 };
const FORMS: Record<string, FeatureForm> = {
  danceability: { center: 0.65, scale: 0.14, ...share },
  energy: { center: 0.7, scale: 0.17, ...share },
  key: { center: 5.5, scale: 3.4, low: 0, high: 11, decimals: 0 },
  loudness: { center: -6.7, scale: 2.8, low: -60, high: 0, decimals: 3 },
  mode: { center: 0.55, scale: 0.5, low: 0, high: 1, decimals: 0 },
  speechiness: { center: 0.02, scale: 0.6, ...share, skewed: true },
  acousticness: { center: 0, scale: 0.9, ...share, skewed: true },
  instrumentalness: { center: -0.1, scale: 0.9, ...share, skewed: true },
  liveness: { center: 0.05, scale: 0.9, ...share, skewed: true },
  valence: { center: 0.51, scale: 0.22, ...share },
  tempo: { center: 121, scale: 26, low: 40, high: 240, decimals: 3 },
  duration_ms: { center: 225_000, scale: 50_000, low: 30_000, high: 900_000, decimals: 0 },
};
const OTHER_FEATURE: FeatureForm = { center: 0, scale: 1, low: -9, high: 9, decimals: 4 };

/** The names of the first `count` features: those of the public file, then feature_13 and so on. */
export function featureNames(count: number): string[] {
  return Array.from({ length: count }, (_, f) => USUAL_FEATURES[f] ?? `feature_${f + 1}`);
}

/** Number spaces of chance: each kind of thing has its own draws. */
const KINDS = { song: 0, artist: 1, album: 2, playlist: 3, subgenre: 4, genre: 5 } as const;
/** Draws that a thing may make: the first for its own traits, the others for its playlists. */
const TRAITS = 1_024;
const SLOTS = TRAITS + MOST_DRAWS;

/** SQL expressions of chance under one seed. */
function chanceSql(seed: number) {
  // A single integer into DuckDB's hash, which mixes it well; hash(a, b) only xors the parts.
  const offset = BigInt.asUintN(62, BigInt(seed) * 0x9e3779b97f4a7c15n);
  const hash = (kind: keyof typeof KINDS, number: string, slot: number | string) =>
    `hash(${offset + BigInt(KINDS[kind]) * (1n << 44n)}::UBIGINT + ` +
    `${number}::UBIGINT * ${SLOTS} + ${slot}::UBIGINT)`;
  return {
    /** 64 bits. */
    hash,
    /** Uniform in [0, 1), from the upper 48 bits. */
    uniform: (kind: keyof typeof KINDS, number: string, slot: number | string) =>
      `((${hash(kind, number, slot)} >> 16)::DOUBLE / ${2 ** 48})`,
    /** 22 characters: a prefix of six and the hash in hexadecimal. */
    id: (prefix: string, kind: keyof typeof KINDS, number: string) =>
      `('${prefix}' || lpad(lower(to_hex(${hash(kind, number, TRAITS - 1)})), 16, '0'))`,
  };
}

/** SQL for a nearly normal number of mean 0 and deviation 1: the sum of a hash's four parts. */
const normalSql = (hash: string) =>
  `((((${hash} & 65535) + ((${hash} >> 16) & 65535) + ((${hash} >> 32) & 65535) +
    (${hash} >> 48))::DOUBLE - 131070) / 65536 * 1.7320508075688772)`;

function featureSql(name: string, z: string): string {
  const form = FORMS[name] ?? OTHER_FEATURE;
  const t = `((${z} + 3) / 6)`;
  const value = form.skewed
    ? `${form.center} + ${form.scale} * ${t} * ${t} * ${t}`
    : `${form.center} + ${form.scale} * ${z}`;
  const held = `round(least(${form.high}, greatest(${form.low}, ${value})), ${form.decimals})`;
  return form.decimals === 0 ? `${held}::INTEGER` : held;
}

/**
 * A query of all rows, in ascending order of song and playlist number, over a table
 * `numbers(song)` that holds 0 … songs − 1 in order.
 *
 * Playlist p is of genre p mod genres and its subgenre ⌊p / genres⌋ mod 4; within each of
 * these, and over all, lower numbers are drawn more often.
 */
export function catalogueSql(sizes: CatalogueSizes): string {
  const { songs, playlists, genres } = sizes;
  const chance = chanceSql(sizes.seed);
  const draws: DrawLaw = solveDrawLaw(sizes);
  const groups = genres * SUBGENRES;
  const artists = Math.max(1, Math.round(songs / 8 / groups)); // in each subgenre
  const names = featureNames(sizes.features);

  // Which playlist a hash stands for: 16 bits choose the level, 48 the rank there.
  const uniform = `((h >> 16)::DOUBLE / ${2 ** 48})`;
  const inGroup = Math.floor(playlists / groups);
  const inGenre = Math.floor(playlists / genres);
  const ofSubgenre = Math.round(65_536 * LEVELS.subgenre);
  const ofGenre = ofSubgenre + Math.round(65_536 * LEVELS.genre);
  const playlist = `CASE
        WHEN (h & 65535) < ${ofSubgenre} THEN ${rankSql(inGroup, uniform)} * ${groups} + subgenre
        WHEN (h & 65535) < ${ofGenre} THEN ${rankSql(inGenre, uniform)} * ${genres} + genre
        ELSE ${rankSql(playlists, uniform)} END`;

  const features = names.map((name, f) => {
    const part = (kind: keyof typeof KINDS, number: string) =>
      normalSql(chance.hash(kind, number, 16 + f));
    const z = `(0.7 * ${part("genre", "genre")} + 0.5 * ${part("subgenre", "subgenre")} +
      0.35 * ${part("artist", "artist")} + 0.4 * ${part("song", "song")})`;
    return `${featureSql(name, z)} AS ${name}`;
  });

  return `
    WITH placed AS (
      -- A subgenre's number is its genre's plus genres times its place in the genre.
      SELECT song,
        floor(${groups} * ${chance.uniform("song", "song", 0)})::INTEGER AS subgenre,
        subgenre % ${genres} AS genre,
        ${chance.uniform("song", "song", 1)} AS quantile
      FROM numbers
    ), credited AS (
      SELECT *,
        -- Squared: the first artists of a subgenre have more songs.
        floor(${artists} * ${chance.uniform("song", "song", 2)} *
          ${chance.uniform("song", "song", 3)})::INTEGER * ${groups} + subgenre AS artist,
        artist * 8 + floor(8 * ${chance.uniform("song", "song", 4)})::INTEGER AS album,
        floor(1 / (${1 / draws.least} - quantile * ${1 / draws.least - 1 / draws.most}) +
          ${chance.uniform("song", "song", 5)})::INTEGER AS draws
      FROM placed
    ), described AS (
      SELECT
        ${chance.id("SynthT", "song", "song")} AS track_id,
        'Song ' || song AS track_name,
        'Artist ' || artist AS track_artist,
        floor(101 * quantile)::INTEGER AS track_popularity,
        ${chance.id("SynthA", "album", "album")} AS track_album_id,
        'Album ' || album AS track_album_name,
        (2020 - floor(60 * ${chance.uniform("album", "album", 0)} *
          ${chance.uniform("album", "album", 1)})::INTEGER) || '-' ||
          lpad((1 + floor(12 * ${chance.uniform("album", "album", 2)})::INTEGER)::VARCHAR, 2, '0')
          || '-' ||
          lpad((1 + floor(28 * ${chance.uniform("album", "album", 3)})::INTEGER)::VARCHAR, 2, '0')
          AS track_album_release_date,
        ${features.join(",\n        ")},
        list_sort(list_distinct(list_transform(
          list_transform(range(draws), lambda k: ${chance.hash("song", "song", `(${TRAITS} + k)`)}),
          lambda h: ${playlist}))) AS playlists
      FROM credited
    ), entries AS (
      -- A step of its own, so that what belongs to a song is computed once a song.
      SELECT * EXCLUDE (playlists), unnest(playlists) AS playlist FROM described
    )
    SELECT track_id, track_name, track_artist, track_popularity, track_album_id,
      track_album_name, track_album_release_date,
      'Playlist ' || playlist AS playlist_name,
      ${chance.id("SynthP", "playlist", "playlist")} AS playlist_id,
      'genre ' || (1 + playlist % ${genres}) AS playlist_genre,
      playlist_genre || '.' || (1 + playlist // ${genres} % ${SUBGENRES}) AS playlist_subgenre,
      ${names.join(", ")}
    FROM entries`;
}
