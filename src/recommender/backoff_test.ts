import assert from "node:assert/strict";
import fc from "fast-check";
import { buildBackoff, neighborhood, scoresOfVotes } from "./backoff.ts";
import type { Catalogue } from "./contract.ts";
import { featuredArtists } from "./credits.ts";
import { rowIndices } from "./incidence.ts";
import { catalogueOf, randomCatalogue } from "./sample_catalogues.ts";
import { TUNED_PARAMETERS } from "./tuned_parameters.ts";

const OPTIONS = TUNED_PARAMETERS.backoff;

function near(actual: number, expected: number): void {
  assert.ok(
    Math.abs(actual - expected) <= 1e-9 * (1 + Math.abs(expected)),
    `${actual} ${expected}`,
  );
}

/** W = X + a·artist + b·album + f·featured as dense rows, straight from the definition. */
function denseW(catalogue: Catalogue, rows: number[][]): number[][] {
  const { songCount, artists, albums } = catalogue;
  const { strengths: { artist, album, featured }, smoothing } = OPTIONS;
  const features = featuredArtists(catalogue);
  const featuredOf = Array.from(
    { length: songCount },
    (_, s) => Array.from(rowIndices(features, s)),
  );
  const { indptr } = catalogue.songPlaylists;
  const pairsIn = (belongs: (song: number) => boolean) => {
    let pairs = 0;
    for (let s = 0; s < songCount; s++) if (belongs(s)) pairs += indptr[s + 1] - indptr[s];
    return pairs;
  };
  const ofArtists = denseRelevance(catalogue, artists),
    ofAlbums = denseRelevance(catalogue, albums);
  return rows.map((x) => {
    const count = (belongs: (song: number) => boolean) =>
      x.reduce((sum, value, song) => sum + (belongs(song) ? value : 0), 0);
    return x.map((own, song) => {
      let w = own;
      const a = artists[song], b = albums[song];
      const byMain = (of: number) => (s: number) => artists[s] === of;
      if (a >= 0) {
        const n = (pairsIn(byMain(a)) + smoothing) / ofArtists;
        w += artist * count(byMain(a)) / n;
        w += featured * count((s) => featuredOf[s].includes(a)) / n;
      }
      if (b >= 0) {
        const ofAlbum = (s: number) => albums[s] === b;
        w += ofAlbums * album * count(ofAlbum) / (pairsIn(ofAlbum) + smoothing);
      }
      for (const g of featuredOf[song]) {
        w += ofArtists * featured * count(byMain(g)) / (pairsIn(byMain(g)) + smoothing);
      }
      return w;
    });
  });
}

/** How much more often twos of pairs of a group share a playlist than by chance, 0 to 1. */
function denseRelevance({ songPlaylists, playlistCount }: Catalogue, groupOf: Int32Array): number {
  const pairs = Array.from(
    groupOf,
    (group, song) =>
      Array.from(rowIndices(songPlaylists, song), (playlist) => ({ song, group, playlist })),
  ).flat();
  const sizes = Array.from(
    { length: playlistCount },
    (_, p) => pairs.filter(({ playlist }) => playlist === p).length / pairs.length,
  );
  const chance = sizes.reduce((sum, size) => sum + size * size, 0);
  let twos = 0, together = 0;
  for (const one of pairs) {
    for (const other of pairs) {
      if (one.group < 0 || one.group !== other.group || one.song === other.song) continue;
      twos++;
      if (one.playlist === other.playlist) together++;
    }
  }
  return twos * chance > 0 ? Math.max(0, Math.min(1, together / (twos * chance) - 1)) : 1;
}

/** Row `query` of S = K Wn with K's diagonal times the self factor, all dense. */
function denseScores(catalogue: Catalogue, query: number): number[] {
  const { songCount, playlistCount, playlistSongs } = catalogue;
  const x = Array.from({ length: playlistCount }, (_, p) => {
    const row = new Array<number>(songCount).fill(0);
    for (const song of rowIndices(playlistSongs, p)) row[song] = 1;
    return row;
  });
  const w = denseW(catalogue, x);
  const degree = Array.from(
    { length: songCount },
    (_, s) => w.reduce((sum, row) => sum + row[s], 0),
  );
  const wn = w.map((row) =>
    row.map((value, s) => degree[s] > 0 ? value / degree[s] ** OPTIONS.degreeExponent : 0)
  );
  const k = wn.map((row, p) =>
    row.reduce((sum, value, s) => sum + value * wn[query][s], 0) *
    (p === query ? OPTIONS.selfFactor : 1)
  );
  return Array.from(
    { length: songCount },
    (_, s) => wn.reduce((sum, row, p) => sum + k[p] * row[s], 0),
  );
}

function withFeatures(catalogue: Catalogue, seed: number): Catalogue {
  const titles = catalogue.titles.map((title, song) =>
    (song * 7 + seed) % 3 === 0
      ? `${title} (feat. Artist ${(song * 5 + seed) % catalogue.artistNames.length})`
      : title
  );
  const artists = catalogue.artists.map((artist, song) => song % 11 === 0 ? -1 : artist);
  return { ...catalogue, titles, artists, albums: catalogue.albums.map((a) => a % 5) };
}

Deno.test("neighborhood() of a playlist equals the dense product of its definition", () => {
  fc.assert(
    fc.property(fc.integer(), fc.nat(6), (seed, playlist) => {
      const sizes = { songs: 24, playlists: 7, features: 1, playlistsPerSong: 1.3 };
      const catalogue = withFeatures(randomCatalogue(seed, sizes), Math.abs(seed % 9));
      const songs = new Float32Array(catalogue.songCount);
      for (const song of rowIndices(catalogue.playlistSongs, playlist)) songs[song] = 1;
      const ownPlaylists = new Uint8Array(7);
      ownPlaylists[playlist] = 1;
      const { own, borrowed } = neighborhood(buildBackoff(catalogue, OPTIONS), {
        songs,
        ownPlaylists,
      });
      denseScores(catalogue, playlist).forEach((s, song) => near(own[song] + borrowed[song], s));
    }),
    { numRuns: 40 },
  );
});

Deno.test("a song in no playlist borrows its artist's, and owns nothing", () => {
  const catalogue = catalogueOf(2, [[0], [0], [1], [], []], {
    artists: Int32Array.of(0, 1, 2, 1, 2),
    artistNames: ["Ann", "Bo", "Cy"],
  });
  const backoff = buildBackoff(catalogue, OPTIONS);
  const { own, borrowed } = neighborhood(backoff, {
    songs: Float32Array.of(1, 0, 0, 0, 0),
    ownPlaylists: new Uint8Array(2),
  });
  assert.deepEqual([own[3], own[4]], [0, 0]);
  assert.ok(borrowed[3] > 0, "Bo is in a playlist with the query's song");
  assert.equal(borrowed[4], 0, "Cy is not");
});

Deno.test("a song that no playlist says anything of leaves the others of a query their say", () => {
  const catalogue = catalogueOf(2, [[0, 1], [0], [1], []]);
  const ask = (songs: Float32Array) =>
    neighborhood(buildBackoff(catalogue, OPTIONS), { songs, ownPlaylists: new Uint8Array(2) });
  const alone = ask(Float32Array.of(1, 0, 0, 0)), beside = ask(Float32Array.of(1, 0, 0, 1));
  assert.deepEqual(beside.own, alone.own);
  assert.equal(beside.selfVote, alone.selfVote);
  assert.equal(ask(Float32Array.of(0, 0, 0, 1)).own[3], 0);
});

Deno.test("songs outside of the catalogue count by their artist", () => {
  const catalogue = catalogueOf(2, [[0], [0], [1]], {
    artists: Int32Array.of(0, 1, 2),
    artistNames: ["Ann", "Bo", "Cy"],
  });
  const backoff = buildBackoff(catalogue, OPTIONS);
  const artistOnly = backoff.borrowings.map(({ kind }) =>
    kind === "album" ? null : Float32Array.of(1, 0, 0)
  );
  const { own, borrowed } = neighborhood(backoff, {
    songs: new Float32Array(3),
    extraCounts: artistOnly,
    ownPlaylists: new Uint8Array(2),
  });
  assert.ok(own[1] > 0, "a song in a playlist with Ann's");
  assert.equal(own[2] + borrowed[2], 0);
});

Deno.test("scoresOfVotes() is 0 without votes and grows with them", () => {
  const catalogue = randomCatalogue(1, {
    songs: 20,
    playlists: 4,
    features: 1,
    playlistsPerSong: 1,
  });
  const backoff = buildBackoff(catalogue, OPTIONS);
  const none = scoresOfVotes(backoff, new Float64Array(4));
  assert.ok(none.own.every((s) => s === 0) && none.borrowed.every((s) => s === 0));
  const one = scoresOfVotes(backoff, Float64Array.of(1, 0, 0, 0));
  for (const song of rowIndices(catalogue.playlistSongs, 0)) assert.ok(one.own[song] > 0);
});

Deno.test("strengths of 0 leave the plain neighbourhood of the song's own playlists", () => {
  const catalogue = randomCatalogue(3, {
    songs: 30,
    playlists: 5,
    features: 1,
    playlistsPerSong: 1,
  });
  const plain = buildBackoff(catalogue, {
    ...OPTIONS,
    strengths: { artist: 0, album: 0, featured: 0 },
  });
  assert.equal(plain.borrowings.length, 0);
  const songs = new Float32Array(30);
  songs[0] = 1;
  const { borrowed } = neighborhood(plain, { songs, ownPlaylists: new Uint8Array(5) });
  assert.ok(borrowed.every((s) => s === 0));
});
