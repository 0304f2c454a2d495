import assert from "node:assert/strict";
import { EMPTY_QUERY } from "./query.ts";
import { catalogueOf, randomCatalogue } from "./sample_catalogues.ts";
import { tunedModel } from "./tuned.ts";
import { readFindings, relevancesOf, tunedFindings, writtenFindings } from "./tuned_findings.ts";

const random = randomCatalogue(2, { songs: 80, playlists: 9, features: 3, playlistsPerSong: 0.9 });
const catalogue = {
  ...random,
  titles: random.titles.map((_, song) =>
    song % 3 === 0 ? `Song ${song} (feat. Artist ${song % 7}) - Live` : `Song ${song}`
  ),
  artistNames: random.artistNames.map((name, artist) => artist === 5 ? "ARTIST 2" : name),
};

Deno.test("findings that were written and read again are the same to the last bit", () => {
  for (const one of [catalogue, catalogueOf(1, [[0], []])]) {
    const findings = tunedFindings(one);
    const found = { ...findings, relevances: relevancesOf(tunedModel(one, { findings })) };
    const { featured, versions: { words, songWords } } = found;
    const text = JSON.stringify(writtenFindings({ ...found, words }));
    assert.deepEqual(readFindings(JSON.parse(text), featured, songWords), found);
  }
});

Deno.test("a model with known findings scores as one that finds them itself", () => {
  const found = tunedFindings(catalogue);
  const relevances = relevancesOf(tunedModel(catalogue, { findings: found }));
  const findings = { ...found, relevances };
  assert.ok(relevances.taste.length > 3 && relevances.groups.length === 2);
  const query = { ...EMPTY_QUERY, songs: [3, 40], playlists: [1] };
  const weights = new Float64Array(3).fill(1);
  assert.ok(findings.featured.indices.length > 0 && findings.versions.words.length > 0);
  assert.deepEqual(
    tunedModel(catalogue, { findings }).parts(query, weights),
    tunedModel(catalogue).parts(query, weights),
  );
});
