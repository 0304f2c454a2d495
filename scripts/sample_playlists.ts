import type { Chance } from "./chance.ts";
import { playlistName } from "./invented_names.ts";
import type { Song } from "./sample_catalogue.ts";
import { GENRES } from "./sample_genres.ts";

/** A playlist of the sample: who listens, what they like, what they have. */
export interface Playlist {
  id: string;
  name: string;
  genre: number;
  subgenre: number;
  scene: number;
  /** The weight with which it takes songs: a power law. */
  capacity: number;
  /** The release years that it likes: center and width. */
  era: [number, number];
  /** Whether it likes a song livelier or calmer than the scene's, in standard deviations. */
  intensity: number;
  songs: Song[];
}

const SUBGENRES = GENRES[0].subgenres.length;
/** Playlists of a scene: the first three in its own subgenre, the others in the next one. */
const PLAYLISTS_A_SCENE = 5;

/** Twenty playlists a genre, five a scene and five a subgenre. */
function makePlaylists(chance: Chance): Playlist[] {
  const names = new Set<string>();
  const playlists: Playlist[] = [];
  for (let scene = 0; scene < GENRES.length * SUBGENRES; scene++) {
    const genre = Math.floor(scene / SUBGENRES);
    for (let i = 0; i < PLAYLISTS_A_SCENE; i++) {
      const subgenre = (scene + (i < 3 ? 0 : 1)) % SUBGENRES;
      const { name, era: [year, spread], sound } = GENRES[genre].subgenres[subgenre];
      let title: string;
      do title = playlistName(chance, name); while (names.has(title));
      names.add(title);
      playlists.push({
        id: `samplePlaylist${chance.base62(8)}`,
        name: title,
        genre,
        subgenre,
        scene,
        capacity: Math.min(10, (1 - chance.uniform()) ** (-1 / 1.3)),
        era: [year + 0.7 * spread * chance.normal(), 0.8 * spread],
        intensity: sound.intensity + 0.4 * chance.normal(),
        songs: [],
      });
    }
  }
  // Two people hit on the same name; only the id tells their playlists apart.
  playlists[1].name = playlists[7].name;
  return playlists;
}

/** How much a playlist wants a song, its own songs so far apart. */
function affinity(playlist: Playlist, song: Song): number {
  const years = (song.year - playlist.era[0]) / playlist.era[1];
  const liveliness = (song.sound.intensity - playlist.intensity) / 0.8;
  const taste = Math.exp(-0.5 * (years * years + liveliness * liveliness));
  const kinship = playlist.genre !== song.genre
    ? 0.003
    : playlist.scene === song.scene
    ? 1
    : playlist.subgenre === song.subgenre
    ? 0.12
    : 0.03;
  return playlist.capacity * kinship * (0.02 + taste);
}

/** Nearly three of four songs in one playlist only, the best known in as many as eight. */
function playlistCount(chance: Chance, song: Song): number {
  const luck = (1 - chance.uniform()) ** (-1 / 2.3) - 1;
  return Math.min(8, 1 + Math.floor(luck * (0.24 + song.popularity / 80)));
}

/**
 * Fills 120 playlists. A song goes to the playlists of its scene before those of its subgenre,
 * genre and the rest, to those that like its year and liveliness, and where its artist is already.
 */
export function fillPlaylists(chance: Chance, songs: readonly Song[]): Playlist[] {
  const playlists = makePlaylists(chance);
  const artists = playlists.map(() => new Map<string, number>());
  for (const song of songs) {
    const weights = playlists.map((playlist, p) =>
      affinity(playlist, song) * (1 + 2 * (artists[p].get(song.artist) ?? 0))
    );
    for (let left = playlistCount(chance, song); left > 0; left--) {
      const p = chance.weighted(weights);
      weights[p] = 0;
      playlists[p].songs.push(song);
      artists[p].set(song.artist, (artists[p].get(song.artist) ?? 0) + 1);
    }
  }
  return playlists;
}
