/**
 * The strengths of the tuned model's terms, one number each, so that a data set can be given its own
 * (`loaders/adapt.ts`): which they are, what a term says of a song at the strength that it has, and
 * the parameters with other strengths.
 */
import { claimTerm, popularityTerm } from "./claims.ts";
import type { Signal } from "./contract.ts";
import { MISSING } from "./histogram.ts";
import { binOfSong, type TraitKind } from "./taste.ts";
import type { TunedModel } from "./tuned.ts";
import type { Answer } from "./tuned_answer.ts";
import type { TunedParameters } from "./tuned_parameters.ts";

/** The terms that have a strength, in the order of `termColumns`. */
export const TERMS = [
  "own playlists",
  "borrowed playlists",
  "feature",
  "artist mean",
  "era",
  "date",
  "artist size",
  "version words",
  "artist repeats",
  "same work",
  "claims",
  "popularity",
  "listing",
] as const;

/** The signal that each term belongs to. */
export const TERM_SIGNALS: readonly Signal[] = TERMS.map((term) => {
  if (term === "own playlists" || term === "listing") return "collaborative";
  return term === "feature" || term === "artist mean" ? "audio" : "catalogue";
});

/**
 * What a strength is at first in units of the model's own: 1, and 0 for listing, of which the
 * shipped model has nothing.
 */
export const FIRST_STRENGTHS: readonly number[] = TERMS.map((term) => term === "listing" ? 0 : 1);

/** Terms that may speak against what they are named after. */
export const MAY_BE_NEGATIVE: readonly boolean[] = TERMS.map((term) => term === "listing");

/**
 * What each term adds to the scores of some songs at the model's own strengths, that of listing at
 * strength 1: one column a term, one value a song.
 *
 * @param claims how strongly playlists claim each song (`claimsOf`), under the same parameters
 */
export function termColumns(
  model: TunedModel,
  answer: Omit<Answer, "parts">,
  claims: Float32Array,
  songs: Int32Array,
): Float32Array[] {
  const { taste, versions: { songWords }, parameters, catalogue } = model;
  const { neighborhood, neighborhoodScale, traitTables, wordTable, sameWork } = answer;
  const columns = TERMS.map(() => new Float32Array(songs.length));
  const columnOf = (term: typeof TERMS[number]) => columns[TERMS.indexOf(term)];
  const own = columnOf("own playlists"), borrowed = columnOf("borrowed playlists");
  const words = columnOf("version words"), repeats = columnOf("artist repeats");
  const work = columnOf("same work"), claimed = columnOf("claims");
  const popularity = columnOf("popularity"), listing = columnOf("listing");
  taste.traits.forEach((trait, t) => {
    const table = traitTables[t], column = columnOf(trait.kind);
    if (table === null) return;
    songs.forEach((song, i) => {
      const bin = binOfSong(trait, catalogue, song);
      if (bin !== MISSING) column[i] += table[bin];
    });
  });
  const { indptr } = catalogue.songPlaylists;
  songs.forEach((song, i) => {
    const sum = neighborhood ? neighborhood.own[song] + neighborhood.borrowed[song] : 0;
    if (neighborhood && sum > 0) {
      const term = Math.log1p(sum * neighborhoodScale) / sum;
      own[i] = parameters.neighborhood.own * term * neighborhood.own[song];
      borrowed[i] = parameters.neighborhood.borrowed * term * neighborhood.borrowed[song];
    }
    if (wordTable) {
      for (let w = songWords.indptr[song]; w < songWords.indptr[song + 1]; w++) {
        words[i] += wordTable[songWords.indices[w]];
      }
    }
    const artist = catalogue.artists[song];
    if (artist >= 0 && answer.artistsOfQuery[artist]) repeats[i] = answer.artistRepeats;
    if (sameWork?.[song]) work[i] = parameters.sameWork;
    popularity[i] = popularityTerm(model, song);
    listing[i] = Math.log(Math.max(1, indptr[song + 1] - indptr[song]));
  });
  // Claims are taken against the score of all terms that the query has a say in.
  const told = columns.filter((column) => column !== popularity && column !== listing);
  const withClaims = { ...model, claims };
  songs.forEach((song, i) => {
    claimed[i] = claimTerm(withClaims, answer, song, told.reduce((sum, of) => sum + of[i], 0));
  });
  return columns;
}

/**
 * The parameters with every strength multiplied by its factor; listing has its factor as strength.
 *
 * @param scale how much wider scores spread than before: claims are made of scores, and keep their
 *   shape when they are sharpened as much less and count as much less
 */
export function withStrengths(
  parameters: TunedParameters,
  factors: readonly number[],
  scale: number,
): TunedParameters {
  const factor = (term: typeof TERMS[number]) => factors[TERMS.indexOf(term)];
  const trait = (kind: TraitKind) => {
    const { strength, prior } = parameters.traits[kind];
    return { strength: rounded(strength * factor(kind)), prior };
  };
  const { neighborhood, versionWords } = parameters;
  return {
    ...parameters,
    neighborhood: {
      own: rounded(neighborhood.own * factor("own playlists")),
      borrowed: rounded(neighborhood.borrowed * factor("borrowed playlists")),
    },
    traits: {
      "feature": trait("feature"),
      "artist mean": trait("artist mean"),
      "era": trait("era"),
      "date": trait("date"),
      "artist size": trait("artist size"),
    },
    versionWords: {
      ...versionWords,
      strength: rounded(versionWords.strength * factor("version words")),
    },
    artistRepeats: rounded(parameters.artistRepeats * factor("artist repeats")),
    sameWork: rounded(parameters.sameWork * factor("same work")),
    popularity: rounded(parameters.popularity * factor("popularity")),
    listing: rounded(factor("listing")),
    claims: rounded(parameters.claims * factor("claims") / scale),
    claimSharpness: rounded(parameters.claimSharpness / scale),
  };
}

/** Three digits: no more is known, and they read better. */
function rounded(value: number): number {
  return Number(value.toPrecision(3));
}
