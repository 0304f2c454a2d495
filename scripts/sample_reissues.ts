import { type Chance, clamp } from "./chance.ts";
import { drawFeatures } from "./sample_features.ts";
import { GENRES } from "./sample_genres.ts";
import type { Song } from "./sample_catalogue.ts";

type Reissue = (chance: Chance, song: Song) => Partial<Song>;

const later = (song: Song, years: number) => Math.min(2020, song.year + years);

/** The ways in which a recording comes back under a second track_id. */
const REISSUES: readonly Reissue[] = [
  // The same recording on a compilation: nothing differs but the album.
  (chance, song) => ({ year: later(song, 3), albumName: `Best of ${chance.pick([1, 2, 3])}` }),
  // A remaster is the same performance, louder.
  (_chance, song) => {
    const year = Math.max(2011, later(song, 4));
    return {
      title: `${song.title} - Remastered ${year}`,
      albumName: `${song.albumName} (Deluxe)`,
      year,
      features: {
        ...song.features,
        loudness: clamp(song.features.loudness + 1.8, -30, -0.4),
        energy: clamp(song.features.energy + 0.02, 0.03, 0.998),
      },
    };
  },
  (chance, song) => ({
    title: `${song.title} - Live`,
    albumName: "Live at the Kiln",
    year: later(song, 2),
    features: {
      ...song.features,
      liveness: 0.7 + 0.25 * chance.uniform(),
      duration_ms: Math.round(song.features.duration_ms * (1.05 + 0.2 * chance.uniform())),
    },
  }),
  (_chance, song) => ({
    title: `${song.title} - Radio Edit`,
    albumName: `${song.title} - Radio Edit`,
    features: { ...song.features, duration_ms: Math.round(song.features.duration_ms * 0.85) },
  }),
];

/** A remix sounds like the remixer's house, and stays with the scene of the song. */
function remix(chance: Chance, song: Song, remixer: string): Partial<Song> {
  const [edm] = GENRES;
  const house = edm.subgenres[0];
  const year = Math.max(2012, later(song, 1));
  return {
    title: `${song.title} - ${remixer} Remix`,
    albumName: `${song.title} (Remixes)`,
    year,
    features: drawFeatures(chance, edm, house, house.sound, year),
  };
}

/** `count` further tracks: known songs, mostly known ones, under a second track_id and album_id. */
export function makeReissues(chance: Chance, songs: readonly Song[], count: number): Song[] {
  // Nobody reissues a reissue's guest spot: a title with brackets would grow a second pair.
  const plain = songs.filter((song) => !song.title.includes("(") && song.title.length < 18);
  const weights = plain.map((song) => song.popularity ** 2);
  const remixers = songs.filter((song) => song.genre === 0).map((song) => song.artist);
  const reissues: Song[] = [];
  while (reissues.length < count) {
    const index = chance.weighted(weights);
    const song = plain[index];
    weights[index] = 0;
    const change = chance.happens(0.25)
      ? remix(chance, song, chance.pick(remixers))
      : chance.pick(REISSUES)(chance, song);
    const year = change.year ?? song.year;
    reissues.push({
      ...song,
      ...change,
      trackId: `sampleTrack${chance.base62(11)}`,
      albumId: `sampleAlbum${chance.base62(11)}`,
      releaseDate: year === song.year ? song.releaseDate : `${year}-${10 + chance.below(3)}-05`,
      popularity: Math.round(song.popularity * (0.5 + 0.5 * chance.uniform())),
    });
  }
  return reissues;
}
