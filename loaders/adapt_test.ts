/**
 * What the shipped default does on data that it was not tuned on: the sample's generator with
 * another seed, no genres, and features under other names.
 */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inventedScenes } from "../scripts/invented_scenes.ts";
import { makeSample } from "../scripts/make_sample.ts";
import type { Catalogue } from "../src/recommender/contract.ts";
import { incidenceFromPairs, transpose } from "../src/recommender/incidence.ts";
import { TUNED_PARAMETERS } from "../src/recommender/tuned_parameters.ts";
import { adaptedParameters } from "./adapt.ts";
import { mean } from "./bootstrap.ts";
import { catalogueOf } from "./catalogue.ts";
import { withDuckDB } from "./duckdb.ts";
import { randomHoldout } from "./holdout.ts";
import { measure } from "./measure.ts";
import { FAMILIES, type Family, isPoint } from "./methods.ts";
import { randomNumbers } from "../src/recommender/random.ts";
import { settings } from "./settings.ts";
import { readSongs } from "./songs.ts";

async function catalogueOfText(csv: string): Promise<Catalogue> {
  const folder = mkdtempSync(join(tmpdir(), "segue-"));
  try {
    const path = join(folder, "songs.csv");
    writeFileSync(path, csv);
    const read = await withDuckDB(
      path,
      "500MB",
      folder,
      (connection) => readSongs(connection, { path, interactions: null }, settings),
    );
    return catalogueOf(read);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The sample of another seed, its columns of genres gone and its features renamed. */
function otherSample(seed: number): string {
  const [header, ...rows] = makeSample(seed).split("\n");
  const names = header
    .replace("playlist_genre", "left").replace("playlist_subgenre", "right")
    .replace("danceability", "groove").replace("energy", "drive").replace("valence", "mood")
    .replace("tempo", "pace").replace("loudness", "volume");
  return [names, ...rows].join("\n");
}

/** Demands that the default finds more than each other method, among warm and among cold songs. */
function assertDefaultLeads(catalogue: Catalogue): void {
  const found = new Map<string, number[]>();
  for (const seed of [1, 2]) {
    const split = randomHoldout(catalogue, seed);
    for (const family of ["popularity", "classic", "tuned"] as Family[]) {
      const { model, methods } = FAMILIES[family](split.training, 50, "minmax");
      const compared = methods.filter((method) => !isPoint(method) && method.list === undefined);
      const context = { vectors: new Float32Array(0), d: 0 };
      for (const of of measure({ model, methods: compared }, split, context, () => false)) {
        const key = `${of.method}: ${of.subset} ${of.metric}`;
        found.set(key, [...found.get(key) ?? [], mean(of.values)]);
      }
    }
  }
  const of = (method: string, what: string) =>
    mean(Float64Array.from(found.get(`${method}: ${what}`)!));
  const methods = new Set([...found.keys()].map((key) => key.split(":")[0]));
  assert.equal(methods.size, 8);
  for (const method of methods) {
    if (method === "default") continue;
    for (const what of ["warm ndcg", "warm recall", "cold ndcg", "cold recall"]) {
      const is = of("default", what), other = of(method, what);
      assert.ok(is > other, `${what}: ${method} has ${other}, the default ${is}`);
    }
  }
}

Deno.test("on other data the default beats popularity, the classic methods and each single signal", async () => {
  assertDefaultLeads(await catalogueOfText(otherSample(77)));
});

Deno.test("so it does where artists, albums and popularity tell nothing and four features do", () => {
  assertDefaultLeads(inventedScenes({
    songs: 3000,
    playlists: 150,
    scenes: 25,
    sizes: [12, 90],
    purity: 0.85,
    fame: 0.7,
    features: 6,
    apart: 1.5,
    loyalty: 0,
    years: 4,
    seed: 78,
  }));
});

/** Songs of which nothing but playlists tells: those of their scene, or any by chance. */
function scenes(seed: number, shuffled: boolean, playlists = 40, count = 8): Catalogue {
  const random = randomNumbers(seed);
  const songs = 600;
  const playlistOf: number[] = [], songOf: number[] = [];
  for (let song = 0; song < songs; song++) {
    for (let playlist = 0; playlist < playlists; playlist++) {
      const chance = shuffled ? 0.07 : playlist % count === song % count ? 0.5 : 0.01;
      if (random() >= chance) continue;
      songOf.push(song);
      playlistOf.push(playlist);
    }
  }
  const songPlaylists = incidenceFromPairs(
    songs,
    playlists,
    Int32Array.from(songOf),
    Int32Array.from(playlistOf),
  );
  const numbers = () => Float64Array.from({ length: songs }, random);
  return {
    songCount: songs,
    playlistCount: playlists,
    songPlaylists,
    playlistSongs: transpose(songPlaylists),
    features: [{ name: "noise", values: numbers() }, { name: "hiss", values: numbers() }],
    titles: Array.from({ length: songs }, (_, song) => `Song ${song}`),
    artists: Int32Array.from({ length: songs }, () => Math.floor(random() * 150)),
    artistNames: Array.from({ length: 150 }, (_, artist) => `Artist ${artist}`),
    albums: Int32Array.from({ length: songs }, () => Math.floor(random() * 400)),
    releaseYears: numbers().map((x) => 1960 + 60 * x),
    popularities: numbers().map((x) => Math.floor(100 * x)),
    playlistGenres: new Int32Array(playlists).fill(-1),
    genreNames: [],
    playlistSubgenres: new Int32Array(playlists).fill(-1),
    subgenreNames: [],
  };
}

Deno.test("where only shared playlists tell, they come to count more beside what tells nothing", () => {
  const { neighborhood, traits, popularity } = adaptedParameters(scenes(5, false));
  const own = neighborhood.own / TUNED_PARAMETERS.neighborhood.own;
  assert.ok(own > 1.2, `own playlists × ${own}`);
  assert.ok(own > 1.2 * traits.era.strength / TUNED_PARAMETERS.traits.era.strength);
  assert.ok(own > 1.2 * popularity / TUNED_PARAMETERS.popularity);
});

Deno.test("a dozen playlists are split several times, and then mostly tell enough", () => {
  const adapted = [5, 6, 7].map((seed) => adaptedParameters(scenes(seed, false, 12, 4)))
    .filter(({ neighborhood, popularity }) =>
      neighborhood.own / TUNED_PARAMETERS.neighborhood.own >
        1.2 * popularity / TUNED_PARAMETERS.popularity
    );
  assert.ok(adapted.length >= 2, `${adapted.length} of 3 were adapted to`);
});

Deno.test("where nothing tells, the shipped strengths stay", () => {
  let adapted = 0;
  for (const seed of [1, 2, 3]) {
    if (adaptedParameters(scenes(seed, true)) !== TUNED_PARAMETERS) adapted++;
  }
  assert.ok(adapted <= 1, `${adapted} of 3 catalogues by chance were adapted to`);
});

Deno.test("the same catalogue gets the same strengths, one without playlists the shipped ones", () => {
  const catalogue = scenes(6, false);
  assert.deepEqual(adaptedParameters(catalogue), adaptedParameters(catalogue));
  const bare = randomHoldout({ ...catalogue }, 1).training;
  const none = incidenceFromPairs(600, 40, new Int32Array(0), new Int32Array(0));
  assert.equal(
    adaptedParameters({ ...bare, songPlaylists: none, playlistSongs: transpose(none) }),
    TUNED_PARAMETERS,
  );
});
