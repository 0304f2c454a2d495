/** Small and random catalogues for tests and benchmarks. */
import type { Catalogue, FeatureColumn, NewSong } from "./contract.ts";
import { incidenceFromPairs, transpose } from "./incidence.ts";
import { randomNumbers } from "./random.ts";

export { randomNumbers };

/** A catalogue from the playlists of each song; what is not given is empty or unknown. */
export function catalogueOf(
  playlistCount: number,
  playlistsOfSongs: readonly (readonly number[])[],
  given: Partial<Catalogue> = {},
): Catalogue {
  return catalogueFromPairs(
    playlistsOfSongs.length,
    playlistCount,
    Int32Array.from(playlistsOfSongs.flatMap((playlists, song) => playlists.map(() => song))),
    Int32Array.from(playlistsOfSongs.flatMap((playlists) => playlists.toSorted((a, b) => a - b))),
    given,
  );
}

/** A catalogue from pairs sorted by song and playlist; what is not given is empty or unknown. */
function catalogueFromPairs(
  songCount: number,
  playlistCount: number,
  songOf: Int32Array,
  playlistOf: Int32Array,
  given: Partial<Catalogue>,
): Catalogue {
  const songPlaylists = incidenceFromPairs(songCount, playlistCount, songOf, playlistOf);
  return {
    songCount,
    playlistCount,
    songPlaylists,
    playlistSongs: transpose(songPlaylists),
    features: [],
    titles: new Array(songCount).fill(""),
    artists: new Int32Array(songCount).fill(-1),
    artistNames: [],
    albums: new Int32Array(songCount).fill(-1),
    releaseYears: new Float64Array(songCount).fill(NaN),
    popularities: new Float64Array(songCount).fill(NaN),
    playlistGenres: new Int32Array(playlistCount).fill(-1),
    genreNames: [],
    playlistSubgenres: new Int32Array(playlistCount).fill(-1),
    subgenreNames: [],
    ...given,
  };
}

/** All that is known of a song of the catalogue but its playlists, as of a song that is not in it. */
export function newSong(catalogue: Catalogue, song: number): NewSong {
  return {
    title: catalogue.titles[song],
    artist: catalogue.artists[song],
    album: catalogue.albums[song],
    features: Float64Array.from(catalogue.features, ({ values }) => values[song]),
    releaseYear: catalogue.releaseYears[song],
    popularity: catalogue.popularities[song],
  };
}

export interface RandomCatalogueSizes {
  readonly songs: number;
  readonly playlists: number;
  readonly features: number;
  /** Playlists drawn for a song, a repeated one counted once; a fraction is the chance of another. */
  readonly playlistsPerSong: number;
}

/** A seeded catalogue without structure: 6 genres, 24 subgenres, a third as many artists as songs. */
export function randomCatalogue(seed: number, sizes: RandomCatalogueSizes): Catalogue {
  const random = randomNumbers(seed);
  const below = (count: number) => Math.floor(random() * count);
  const room = sizes.songs * Math.ceil(sizes.playlistsPerSong + 1);
  const songOf = new Int32Array(room), playlistOf = new Int32Array(room);
  let pairs = 0;
  for (let song = 0; song < sizes.songs; song++) {
    const start = pairs;
    for (let wanted = Math.floor(sizes.playlistsPerSong + random()); wanted > 0; wanted--) {
      const playlist = below(sizes.playlists);
      if (playlistOf.subarray(start, pairs).includes(playlist)) continue;
      songOf[pairs] = song;
      playlistOf[pairs++] = playlist;
    }
    playlistOf.subarray(start, pairs).sort();
  }
  const playlistSubgenres = Int32Array.from({ length: sizes.playlists }, () => below(24));
  const artists = Math.ceil(sizes.songs / 3);
  return catalogueFromPairs(
    sizes.songs,
    sizes.playlists,
    songOf.subarray(0, pairs),
    playlistOf.subarray(0, pairs),
    {
      features: Array.from({ length: sizes.features }, (_, k): FeatureColumn => ({
        name: `feature ${k}`,
        values: Float64Array.from({ length: sizes.songs }, () => (k + 1) * random() - k),
      })),
      artists: Int32Array.from({ length: sizes.songs }, () => below(artists)),
      artistNames: Array.from({ length: artists }, (_, artist) => `Artist ${artist}`),
      albums: Int32Array.from({ length: sizes.songs }, () => below(sizes.songs)),
      playlistGenres: playlistSubgenres.map((subgenre) => Math.floor(subgenre / 4)),
      genreNames: Array.from({ length: 6 }, (_, genre) => `Genre ${genre}`),
      playlistSubgenres,
      subgenreNames: Array.from({ length: 24 }, (_, subgenre) => `Subgenre ${subgenre}`),
    },
  );
}
