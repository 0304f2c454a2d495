import assert from "node:assert/strict";
import type { Recommendation } from "../../recommender/contract.ts";
import type { ScoreTerm, TunedReasons } from "../../recommender/tuned_reasons.ts";
import { pageModelOf } from "../sample_page_models.ts";
import { termsBySignal } from "./score_terms.ts";

const model = pageModelOf([{ title: "Song", artist: "A", playlists: [0, 1], energy: 0.25 }]);

function reasonsOf(terms: readonly ScoreTerm[]): TunedReasons {
  return {
    song: 0,
    picks: [],
    features: [],
    score: terms.reduce((sum, { adds }) => sum + adds, 0),
    terms,
    playlists: [{ playlist: 0, adds: 1 }, { playlist: 1, adds: 0.5 }],
    words: ["acoustic"],
  };
}

function entryOf(terms: readonly ScoreTerm[], novelty = 0): Recommendation {
  const of = (signal: string) =>
    terms.reduce((sum, term) => sum + (term.signal === signal ? term.adds : 0), 0);
  const shares = {
    collaborative: of("collaborative"),
    audio: of("audio"),
    catalogue: of("catalogue") + novelty,
  };
  const score = shares.collaborative + shares.audio + shares.catalogue;
  return { song: 0, rank: 1, score, match: 50, shares };
}

const TERMS: readonly ScoreTerm[] = [
  { kind: "playlists", signal: "collaborative", feature: -1, adds: 2 },
  { kind: "claims of other playlists", signal: "catalogue", feature: -1, adds: -1 },
  { kind: "feature", signal: "audio", feature: 0, adds: 0.5 },
  { kind: "version words", signal: "catalogue", feature: -1, adds: 0.25 },
  { kind: "artist mean", signal: "audio", feature: 0, adds: 0.03125 },
  { kind: "date", signal: "catalogue", feature: -1, adds: -0.03125 },
];

Deno.test("termsBySignal() groups the terms, those against the song too, and sums the small ones", () => {
  const signals = termsBySignal(model, entryOf(TERMS), reasonsOf(TERMS), []);
  assert.deepEqual(signals, [
    {
      signal: "collaborative",
      adds: 2,
      terms: [{ label: "the 2 playlists that it is in", adds: 2 }],
    },
    {
      signal: "audio",
      adds: 0.53125,
      terms: [
        { label: "energy 0.25", adds: 0.5 },
        { label: "one smaller term", adds: 0.03125 },
      ],
    },
    {
      signal: "catalogue",
      adds: -0.78125,
      terms: [
        { label: "fits other playlists as well", adds: -1 },
        { label: "its version: acoustic", adds: 0.25 },
        { label: "one smaller term", adds: -0.03125 },
      ],
    },
  ]);
});

Deno.test("termsBySignal() names what is added besides, a lean or a dislike, and every signal's terms sum to its share", () => {
  const entry = entryOf(TERMS, 0.125);
  const signals = termsBySignal(model, entry, reasonsOf(TERMS), [
    { signal: "catalogue", label: "lean", adds: 0.125 },
  ]);
  for (const { signal, adds, terms } of signals) {
    assert.equal(adds, entry.shares[signal]);
    assert.equal(terms.reduce((sum, term) => sum + term.adds, 0), adds);
  }
  const catalogue = signals.find(({ signal }) => signal === "catalogue");
  assert.ok(catalogue?.terms.some(({ adds }) => adds === 0.125));
});

Deno.test("termsBySignal() leaves out signals without a term", () => {
  const terms = TERMS.filter(({ signal }) => signal === "audio");
  const signals = termsBySignal(model, entryOf(terms), reasonsOf(terms), []);
  assert.deepEqual(signals.map(({ signal }) => signal), ["audio"]);
});
