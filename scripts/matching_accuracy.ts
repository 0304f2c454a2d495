/**
 * How well misspelt lines are matched, on a data set: songs drawn by chance with seeds, their names
 * spoilt as `misspelt_lines.ts` says, then lines whose songs were left out of the catalogue.
 *
 *     deno run --allow-read --allow-env scripts/matching_accuracy.ts [FILE.csv]
 */
import { readFileSync } from "node:fs";
import process from "node:process";
import Papa from "papaparse";
import { misspeltLines } from "../src/components/playlists/misspelt_lines.ts";
import { pastedLines } from "../src/components/playlists/pasted_playlist.ts";
import { SongMatcher } from "../src/components/playlists/song_matcher.ts";
import { recordingTitle } from "../src/recommender/recordings.ts";
import { normalizeName } from "../src/recommender/credits.ts";

const LINES = 200, SEEDS = 10;

interface Song {
  readonly id: string;
  readonly title: string;
  readonly artist: string;
  readonly popularity: number;
}

function readSongs(file: string): Song[] {
  const { data } = Papa.parse<Record<string, string>>(readFileSync(file, "utf8"), {
    header: true,
    skipEmptyLines: true,
  });
  const songs = new Map<string, Song>();
  for (const row of data) {
    const { track_id: id, track_name: title, track_artist: artist, track_popularity } = row;
    if (id && title && artist) {
      songs.set(id, { id, title, artist, popularity: Number(track_popularity) });
    }
  }
  return [...songs.values()];
}

function matcherOf(songs: readonly Song[]): SongMatcher {
  return new SongMatcher({
    trackIds: songs.map(({ id }) => id),
    titles: songs.map(({ title }) => title),
    artistOf: (song) => songs[song].artist,
    popularities: Float64Array.from(songs, ({ popularity }) => popularity),
  });
}

const recording = ({ artist, title }: Song) => `${normalizeName(artist)}\n${recordingTitle(title)}`;

/** Counts of lines by certainty, and how many of the first choices are the recording meant. */
function measure(matcher: SongMatcher, catalogue: readonly Song[], asked: readonly Song[]) {
  const counts = { certain: 0, doubtful: 0, none: 0, right: 0, wrongAndCertain: 0, lines: 0 };
  for (let seed = 1; seed <= SEEDS; seed++) {
    const { songs, lines } = misspeltLines(asked.length, (song) => asked[song], LINES, seed);
    pastedLines(lines.join("\n"), () => false).forEach((line, i) => {
      const { certainty, candidates: [first] } = matcher.match(line);
      const isRight = first !== undefined &&
        recording(catalogue[first]) === recording(asked[songs[i]]);
      counts[certainty]++;
      counts.lines++;
      if (isRight) counts.right++;
      else if (certainty === "certain") counts.wrongAndCertain++;
    });
  }
  return counts;
}

const songs = readSongs(process.argv[2] ?? process.env.SONGS_CSV ?? "data/sample_songs.csv");
const started = performance.now();
const matcher = matcherOf(songs);
console.log(`${songs.length} songs, made ready in ${Math.round(performance.now() - started)} ms`);
console.log("lines of songs of the catalogue ", measure(matcher, songs, songs));
// Whole recordings are left out, and stay with no version behind.
const names = [...new Set(songs.map(recording))].filter((_, i) => i % 6 === 0);
const left = new Set(names);
const kept = songs.filter((song) => !left.has(recording(song)));
const absent = songs.filter((song) => left.has(recording(song)));
console.log("lines of songs that it has not  ", measure(matcherOf(kept), kept, absent));
