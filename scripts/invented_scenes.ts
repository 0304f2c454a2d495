/**
 * Catalogues of scenes: groups of artists and songs that sound alike, and playlists that draw from a
 * few of them. How much each column tells of the scene is an option, down to nothing.
 */
import type { Catalogue } from "../src/recommender/contract.ts";
import { incidenceFromPairs, transpose } from "../src/recommender/incidence.ts";
import { normalNumbers, randomNumbers } from "../src/recommender/random.ts";
import { partOf } from "./data_variants.ts";

export interface SceneOptions {
  readonly songs: number;
  readonly playlists: number;
  readonly scenes: number;
  /** Fewest and most songs of a playlist; short ones are more frequent. */
  readonly sizes: readonly [number, number];
  /** Share of a playlist's songs that come from its own scenes; the others come by chance. */
  readonly purity: number;
  /** How much more often the best known songs are taken: their chances fall as 1 / rank^fame. */
  readonly fame: number;
  /** Numeric features, and how far their scenes lie apart in deviations within a scene; a third of them say nothing. */
  readonly features: number;
  readonly apart: number;
  /** Share of an artist's songs that are of its scene; 0 for artists by chance, −1 for none. */
  readonly loyalty: number;
  /** Deviation in years of release dates within a scene, whose middles are 10 years apart; 0 for no dates. */
  readonly years: number;
  readonly seed: number;
}

/** Songs that are in no playlist are left out. */
export function inventedScenes(options: SceneOptions): Catalogue {
  const { songs, playlists, scenes, sizes: [fewest, most], loyalty } = options;
  const random = randomNumbers(options.seed);
  const below = (count: number) => Math.floor(random() * count);
  const normal = normalNumbers(random);
  const sceneOf = Int32Array.from({ length: songs }, () => below(scenes));
  const songsOf = Array.from({ length: scenes }, (): number[] => []);
  sceneOf.forEach((scene, song) => songsOf[scene].push(song));
  const artistCount = Math.ceil(songs / 8);
  const artists = Int32Array.from(sceneOf, (scene) => {
    if (loyalty < 0) return -1;
    const artist = Math.floor(random() ** 1.5 * artistCount);
    // Artist a belongs to scene a mod scenes.
    return random() < loyalty
      ? Math.min(artistCount - 1, artist - artist % scenes + scene)
      : artist;
  });
  const albums = artists.map((artist) => artist < 0 ? -1 : 4 * artist + below(4));
  const chances = Float64Array.from({ length: songs }, () => (1 - random()) ** -options.fame);
  const draw = (of: readonly number[]) => {
    let most = of[below(of.length)];
    // The better known of a few: as good as a draw by chances, at no sum.
    for (let tries = 0; tries < 2; tries++) {
      const other = of[below(of.length)];
      if (random() * (chances[most] + chances[other]) < chances[other]) most = other;
    }
    return most;
  };
  const all = Array.from({ length: songs }, (_, song) => song);
  const songRows: number[] = [], playlistRows: number[] = [];
  for (let playlist = 0; playlist < playlists; playlist++) {
    const own = Array.from({ length: 1 + below(2) }, () => songsOf[below(scenes)])
      .filter((of) => of.length > 0);
    const size = Math.floor(fewest + (most - fewest) * random() ** 2);
    const taken = new Set<number>();
    for (let tries = 0; tries < 5 * size && taken.size < size; tries++) {
      const isOwn = own.length > 0 && random() < options.purity;
      taken.add(draw(isOwn ? own[below(own.length)] : all));
    }
    for (const song of [...taken].sort((a, b) => a - b)) {
      songRows.push(song);
      playlistRows.push(playlist);
    }
  }
  const playlistSongs = incidenceFromPairs(
    playlists,
    songs,
    Int32Array.from(playlistRows),
    Int32Array.from(songRows),
  );
  const features = Array.from({ length: options.features }, (_, f) => {
    const apart = f % 3 === 2 ? 0 : options.apart;
    const middles = Float64Array.from({ length: scenes }, () => apart * normal());
    return {
      name: `measure ${f + 1}`,
      values: Float64Array.from(sceneOf, (scene) => 100 * (middles[scene] + normal())),
    };
  });
  const middles = Float64Array.from({ length: scenes }, () => 2000 + 10 * normal());
  const none = new Int32Array(playlists).fill(-1), keepAll = () => true;
  return partOf(
    {
      songCount: songs,
      playlistCount: playlists,
      playlistSongs,
      songPlaylists: transpose(playlistSongs),
      features,
      titles: Array.from({ length: songs }, (_, song) => `Item ${song}`),
      artists,
      artistNames: Array.from({ length: artistCount }, (_, artist) => `Artist ${artist}`),
      albums,
      releaseYears: Float64Array.from(
        sceneOf,
        (scene) => options.years > 0 ? middles[scene] + options.years * normal() : NaN,
      ),
      popularities: chances.map((chance) => 20 * Math.log(chance) + 10 * random()),
      playlistGenres: none,
      genreNames: [],
      playlistSubgenres: none,
      subgenreNames: [],
    },
    keepAll,
    keepAll,
  );
}
