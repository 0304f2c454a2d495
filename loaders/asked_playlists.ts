/**
 * The tuned model for an evaluation. Every playlist is asked twice, once for the claims of all and
 * once to be measured: here the parts are kept in between, and only the claims are still to be
 * subtracted. What it answers is what the model answers (`src/recommender/claims.ts`).
 */
import { blend } from "../src/recommender/blend.ts";
import { claimsOf, claimsOfScores, subtractClaims } from "../src/recommender/claims.ts";
import type { Catalogue, Parts } from "../src/recommender/contract.ts";
import { rowIndices } from "../src/recommender/incidence.ts";
import { EMPTY_QUERY } from "../src/recommender/query.ts";
import { type TunedModel, tunedModel, withClaims } from "../src/recommender/tuned.ts";
import type { TunedParameters } from "../src/recommender/tuned_parameters.ts";

/** Most memory that kept parts may take, in bytes; a larger catalogue is asked again. */
const MOST_BYTES = 250e6;
const BYTES_A_SONG = 3 * Float32Array.BYTES_PER_ELEMENT;

/**
 * The tuned model with claims, trained on the pairs of a catalogue.
 *
 * Its `parts` of a single playlist may be asked once at no cost; feature weights must all be 1.
 */
export function askedModel(training: Catalogue, parameters: TunedParameters): TunedModel {
  const plain = tunedModel(training, { parameters });
  const { songCount, playlistCount, playlistSongs: { indptr } } = training;
  if (songCount * playlistCount * BYTES_A_SONG > MOST_BYTES) {
    return withClaims(plain, claimsOf(plain));
  }
  const ones = new Float64Array(training.features.length).fill(1);
  const kept = new Map<number, Parts>();
  const scores = new Float32Array(songCount);
  function* scoresOfPlaylists() {
    for (let playlist = 0; playlist < playlistCount; playlist++) {
      if (indptr[playlist + 1] === indptr[playlist]) continue;
      const parts = plain.parts({ ...EMPTY_QUERY, playlists: [playlist] }, ones);
      kept.set(playlist, parts);
      yield blend(parts, plain.defaultWeights, scores);
    }
  }
  const model = withClaims(plain, claimsOfScores(plain, scoresOfPlaylists()));
  return {
    ...model,
    parts(query, featureWeights) {
      const [playlist, ...others] = query.playlists;
      const parts = kept.get(playlist);
      const isAlone = others.length + query.songs.length + query.genres.length +
          query.subgenres.length + query.preferences.length + (query.newSongs?.length ?? 0) === 0;
      if (!parts || !isAlone || featureWeights.some((weight) => weight !== 1)) {
        return model.parts(query, featureWeights);
      }
      kept.delete(playlist);
      subtractClaims(model, { query, songs: rowIndices(training.playlistSongs, playlist) }, parts);
      return parts;
    },
  };
}
