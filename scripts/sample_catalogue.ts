import { type Chance, clamp } from "./chance.ts";
import { albumName, artistName, songTitle } from "./invented_names.ts";
import { type AudioFeatures, drawFeatures, soundNear } from "./sample_features.ts";
import { GENRES, type Sound } from "./sample_genres.ts";

/** One track of the sample with all that a row says about it, and what the playlists go by. */
export interface Song {
  trackId: string;
  title: string;
  artist: string;
  /** 0 to 100 */
  popularity: number;
  albumId: string;
  albumName: string;
  /** YYYY, YYYY-MM or YYYY-MM-DD */
  releaseDate: string;
  year: number;
  features: AudioFeatures;
  /** Number of the genre in GENRES. */
  genre: number;
  /** Number of the subgenre in its genre. */
  subgenre: number;
  /** Number of the scene; see sample_playlists.ts. */
  scene: number;
  sound: Sound;
}

interface Artist {
  name: string;
  /** Home, and for one artist in seven a second genre with its subgenre and scene. */
  homes: { genre: number; subgenre: number; scene: number }[];
  /** What sets the artist apart within the subgenre. */
  sound: Sound;
  /** Around which year, relative to the subgenre's, in standard deviations. */
  era: number;
  /** Standard normal; popularity and playlists follow. */
  fame: number;
}

const NO_SOUND: Sound = { intensity: 0, groove: 0, mood: 0, talk: 0, wood: 0 };
const SUBGENRES = GENRES[0].subgenres.length;
const FIRST_YEAR = 1958;
const LAST_YEAR = 2020;

/**
 * A scene is a circle of artists and listeners within a genre: scene s of a genre is at home in
 * subgenre s and reaches into the next one, so that playlists of one subgenre belong to two scenes.
 */
function home(chance: Chance, genre: number): Artist["homes"][number] {
  const subgenre = chance.below(SUBGENRES);
  const scene = chance.happens(0.7) ? subgenre : (subgenre + SUBGENRES - 1) % SUBGENRES;
  return { genre, subgenre, scene: genre * SUBGENRES + scene };
}

function makeArtist(chance: Chance, genre: number, names: Set<string>): Artist {
  let name: string;
  do name = artistName(chance, GENRES[genre].name); while (names.has(name));
  names.add(name);
  const homes = [home(chance, genre)];
  if (chance.happens(1 / 7)) {
    homes.push(home(chance, (genre + 1 + chance.below(GENRES.length - 1)) % GENRES.length));
  }
  return {
    name,
    homes,
    sound: soundNear(chance, [NO_SOUND], 0.5),
    era: chance.normal(),
    fame: chance.normal(),
  };
}

function releaseDate(chance: Chance, year: number): string {
  if (chance.happens(year < 1995 ? 0.6 : 0.04)) return String(year);
  const month = String(1 + chance.below(12)).padStart(2, "0");
  if (chance.happens(0.01)) return `${year}-${month}`;
  return `${year}-${month}-${String(1 + chance.below(28)).padStart(2, "0")}`;
}

/** One album of an artist: `count` songs of one home, one year and nearly one sound. */
function makeAlbum(
  chance: Chance,
  artist: Artist,
  count: number,
  titles: Set<string>,
  artists: readonly Artist[],
): Song[] {
  const at = artist.homes.length > 1 && chance.happens(0.35) ? artist.homes[1] : artist.homes[0];
  const genre = GENRES[at.genre];
  const subgenre = genre.subgenres[at.subgenre];
  const drift = 0.7 * artist.era + 0.5 * chance.normal();
  const year = Math.round(
    clamp(subgenre.era[0] + subgenre.era[1] * drift, FIRST_YEAR, LAST_YEAR - chance.uniform()),
  );
  const date = releaseDate(chance, year);
  const albumId = `sampleAlbum${chance.base62(11)}`;
  const albumSound = soundNear(chance, [subgenre.sound, artist.sound], 0.2);
  const songs: Song[] = [];
  for (let i = 0; i < count; i++) {
    let title: string;
    do title = songTitle(chance, genre.name); while (titles.has(`${artist.name}/${title}`));
    titles.add(`${artist.name}/${title}`);
    if (artists.length > 1 && chance.happens(0.03)) {
      title += ` (feat. ${pickGuest(chance, artist, artists).name})`;
    }
    const sound = soundNear(chance, [albumSound], 0.4);
    songs.push({
      trackId: `sampleTrack${chance.base62(11)}`,
      title,
      artist: artist.name,
      popularity: drawPopularity(chance, artist.fame, year),
      albumId,
      albumName: "",
      releaseDate: date,
      year,
      features: drawFeatures(chance, genre, subgenre, sound, year),
      ...at,
      sound,
    });
  }
  const titled = chance.happens(count === 1 ? 0.5 : 0.1);
  const name = titled ? songs[0].title : albumName(chance);
  for (const song of songs) song.albumName = name;
  return songs;
}

/** Another of at least two artists, of the same scene where there is one. */
function pickGuest(chance: Chance, artist: Artist, artists: readonly Artist[]): Artist {
  const others = artists.filter((other) => other !== artist);
  const near = others.filter((other) => other.homes[0].scene === artist.homes[0].scene);
  return chance.pick(near.length > 0 ? near : others);
}

function drawPopularity(chance: Chance, fame: number, year: number): number {
  if (chance.happens(0.06)) return 0;
  const recent = clamp((year - 2010) / 10, -1, 1);
  return Math.round(clamp(42 + 14 * fame + 5 * recent + 11 * chance.normal(), 1, 97));
}

/** Draws all artists and their albums until there are `count` songs, as many in every genre. */
export function makeCatalogue(chance: Chance, count: number): Song[] {
  const names = new Set<string>();
  const titles = new Set<string>();
  const songs: Song[] = [];
  for (let genre = 0; genre < GENRES.length; genre++) {
    const goal = Math.round((count * (genre + 1)) / GENRES.length);
    const artists: Artist[] = [];
    while (songs.length < goal) {
      const artist = makeArtist(chance, genre, names);
      artists.push(artist);
      // A power law: most artists have one to three songs here, a few have thirty.
      const drawn = Math.floor(1.5 * (1 - chance.uniform()) ** (-1 / 1.5));
      let left = Math.min(goal - songs.length, 30, drawn);
      while (left > 0) {
        const size = chance.happens(0.45) ? 1 : Math.min(left, 2 + chance.below(6));
        songs.push(...makeAlbum(chance, artist, size, titles, artists));
        left -= size;
      }
    }
  }
  return songs;
}
