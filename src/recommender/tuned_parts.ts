/** From the tables of a query to the parts of all songs' scores. */
import { listingTerm, popularityTerm, subtractClaims } from "./claims.ts";
import type { Parts, Signal } from "./contract.ts";
import { addTables, type BinTable } from "./histogram.ts";
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
    for (let song = 0; song < songCount; song++) catalogue[song] += popularityTerm(model, song);
  }
  if (collaborative && model.parameters.listing !== 0) {
    for (let song = 0; song < songCount; song++) collaborative[song] += listingTerm(model, song);
  }
  const divide = (part: Float32Array | null, weight: number) => {
    if (part) { for (let song = 0; song < part.length; song++) part[song] /= weight; }
    return part;
  };
  const parts = {
    collaborative: divide(collaborative, defaultWeights.collaborative),
    audio: divide(audio, defaultWeights.audio),
    catalogue: divide(catalogue, defaultWeights.catalogue),
  };
  if (near) subtractClaims(model, answer, parts);
  return parts;
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
  const { features } = model.taste;
  const { ofSongs, ofArtists } = tablesOf(model, answer, "audio");
  answer.preferenceTables.forEach((table, f) => {
    const bins = features[f]?.bins;
    if (table && bins) ofSongs.push({ bins, table });
  });
  const { songCount, artistNames } = model.catalogue;
  const isWanted = answer.preferenceTables.some((table) => table !== null);
  if (ofSongs.length + ofArtists.length === 0 && !isWanted) return null;
  const out = new Float32Array(songCount);
  addTables(ofSongs, out);
  if (ofArtists.length > 0) {
    const ofArtist = new Float32Array(artistNames.length);
    addTables(ofArtists, ofArtist);
    addOfArtists(model, ofArtist, out);
  }
  return out;
}

/** The catalogue's terms but the neighbourhood's, the claims and popularity. */
function addCatalogue(model: TunedModel, answer: Omit<Answer, "parts">, out: Float32Array): void {
  const { versions: { songWords }, parameters, catalogue } = model;
  const { genreScores, genreScale, wordTable, sameWork, artistsOfQuery, artistRepeats } = answer;
  const { ofSongs, ofArtists } = tablesOf(model, answer, "catalogue");
  addTables(ofSongs, out);
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
  const ofArtist = new Float32Array(catalogue.artistNames.length);
  addTables(ofArtists, ofArtist);
  for (let artist = 0; artist < ofArtist.length; artist++) {
    if (artistsOfQuery[artist]) ofArtist[artist] += artistRepeats;
  }
  addOfArtists(model, ofArtist, out);
  if (sameWork) {
    for (let song = 0; song < out.length; song++) {
      if (sameWork[song]) out[song] += parameters.sameWork;
    }
  }
}

/** What the traits of a signal add by bin: those of songs, and those of their artists. */
function tablesOf({ taste }: TunedModel, { traitTables }: Omit<Answer, "parts">, wanted: Signal) {
  const ofSongs: BinTable[] = [], ofArtists: BinTable[] = [];
  taste.traits.forEach(({ signal, of: { bins }, isOfArtist }, t) => {
    const table = traitTables[t];
    if (signal !== wanted || table === null) return;
    (isOfArtist ? ofArtists : ofSongs).push({ bins, table });
  });
  return { ofSongs, ofArtists };
}

/** out[song] += value of its artist */
function addOfArtists(
  { catalogue: { artists } }: TunedModel,
  ofArtist: Float32Array,
  out: Float32Array,
): void {
  for (let song = 0; song < out.length; song++) {
    const artist = artists[song];
    if (artist >= 0) out[song] += ofArtist[artist];
  }
}
