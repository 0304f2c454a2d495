/** Data sets that the recommender was not tuned on, to be compared on. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { catalogueOf } from "../loaders/catalogue.ts";
import { progressOn } from "../loaders/progress.ts";
import { modelRequest, ROOT } from "../loaders/request.ts";
import { readRequest } from "../loaders/request_data.ts";
import type { Catalogue } from "../src/recommender/contract.ts";
import {
  gathered,
  keeps,
  partOf,
  shortened,
  withFeatures,
  without,
  withOverlap,
} from "./data_variants.ts";
import { generateCatalogue } from "./generate_catalogue.ts";
import { inventedScenes, type SceneOptions } from "./invented_scenes.ts";
import { inventedTastes, type TasteOptions } from "./invented_tastes.ts";
import { makeSample } from "./make_sample.ts";

/** One data set by its name, made when it is its turn. */
export interface Other {
  readonly name: string;
  readonly make: () => Promise<Catalogue>;
}

export async function read(path: string): Promise<Catalogue> {
  return catalogueOf(await readRequest(modelRequest({ csv: path }), progressOn(() => {}, false)));
}

/** What can be made by the scripts of the project. */
export function madeSets(folder: string): Other[] {
  const sample = async (seed: number) => {
    const path = join(folder, `sample_${seed}.csv`);
    writeFileSync(path, makeSample(seed));
    return await read(path);
  };
  const generated = async (sizes: Parameters<typeof generateCatalogue>[0]) => {
    const path = join(folder, `generated_${sizes.seed}.csv`);
    await generateCatalogue(sizes, path);
    return await read(path);
  };
  return [
    {
      name: "the sample, no genres, 10 features",
      make: async () =>
        without(
          withFeatures(
            await read(join(ROOT, "data", "sample_songs.csv")),
            (name) => name !== "key" && name !== "mode",
          ),
          "genres",
        ),
    },
    {
      name: "a sample of another seed, no artists",
      make: async () => without(await sample(12), "artists"),
    },
    {
      name: "a sample of another seed, 2 features",
      make: async () =>
        withFeatures(await sample(13), (name) => name === "energy" || name === "tempo"),
    },
    {
      name: "a sample of another seed, features only",
      make: async () =>
        without(await sample(14), "artists", "dates", "genres", "albums", "popularity"),
    },
    {
      name: "generated, 10 playlists a song",
      make: () =>
        generated({
          songs: 3000,
          playlists: 200,
          pairsPerSong: 10,
          genres: 6,
          features: 5,
          seed: 3,
        }),
    },
    {
      name: "generated, 4 playlists a song",
      make: () =>
        generated({
          songs: 8000,
          playlists: 600,
          pairsPerSong: 4,
          genres: 12,
          features: 9,
          seed: 4,
        }),
    },
    ...TASTES.map(([name, options]): Other => ({
      name: `invented tastes, ${name}`,
      make: () => Promise.resolve(inventedTastes(options)),
    })),
    ...SCENES.map(([name, options]): Other => ({
      name: `invented scenes, ${name}`,
      make: () => Promise.resolve(inventedScenes(options)),
    })),
  ];
}

const TASTES: readonly (readonly [string, TasteOptions])[] = [
  ["many per person", {
    songs: 1500,
    playlists: 400,
    dimensions: 6,
    sizes: [15, 150],
    taste: 2.5,
    popularity: 1,
    features: 4,
    noise: 2,
    artists: 0,
    seed: 1,
  }],
  ["features without a say", {
    songs: 2500,
    playlists: 300,
    dimensions: 10,
    sizes: [12, 80],
    taste: 3,
    popularity: 0.7,
    features: 5,
    noise: 100,
    artists: 0,
    seed: 2,
  }],
  ["much popularity", {
    songs: 1200,
    playlists: 250,
    dimensions: 5,
    sizes: [12, 100],
    taste: 0.8,
    popularity: 1.5,
    features: 3,
    noise: 1,
    artists: 0,
    seed: 3,
  }],
  ["artists, 2 features", {
    songs: 4000,
    playlists: 250,
    dimensions: 8,
    sizes: [15, 80],
    taste: 3,
    popularity: 0.5,
    features: 2,
    noise: 1,
    artists: 500,
    seed: 4,
  }],
  ["artists, 6 features, sparse", {
    songs: 6000,
    playlists: 200,
    dimensions: 6,
    sizes: [20, 60],
    taste: 3,
    popularity: 0.5,
    features: 6,
    noise: 0.7,
    artists: 1200,
    seed: 5,
  }],
  ["small", {
    songs: 400,
    playlists: 60,
    dimensions: 4,
    sizes: [10, 40],
    taste: 3,
    popularity: 0.5,
    features: 3,
    noise: 0.5,
    artists: 80,
    seed: 6,
  }],
  ["weak, few playlists", {
    songs: 500,
    playlists: 40,
    dimensions: 6,
    sizes: [10, 30],
    taste: 1,
    popularity: 0,
    features: 5,
    noise: 0.3,
    artists: 600,
    seed: 7,
  }],
];

const USUAL_SCENES: SceneOptions = {
  songs: 4000,
  playlists: 200,
  scenes: 25,
  sizes: [12, 90],
  purity: 0.85,
  fame: 0.7,
  features: 6,
  apart: 1,
  loyalty: 0.8,
  years: 4,
  seed: 1,
};

const SCENES: readonly (readonly [string, SceneOptions])[] = [
  ["all columns tell", USUAL_SCENES],
  ["many songs, 5 features", {
    ...USUAL_SCENES,
    songs: 20_000,
    playlists: 300,
    scenes: 60,
    sizes: [20, 200],
    features: 5,
    seed: 2,
  }],
  ["artists by chance", { ...USUAL_SCENES, loyalty: 0, apart: 1.5, seed: 3 }],
  ["features without a say", { ...USUAL_SCENES, apart: 0, years: 100, seed: 4 }],
  ["features alone, small", {
    ...USUAL_SCENES,
    songs: 800,
    playlists: 50,
    scenes: 10,
    sizes: [10, 50],
    loyalty: -1,
    years: 0,
    seed: 5,
  }],
];

/** Parts of the public file. */
export function partsOfFile(whole: Catalogue): Other[] {
  const all = () => true;
  const quarter = (seed: number) => partOf(whole, all, keeps(seed, 0.25));
  const third = (seed: number) => partOf(whole, all, keeps(seed, 0.33));
  const set = (name: string, make: () => Catalogue): Other => ({
    name,
    make: () => Promise.resolve(make()),
  });
  return [
    set(
      "overlapping playlists, 4 a song",
      () => withOverlap(partOf(whole, keeps(8, 0.15), all), 400, 10, 1),
    ),
    set(
      "overlapping playlists, 2 a song, no artists or dates",
      () => without(withOverlap(partOf(whole, keeps(9, 0.1), all), 200, 6, 2), "artists", "dates"),
    ),
    set("a third, no artists", () => without(third(4), "artists")),
    set("a third, no genres, 4 features", () =>
      without(
        withFeatures(
          third(3),
          (name) => ["energy", "valence", "tempo", "acousticness"].includes(name),
        ),
        "genres",
      )),
    set("a third, no features", () => without(third(6), "features")),
    set("playlists of 12 songs at most", () => shortened(whole, 12, 1)),
    set("12 large playlists", () => gathered(partOf(whole, keeps(3, 0.3), all), 12)),
    set("a quarter of the playlists, no genres", () => without(quarter(21), "genres")),
    set("a quarter, no dates", () => without(quarter(22), "dates", "genres")),
    set("a quarter, no popularity", () => without(quarter(23), "popularity", "genres")),
    set("two subgenres", () => partOf(whole, all, (p) => whole.playlistSubgenres[p] % 12 === 5)),
    set("a tenth of the songs", () => partOf(whole, keeps(2, 0.1), all)),
    set(
      "one genre",
      () => without(partOf(whole, all, (p) => whole.playlistGenres[p] === 2), "genres"),
    ),
  ];
}
