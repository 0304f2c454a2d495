/** From the tables of a query to the parts of all songs' scores. */
import { claimTerm, listingTerm, popularityTerm } from "./claims.ts";
import type { Parts } from "./contract.ts";
import { addTable } from "./histogram.ts";
import type { TunedModel } from "./tuned.ts";
import type { Answer } from "./tuned_answer.ts";

/**
 * The parts of a query. Collaborative where some playlist votes; audio where some feature counts;
 * catalogue where the query has songs or genres. Each is divided by its marked weight.
 */
export function partsOf(model: TunedModel, answer: Omit<Answer, "parts">): Parts {
  const { catalogue: { songCount }, defaultWeights } = model;
  const near = answer.neighborhood;
  const votes = near !== null && (near.selfVote > 0 || near.votes.some((vote) => vote > 0));
  const collaborative = votes ? new Float32Array(songCount) : null;
  const catalogue = near !== null || answer.genreVotes !== null
    ? new Float32Array(songCount)
    : null;
  if (near && collaborative && catalogue) addNeighborhood(model, answer, collaborative, catalogue);
  const audio = audioPart(model, answer);
  if (catalogue) {
    addCatalogue(model, answer, catalogue);
    for (let song = 0; song < songCount; song++) {
      const own = catalogue[song] + (collaborative ? collaborative[song] : 0) +
        (audio ? audio[song] : 0);
      if (near) catalogue[song] += claimTerm(model, answer, song, own);
      catalogue[song] += popularityTerm(model, song);
    }
  }
  if (collaborative && model.parameters.listing !== 0) {
    for (let song = 0; song < songCount; song++) collaborative[song] += listingTerm(model, song);
  }
  const divide = (part: Float32Array | null, weight: number) => {
    if (part) { for (let song = 0; song < part.length; song++) part[song] /= weight; }
    return part;
  };
  return {
    collaborative: divide(collaborative, defaultWeights.collaborative),
    audio: divide(audio, defaultWeights.audio),
    catalogue: divide(catalogue, defaultWeights.catalogue),
  };
}

/** log(1 + S / (ε sd)), split by what S owes to the song's own playlists and to borrowed ones. */
function addNeighborhood(
  { parameters: { neighborhood: strengths } }: TunedModel,
  { neighborhood, neighborhoodScale }: Omit<Answer, "parts">,
  collaborative: Float32Array,
  catalogue: Float32Array,
): void {
  const { own, borrowed } = neighborhood!;
  for (let song = 0; song < own.length; song++) {
    const sum = own[song] + borrowed[song];
    if (sum === 0) continue;
    const term = Math.log1p(sum * neighborhoodScale) / sum;
    collaborative[song] = strengths.own * term * own[song];
    catalogue[song] = strengths.borrowed * term * borrowed[song];
  }
}

function audioPart(model: TunedModel, answer: Omit<Answer, "parts">): Float32Array | null {
  const { traits, features } = model.taste;
  const counts = answer.preferenceTables.some((table) => table !== null) ||
    traits.some(({ signal }, t) => signal === "audio" && answer.traitTables[t] !== null);
  if (!counts) return null;
  const out = new Float32Array(model.catalogue.songCount);
  traits.forEach(({ signal, of }, t) => {
    const table = answer.traitTables[t];
    if (signal === "audio" && table) addTable(table, of, out);
  });
  answer.preferenceTables.forEach((table, f) => {
    const of = features[f];
    if (table && of) addTable(table, of, out);
  });
  return out;
}

/** The catalogue's terms but the neighbourhood's, the claims and popularity. */
function addCatalogue(model: TunedModel, answer: Omit<Answer, "parts">, out: Float32Array): void {
  const { taste, versions: { songWords }, parameters, catalogue: { artists } } = model;
  const { genreScores, genreScale, wordTable, sameWork, artistsOfQuery, artistRepeats } = answer;
  taste.traits.forEach(({ signal, of }, t) => {
    const table = answer.traitTables[t];
    if (signal === "catalogue" && table) addTable(table, of, out);
  });
  if (genreScores) {
    for (let song = 0; song < out.length; song++) {
      out[song] += parameters.genre * Math.log1p(genreScores[song] * genreScale);
    }
  }
  if (wordTable) {
    const { indptr, indices } = songWords;
    for (let song = 0; song < out.length; song++) {
      for (let i = indptr[song]; i < indptr[song + 1]; i++) out[song] += wordTable[indices[i]];
    }
  }
  for (let song = 0; song < out.length; song++) {
    if (artists[song] >= 0 && artistsOfQuery[artists[song]]) out[song] += artistRepeats;
    if (sameWork && sameWork[song]) out[song] += parameters.sameWork;
  }
}
