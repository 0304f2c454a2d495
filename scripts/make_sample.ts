import { integerOption, readOptions, runCommand, usage } from "../loaders/command_line.ts";
import { UserError } from "../loaders/errors.ts";
import { seededChance } from "./chance.ts";
import { makeCatalogue, type Song } from "./sample_catalogue.ts";
import { featureFields } from "./sample_features.ts";
import { GENRES } from "./sample_genres.ts";
import { fillPlaylists, type Playlist } from "./sample_playlists.ts";
import { makeReissues } from "./sample_reissues.ts";
import { COLUMNS, csvField } from "./songs_csv.ts";

/** Songs first recorded here, and second track_ids of some of them. */
const SONGS = 2_720;
const REISSUES = 60;
/** Songs whose name, artist and album the catalogue has lost, as five rows of the public file. */
const NAMELESS = 3;

export const DEFAULT_SEED = 20_261_124;

const COMMAND = {
  name: "npm run sample --",
  summary: `Writes the sample data set: invented songs in 120 invented playlists of six genres,
the same bytes for the same seed.`,
  options: [
    {
      flag: "out",
      value: "FILE",
      description: "the file to write",
      default: "data/sample_songs.csv",
    },
    {
      flag: "seed",
      value: "N",
      description: "an integer from which all chance follows",
      default: String(DEFAULT_SEED),
    },
  ],
} as const;

function row(song: Song, playlist: Playlist, genre: number, subgenre: number): string {
  return [
    song.trackId,
    csvField(song.title),
    csvField(song.artist),
    String(song.popularity),
    song.albumId,
    csvField(song.albumName),
    song.releaseDate,
    csvField(playlist.name),
    playlist.id,
    GENRES[genre].name,
    GENRES[genre].subgenres[subgenre].name,
    ...featureFields(song.features),
  ].join(",");
}

/** The sample data set as CSV text: a header and a row for each song in each playlist. */
export function makeSample(seed: number): string {
  const chance = seededChance(seed);
  const songs = makeCatalogue(chance, SONGS);
  songs.push(...makeReissues(chance, songs, REISSUES));
  for (let i = 1; i <= NAMELESS; i++) {
    const song = songs[Math.floor((i * SONGS) / (NAMELESS + 1))];
    Object.assign(song, { title: "NA", artist: "NA", albumName: "NA", popularity: 0 });
  }
  const playlists = fillPlaylists(chance, songs);
  const rows: string[] = [COLUMNS.join(",")];
  for (const playlist of playlists) {
    for (const song of playlist.songs) {
      rows.push(row(song, playlist, playlist.genre, playlist.subgenre));
    }
  }
  // The smallest playlist of r&b is filed a second time, under pop: all rows under one id.
  const rnb = playlists.filter((playlist) => GENRES[playlist.genre].name === "r&b");
  const twice = rnb.reduce((a, b) => a.songs.length <= b.songs.length ? a : b);
  const pop = GENRES.findIndex((genre) => genre.name === "pop");
  // One song is missing there, so the two filings tell which is the more frequent.
  for (const song of twice.songs.slice(1)) rows.push(row(song, twice, pop, 0));
  return rows.join("\n") + "\n";
}

function main(): void {
  const options = readOptions(COMMAND, Deno.args);
  if (options === null) return console.log(usage(COMMAND));
  const seed = integerOption("seed", options.seed, 0);
  const text = makeSample(seed);
  const bytes = new TextEncoder().encode(text);
  try {
    Deno.writeFileSync(options.out, bytes);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new UserError(`Cannot write ${options.out}: ${error.message}`);
  }
  console.log(`${options.out}: ${text.split("\n").length - 2} rows, ${bytes.length} bytes`);
}

if (import.meta.main) await runCommand(main);
