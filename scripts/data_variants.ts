/** Other data sets made of one: some of its songs or playlists, without a column, with more overlap. */
import { drawFirst, randomNumbers } from "../src/recommender/random.ts";
import type { Catalogue } from "../src/recommender/contract.ts";
import { incidenceFromPairs, rowIndices, transpose } from "../src/recommender/incidence.ts";

/** Says of each number whether it is kept, by chance with a seed; the same answer every time. */
export function keeps(seed: number, share: number): (row: number) => boolean {
  const random = randomNumbers(seed);
  const known = new Map<number, boolean>();
  return (row) => {
    let kept = known.get(row);
    if (kept === undefined) known.set(row, kept = random() < share);
    return kept;
  };
}

/** The catalogue of some songs and playlists; songs that are left in no playlist go as well. */
export function partOf(
  catalogue: Catalogue,
  keepsSong: (song: number) => boolean,
  keepsPlaylist: (playlist: number) => boolean,
): Catalogue {
  const playlistOf = new Int32Array(catalogue.playlistCount).fill(-1);
  const playlists: number[] = [];
  for (let p = 0; p < playlistOf.length; p++) {
    if (keepsPlaylist(p)) playlistOf[p] = playlists.push(p) - 1;
  }
  const songs: number[] = [], songRows: number[] = [], playlistRows: number[] = [];
  for (let song = 0; song < catalogue.songCount; song++) {
    if (!keepsSong(song)) continue;
    const own = Array.from(rowIndices(catalogue.songPlaylists, song), (p) => playlistOf[p])
      .filter((p) => p >= 0);
    if (own.length === 0) continue;
    for (const playlist of own) {
      songRows.push(songs.length);
      playlistRows.push(playlist);
    }
    songs.push(song);
  }
  const songPlaylists = incidenceFromPairs(
    songs.length,
    playlists.length,
    Int32Array.from(songRows),
    Int32Array.from(playlistRows),
  );
  const artistRows = new Map<number, number>();
  const artists = Int32Array.from(songs, (song) => {
    const artist = catalogue.artists[song];
    if (artist < 0) return -1;
    if (!artistRows.has(artist)) artistRows.set(artist, artistRows.size);
    return artistRows.get(artist)!;
  });
  const numbers = (values: Float64Array) => Float64Array.from(songs, (song) => values[song]);
  const ofPlaylists = (values: Int32Array) => Int32Array.from(playlists, (p) => values[p]);
  return {
    ...catalogue,
    songCount: songs.length,
    playlistCount: playlists.length,
    songPlaylists,
    playlistSongs: transpose(songPlaylists),
    features: catalogue.features.map(({ name, values }) => ({ name, values: numbers(values) })),
    titles: songs.map((song) => catalogue.titles[song]),
    artists,
    artistNames: Array.from(artistRows.keys(), (artist) => catalogue.artistNames[artist]),
    albums: Int32Array.from(songs, (song) => catalogue.albums[song]),
    releaseYears: numbers(catalogue.releaseYears),
    popularities: numbers(catalogue.popularities),
    playlistGenres: ofPlaylists(catalogue.playlistGenres),
    playlistSubgenres: ofPlaylists(catalogue.playlistSubgenres),
  };
}

/** What a data set may lack. */
export type Lack = "genres" | "artists" | "albums" | "dates" | "popularity" | "features";

/** The catalogue as of a data set without some columns. */
export function without(catalogue: Catalogue, ...lacks: readonly Lack[]): Catalogue {
  const { songCount, playlistCount } = catalogue;
  const unknown = (count: number) => new Int32Array(count).fill(-1);
  const blank: Readonly<Record<Lack, Partial<Catalogue>>> = {
    genres: {
      playlistGenres: unknown(playlistCount),
      genreNames: [],
      playlistSubgenres: unknown(playlistCount),
      subgenreNames: [],
    },
    artists: { artists: unknown(songCount), artistNames: [] },
    albums: { albums: unknown(songCount) },
    popularity: { popularities: new Float64Array(songCount).fill(NaN) },
    dates: { releaseYears: new Float64Array(songCount).fill(NaN) },
    features: { features: [] },
  };
  return Object.assign({ ...catalogue }, ...lacks.map((lack) => blank[lack]));
}

/** The catalogue with some of its features only. */
export function withFeatures(catalogue: Catalogue, isKept: (name: string) => boolean): Catalogue {
  return { ...catalogue, features: catalogue.features.filter(({ name }) => isKept(name)) };
}

/** Shares of the songs that a made playlist takes of its first source and of the four others. */
const SOURCE_SHARES = [0.4, 0.2, 0.15, 0.15, 0.1];

/**
 * The songs in other playlists that overlap much: each draws from one playlist, three of the same
 * subgenre and any one, the first songs of a source more often than the last.
 *
 * @param perSong in how many playlists a song is about, before doubles
 */
export function withOverlap(
  catalogue: Catalogue,
  playlists: number,
  perSong: number,
  seed: number,
): Catalogue {
  const random = randomNumbers(seed);
  const { playlistCount, playlistSongs, playlistSubgenres, songCount } = catalogue;
  const below = (count: number) => Math.floor(random() * count);
  const songRows: number[] = [], playlistRows: number[] = [];
  for (let playlist = 0; playlist < playlists; playlist++) {
    const first = below(playlistCount);
    const alike = Array.from({ length: playlistCount }, (_, p) => p)
      .filter((p) => playlistSubgenres[p] === playlistSubgenres[first]);
    const sources = [
      first,
      ...Array.from({ length: 3 }, () => alike[below(alike.length)]),
      below(playlistCount),
    ];
    const size = 20 + Math.floor(random() * random() * 2 * perSong * songCount / playlists);
    const songs = new Set<number>();
    for (let tries = 0; tries < 3 * size && songs.size < size; tries++) {
      let left = random(), at = 0;
      while (at < 4 && left > SOURCE_SHARES[at]) left -= SOURCE_SHARES[at++];
      const own = rowIndices(playlistSongs, sources[at]);
      if (own.length > 0) songs.add(own[Math.floor(random() ** 1.5 * own.length)]);
    }
    for (const song of [...songs].sort((a, b) => a - b)) {
      songRows.push(song);
      playlistRows.push(playlist);
    }
  }
  const made = incidenceFromPairs(
    playlists,
    songCount,
    Int32Array.from(playlistRows),
    Int32Array.from(songRows),
  );
  const none = new Int32Array(playlists).fill(-1);
  return partOf(
    {
      ...catalogue,
      playlistCount: playlists,
      playlistSongs: made,
      songPlaylists: transpose(made),
      playlistGenres: none,
      genreNames: [],
      playlistSubgenres: none,
      subgenreNames: [],
    },
    () => true,
    () => true,
  );
}

/** The playlists with so many songs at most each, drawn by chance. */
export function shortened(catalogue: Catalogue, most: number, seed: number): Catalogue {
  const random = randomNumbers(seed);
  const playlistRows: number[] = [], songRows: number[] = [];
  for (let playlist = 0; playlist < catalogue.playlistCount; playlist++) {
    const songs = Array.from(rowIndices(catalogue.playlistSongs, playlist));
    const drawn = drawFirst(songs, songs.length, random).slice(0, most);
    for (const song of drawn.sort((a, b) => a - b)) {
      playlistRows.push(playlist);
      songRows.push(song);
    }
  }
  return withPairs(catalogue, catalogue.playlistCount, playlistRows, songRows);
}

/** All playlists gathered into a few, those of a subgenre in the same one. */
export function gathered(catalogue: Catalogue, playlists: number): Catalogue {
  const { playlistCount, playlistSongs, playlistSubgenres } = catalogue;
  const sets = Array.from({ length: playlists }, () => new Set<number>());
  for (let playlist = 0; playlist < playlistCount; playlist++) {
    const into = sets[(playlistSubgenres[playlist] + 1) % playlists];
    for (const song of rowIndices(playlistSongs, playlist)) into.add(song);
  }
  const songs = sets.map((set) => [...set].sort((a, b) => a - b));
  const none = new Int32Array(playlists).fill(-1);
  return withPairs(
    {
      ...catalogue,
      playlistGenres: none,
      genreNames: [],
      playlistSubgenres: none,
      subgenreNames: [],
    },
    playlists,
    songs.flatMap((of, playlist) => of.map(() => playlist)),
    songs.flat(),
  );
}

/** The catalogue with other pairs, which come by playlist and song. */
function withPairs(
  catalogue: Catalogue,
  playlistCount: number,
  playlistRows: readonly number[],
  songRows: readonly number[],
): Catalogue {
  const playlistSongs = incidenceFromPairs(
    playlistCount,
    catalogue.songCount,
    Int32Array.from(playlistRows),
    Int32Array.from(songRows),
  );
  const all = () => true;
  return partOf(
    { ...catalogue, playlistCount, playlistSongs, songPlaylists: transpose(playlistSongs) },
    all,
    all,
  );
}
