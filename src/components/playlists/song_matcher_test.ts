/** Matching of misspelt lines, on the invented songs of the project and on songs written out here. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import Papa from "papaparse";
import { randomNumbers } from "../../recommender/random.ts";
import { misspeltLines } from "./misspelt_lines.ts";
import { slips } from "../query/name_forms.ts";
import { pastedLines } from "./pasted_playlist.ts";
import { SongMatcher } from "./song_matcher.ts";

interface Song {
  readonly artist: string;
  readonly title: string;
}

function matcherOf(songs: readonly Song[], popularities = songs.map(() => 50)): SongMatcher {
  return new SongMatcher({
    trackIds: songs.map((_, row) => `id-${row}`),
    titles: songs.map(({ title }) => title),
    artistOf: (row) => songs[row].artist,
    popularities: Float64Array.from(popularities),
  });
}

const SONGS: readonly Song[] = [
  { artist: "Queen", title: "Don't Stop Me Now - Remastered 2011" },
  { artist: "Beyoncé", title: "Halo" },
  { artist: "Martin Garrix", title: "Summer Days (feat. Macklemore) - Tiësto Remix" },
  { artist: "Martin Garrix", title: "Summer Days (feat. Macklemore)" },
  { artist: "Nirvana", title: "Come As You Are" },
  { artist: "Simon & Garfunkel", title: "Mrs. Robinson (From The Graduate)" },
  { artist: "Blink-182", title: "Song Part 1" },
  { artist: "Кино", title: "Группа крови" },
];

const matcher = matcherOf(SONGS);
const match = (line: string) => matcher.match(pastedLines(line, (text) => matcher.isId(text))[0]);

Deno.test("a line is found in any case, order and dress", () => {
  const cases: [string, number][] = [
    ["id-4", 4],
    ["queen - dont stop me now", 0],
    ["Don’t Stop Me Now – Queen", 0],
    ["Queen - Don't Stpo Me Now", 0],
    ["BEYONCE — HALO", 1],
    ["Martin Garrix - Summer Days", 3],
    ["Martin Garix, Macklemore - Summer Days", 3],
    ["Martin Garrix - Summer Days (Tiesto Remix)", 2],
    ["Martin Garrix - Summer Days - Tisto Rmix", 2],
    ["Nirvana - Come As You Are (3:39)", 4],
    ["Simon and Garfunkel - Mrs Robinson", 5],
    ["Кино - Група крови", 7],
  ];
  for (const [line, song] of cases) {
    const { certainty, candidates } = match(line);
    assert.deepEqual([certainty, candidates[0]], ["certain", song], line);
  }
});

Deno.test("a version that the catalogue does not have is never taken for another one", () => {
  for (
    const line of [
      "Halo - Some Remix, Beyoncé",
      "Beyoncé - Halo (Some Remix)",
      "Halo, Beyoncé, Live at Home",
    ]
  ) {
    const { certainty, candidates } = match(line);
    assert.deepEqual([certainty, candidates[0]], ["doubtful", 1], line);
  }
  assert.equal(match("Summer Days - Tiësto Remix, Martin Garrix").candidates[0], 2);
});

Deno.test("what may be another song is doubtful, with its reason and candidates", () => {
  const cases: [string, number, string][] = [
    ["Halo", 1, "the line names no artist"],
    ["Blink-182 - Song Part 2", 6, "a number differs"],
    ["Nirvana - Come As You Are (Live)", 4, "it is another version"],
    ["Nirvnaa - Kome Az Yuo Aer", 4, "the title differs"],
  ];
  for (const [line, song, doubt] of cases) {
    const found = match(line);
    assert.deepEqual(
      [found.certainty, found.candidates[0], found.doubt],
      ["doubtful", song, doubt],
      line,
    );
  }
});

Deno.test("a line that is not in the catalogue matches nothing", () => {
  for (
    const line of [
      "Nirvana - Lithium",
      "Rihanna - Halo There",
      "Cream - Sunshine of Your Love",
      "0r7CVbZTWZgbTCYdfa2P31",
      "Beyoncé - Hello Goodbye",
    ]
  ) assert.equal(match(line).certainty, "none", line);
});

Deno.test("of several versions of a recording the best known one is meant", () => {
  const songs = [
    { artist: "A Band", title: "Evening Song" },
    { artist: "A Band", title: "Evening Song" },
  ];
  const found = matcherOf(songs, [10, 80]).match(
    pastedLines("a band - evening song", () => false)[0],
  );
  assert.deepEqual(found, { certainty: "certain", candidates: [1], doubt: "" });
});

/** The invented songs, one of each name. */
function inventedSongs(): Song[] {
  const csv = readFileSync(new URL("../../../data/sample_songs.csv", import.meta.url), "utf8");
  const { data } = Papa.parse<Record<string, string>>(csv, { header: true, skipEmptyLines: true });
  const songs = new Map(
    data.map(({ track_artist, track_name }) => [
      `${track_artist}\n${track_name}`,
      { artist: track_artist, title: track_name },
    ]),
  );
  return [...songs.values()].filter(({ artist, title }) => artist && title);
}

Deno.test("of 200 misspelt lines 95 % are right and certain, and next to none certain and wrong", () => {
  const songs = inventedSongs();
  const matcher = matcherOf(songs);
  for (const seed of [11, 12]) {
    const { songs: meant, lines } = misspeltLines(songs.length, (row) => songs[row], 200, seed);
    const found = pastedLines(lines.join("\n"), () => false).map((line) => matcher.match(line));
    const certain = found.map(({ certainty }) => certainty === "certain");
    const isRight = found.map(({ candidates: [first] }, i) => first === meant[i]);
    const right = isRight.filter((is, i) => is && certain[i]).length;
    const wrong = isRight.filter((is, i) => !is && certain[i]).length;
    assert.ok(isRight.filter(Boolean).length >= 190, `${isRight.filter(Boolean).length} right`);
    assert.ok(right >= 180, `${right} right and certain`);
    assert.ok(wrong <= 2, `${wrong} certain and wrong`);
  }
});

Deno.test("of misspelt lines whose songs the catalogue does not have, next to none are certain", () => {
  const songs = inventedSongs();
  const kept = songs.filter((_, i) => i % 5 !== 0), left = songs.filter((_, i) => i % 5 === 0);
  const matcher = matcherOf(kept);
  const { lines } = misspeltLines(left.length, (row) => left[row], 200, 13);
  const found = pastedLines(lines.join("\n"), () => false).map((line) => matcher.match(line));
  const certain = found.filter(({ certainty }) => certainty === "certain").length;
  assert.ok(certain <= 0.03 * lines.length, `${certain} of ${lines.length} certain`);
});

Deno.test("slips() counts as a plain recursion does, a swap of neighbours as one", () => {
  const plain = (a: string, b: string): number => {
    if (a === "" || b === "") return a.length + b.length;
    const ways = [
      plain(a.slice(1), b) + 1,
      plain(a, b.slice(1)) + 1,
      plain(a.slice(1), b.slice(1)) + (a[0] === b[0] ? 0 : 1),
    ];
    if (a.length > 1 && b.length > 1 && a[0] === b[1] && a[1] === b[0]) {
      ways.push(plain(a.slice(2), b.slice(2)) + 1);
    }
    return Math.min(...ways);
  };
  const random = randomNumbers(1);
  const word = () =>
    Array.from({ length: Math.floor(6 * random()) }, () => "abc"[Math.floor(3 * random())]).join(
      "",
    );
  for (let i = 0; i < 200; i++) {
    const a = word(), b = word();
    const count = plain(a, b), most = Math.floor(6 * random());
    assert.equal(slips(a, b), count, `${a} ${b}`);
    assert.equal(slips(a, b, most), count <= most ? count : Infinity, `${a} ${b} ${most}`);
  }
  assert.equal(slips("teh", "the"), 1);
  assert.equal(slips("abcdef", "uvwxyz", 2), Infinity);
});
