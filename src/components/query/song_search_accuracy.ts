/**
 * How well and how fast the search finds, on the data set at hand: 200 searches made of its own
 * names, seeded, as people type them.
 *
 * Run: `npx deno run --no-prompt --allow-read --allow-env --allow-ffi=node_modules
 * src/components/query/song_search_accuracy.ts CATALOGUE.arrow`, the file of a built site or model.
 * A hit is the wanted song among the first 10, a song of the same title, or for an artist's name
 * that artist or a song of theirs.
 */
import { tableFromIPC } from "apache-arrow";
import { randomNumbers } from "../../recommender/sample_catalogues.ts";
import { codedTexts, numbers, texts } from "../arrow_columns.ts";
import { pageModelOf } from "../sample_page_models.ts";
import { foldText } from "./fold_text.ts";
import { SongSearch } from "./song_search.ts";

const [path, seed = "1"] = Deno.args;
const table = tableFromIPC(Deno.readFileSync(path));
const titles = texts(table, "track_name"), artists = codedTexts(table, "track_artist");
const artistOf = (song: number) => artists.names[artists.codes[song]] ?? "";
const popularities = numbers(table, "track_popularity");
const small = pageModelOf([], 0);
const songCount = titles.length;
const catalogue = {
  ...small.catalogue,
  songCount,
  titles,
  artists: artists.codes,
  artistNames: artists.names,
  popularities,
};
const start = performance.now();
const search = new SongSearch({ ...small, catalogue });
console.log(`${songCount} songs, index ${(performance.now() - start).toFixed(0)} ms`);

const random = randomNumbers(Number(seed));
const pickFrom = (size: number) => Math.floor(random() * size);

/** One letter of a word of four and more is left out, doubled, exchanged or another one. */
function misspelt(text: string): string {
  const words = text.split(" ");
  const long = words.flatMap((word, i) => word.length >= 4 ? [i] : []);
  if (long.length === 0) return text;
  const at = long[pickFrom(long.length)], word = words[at];
  const place = 1 + pickFrom(word.length - 1);
  const letter = "abcdefghijklmnopqrstuvwxyz"[pickFrom(26)];
  const rest = word.slice(place + 1);
  words[at] = word.slice(0, place) +
    [
      rest,
      letter + rest,
      word[place] + word[place] + rest,
      rest.charAt(0) + word[place] + rest.slice(1),
    ][pickFrom(4)];
  return words.join(" ");
}

const plain = (text: string) =>
  foldText(text).replace(/[^\p{L}\p{N} ]/gu, " ").replace(/\s+/g, " ").trim();

const KINDS: Readonly<Record<string, (song: number) => string>> = {
  "first letters of a title": (song) =>
    titles[song].slice(0, Math.max(5, titles[song].length >> 1)),
  "a title with one letter wrong": (song) => misspelt(titles[song]),
  "an artist with one letter wrong": (song) => misspelt(artistOf(song)),
  "artist and title": (song) => `${artistOf(song)} ${titles[song]}`.slice(0, 60),
  "title without punctuation": (song) => plain(titles[song]),
};

const times: number[] = [];
let hits = 0, total = 0;
for (const [kind, type] of Object.entries(KINDS)) {
  let found = 0;
  for (let n = 0; n < 40; n++) {
    let song = pickFrom(songCount);
    while (titles[song] === "" || artistOf(song) === "") song = pickFrom(songCount);
    const typed = type(song);
    const before = performance.now();
    const list = search.search(typed, { songs: 10 });
    times.push(performance.now() - before);
    const isArtist = kind.startsWith("an artist");
    const isHit = list.some(({ list, row }) =>
      list === "artists"
        ? isArtist && row === artists.codes[song]
        : list === "songs" && (row === song ||
          (isArtist
            ? artists.codes[row] === artists.codes[song]
            : plain(titles[row]).startsWith(plain(titles[song]).slice(0, 12))))
    );
    if (isHit) found++;
    else if (Deno.args.includes("--misses")) console.log(`  missed: ${typed}`);
  }
  hits += found;
  total += 40;
  console.log(`${kind}: ${found} of 40`);
}
times.sort((a, b) => a - b);
const at = (share: number) => times[Math.floor(share * (times.length - 1))].toFixed(1);
console.log(`${hits} of ${total}; median ${at(0.5)} ms, 95 % ${at(0.95)} ms, worst ${at(1)} ms`);
