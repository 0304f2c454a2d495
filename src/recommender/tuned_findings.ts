/**
 * What the tuned model finds in a catalogue by reading all titles and names and ordering all values:
 * half of the time of building it. A build keeps it (`claims.arrow`), so that pages need not find it.
 */
import type { Catalogue } from "./contract.ts";
import { featuredArtists } from "./credits.ts";
import type { Incidence } from "./incidence.ts";
import { sameNames } from "./recordings.ts";
import { type TasteScales, tasteScales } from "./taste_scales.ts";
import { versionsOf, type VersionWords, versionWords } from "./version_words.ts";

export interface TunedFindings {
  /** Songs × artists that they credit beside their own (`credits.ts`). */
  readonly featured: Incidence;
  readonly versions: VersionWords;
  /** The first artist of the same normalised name; one an artist (`recordings.ts`). */
  readonly sameNames: Int32Array;
  readonly scales: TasteScales;
  /** How much what is known of songs tells playlists apart; what is not given is found. */
  readonly relevances?: TunedRelevances;
}

/** Relevances of the taste and of the back-off neighbourhood, as these have them. */
export interface TunedRelevances {
  readonly taste: readonly number[];
  readonly groups: readonly number[];
}

/** Those of a model, to be kept. */
export function relevancesOf({ taste, backoff }: {
  readonly taste: { readonly relevances: readonly number[] };
  readonly backoff: { readonly relevances: readonly number[] };
}): TunedRelevances {
  return { taste: taste.relevances, groups: backoff.relevances };
}

/** Finds it, in O(songs · features · log songs). */
export function tunedFindings(catalogue: Catalogue): TunedFindings {
  return {
    featured: featuredArtists(catalogue),
    versions: versionWords(catalogue),
    sameNames: sameNames(catalogue),
    scales: tasteScales(catalogue),
  };
}

/** The part of the findings that is small, as JSON holds it; numbers are told to the last bit. */
export interface WrittenFindings {
  readonly words: readonly string[];
  /** Artist and first artist of the same name, where it is another one. */
  readonly sameNames: readonly (readonly [number, number])[];
  /** Numbers in a text, which also has room for infinity. */
  readonly features: readonly (string | null)[];
  readonly dates: string | null;
  readonly age: readonly [number, number] | null;
  readonly popularity: readonly [number, number] | null;
  readonly relevances?: TunedRelevances;
}

/** What `readFindings` reads. */
export function writtenFindings(
  { words, sameNames, scales: { features, dates, age, popularity }, relevances }:
    & Pick<TunedFindings, "sameNames" | "scales" | "relevances">
    & Pick<VersionWords, "words">,
): WrittenFindings {
  const written = (numbers: Float64Array | null) => numbers && numbers.join(" ");
  return {
    words,
    sameNames: Array.from(sameNames, (first, artist) => [artist, first] as const)
      .filter(([artist, first]) => artist !== first),
    features: features.map(written),
    dates: written(dates),
    age,
    popularity,
    relevances,
  };
}

/**
 * Findings from what was written of them.
 *
 * @param featured songs × artists
 * @param songWords songs × words
 */
export function readFindings(
  written: WrittenFindings,
  featured: Incidence,
  songWords: Incidence,
): TunedFindings {
  const read = (text: string | null) =>
    text === null ? null : Float64Array.from(text.split(" "), Number);
  const sameNames = Int32Array.from({ length: featured.columns }, (_, artist) => artist);
  for (const [artist, first] of written.sameNames) sameNames[artist] = first;
  return {
    featured,
    versions: versionsOf(written.words, songWords),
    sameNames,
    scales: {
      features: written.features.map(read),
      dates: read(written.dates),
      age: written.age,
      popularity: written.popularity,
    },
    relevances: written.relevances,
  };
}
