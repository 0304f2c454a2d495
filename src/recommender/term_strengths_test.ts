import assert from "node:assert/strict";
import { blend } from "./blend.ts";
import { claimsOf } from "./claims.ts";
import { EMPTY_QUERY } from "./query.ts";
import { randomCatalogue } from "./sample_catalogues.ts";
import { FIRST_STRENGTHS, termColumns, TERMS, withStrengths } from "./term_strengths.ts";
import { tunedModel } from "./tuned.ts";
import { TUNED_PARAMETERS } from "./tuned_parameters.ts";

const random = randomCatalogue(9, { songs: 70, playlists: 8, features: 2, playlistsPerSong: 1.3 });
const catalogue = {
  ...random,
  titles: random.titles.map((_, song) => `Song ${song % 40}${song % 2 ? " - Remastered" : ""}`),
  popularities: Float64Array.from(random.titles, (_, song) => song * 31 % 90),
  releaseYears: Float64Array.from(random.titles, (_, song) => 1960 + song * 17 % 60),
};
const ONES = new Float64Array(2).fill(1);
const SONGS = Int32Array.from({ length: 70 }, (_, song) => song);

function sums(columns: readonly Float32Array[], strengths: readonly number[]): Float32Array {
  return Float32Array.from(
    SONGS,
    (_, i) => columns.reduce((sum, column, t) => sum + strengths[t] * column[i], 0),
  );
}

Deno.test("the terms at their first strengths add up to the score", () => {
  const claims = claimsOf(tunedModel(catalogue))!;
  const model = tunedModel(catalogue, { claims });
  for (const query of [{ playlists: [2] }, { songs: [1, 5, 30] }, { playlists: [0, 3] }]) {
    const answer = model.answer({ ...EMPTY_QUERY, ...query }, ONES);
    const scores = blend(answer.parts, model.defaultWeights, new Float32Array(70));
    const added = sums(termColumns(model, answer, claims, SONGS), FIRST_STRENGTHS);
    scores.forEach((score, song) =>
      assert.ok(Math.abs(score - added[song]) < 1e-4, `${score} is not ${added[song]}`)
    );
  }
});

Deno.test("a model with other strengths scores what the terms at them add up to", () => {
  const factors = TERMS.map((_, t) => 0.5 + t / 8);
  const parameters = withStrengths(TUNED_PARAMETERS, factors, 1);
  const plain = tunedModel(catalogue), other = tunedModel(catalogue, { parameters });
  const none = new Float32Array(70);
  const query = { ...EMPTY_QUERY, playlists: [1] };
  const columns = termColumns(plain, plain.answer(query, ONES), none, SONGS);
  const scores = blend(other.parts(query, ONES), other.defaultWeights, new Float32Array(70));
  // Claims of 0 still leave what the playlist itself is taken out of.
  const added = sums(columns, factors.map((factor, t) => TERMS[t] === "claims" ? 0 : factor));
  scores.forEach((score, song) =>
    assert.ok(Math.abs(score - added[song]) < 0.02, `${score} is not ${added[song]}`)
  );
});

Deno.test("the first strengths leave the parameters as they are", () => {
  assert.deepEqual(withStrengths(TUNED_PARAMETERS, FIRST_STRENGTHS, 1), TUNED_PARAMETERS);
});
