import assert from "node:assert/strict";
import fc from "fast-check";
import {
  bestKnown,
  recordingsOf,
  recordingTitle,
  VersionFinder,
  worksOf,
  workTitle,
} from "./recordings.ts";
import { catalogueOf } from "./sample_catalogues.ts";

Deno.test("recordingTitle() leaves out words of re-release and credits", () => {
  for (
    const title of [
      "Song",
      "Song - Remastered 2011",
      "SONG - 2011 Remaster",
      "Song (feat. Ann)",
      "Song - Radio Edit",
      "Song - Single Version",
      "Song (Deluxe Edition)",
      "Song [From the film B]",
    ]
  ) assert.equal(recordingTitle(title), "song", title);
});

Deno.test("recordingTitle() keeps a stated remixer, a live take and a second part apart", () => {
  const titles = ["Song", "Song - Cy Remix", "Song - Di Remix", "Song - Live", "Song, Pt. 2"];
  assert.equal(new Set(titles.map(recordingTitle)).size, titles.length);
});

Deno.test("recordingTitle() and workTitle() keep a title that starts with a bracket", () => {
  assert.equal(recordingTitle("(I Can't Get No) Satisfaction"), "i can t get no satisfaction");
  assert.equal(workTitle("(I Can't Get No) Satisfaction"), "i can t get no satisfaction");
});

Deno.test("worksOf() joins all versions of an artist's title, recordingsOf() re-releases only", () => {
  const catalogue = catalogueOf(1, Array.from({ length: 6 }, () => [0]), {
    titles: ["Song", "Song - Remastered", "Song - Cy Remix", "Song", "", ""],
    artists: Int32Array.of(0, 1, 0, 2, 0, 0),
    artistNames: ["Beyoncé", "BEYONCE", "Bo"],
  });
  const [a, b, c, d, e, f] = worksOf(catalogue);
  assert.ok(a === b && a === c && a !== d && e !== f);
  const [g, h, i, j] = recordingsOf(catalogue);
  assert.ok(g === h && g !== i && g !== j);
});

Deno.test("bestKnown() is the most popular of a group, of equals the first, unknown last", () => {
  const best = bestKnown(Int32Array.of(0, 0, 0, 1, 1), Float64Array.of(NaN, 5, 5, NaN, NaN));
  assert.deepEqual(Array.from(best), [1, 1, 1, 3, 3]);
});

Deno.test("versionsOf() marks the songs and all others of their works", () => {
  const titles = ["One", "one - Live", "One (Remix)", "Two", "", "- Intro", "ONE"];
  const artistNames = ["Beyoncé", "BEYONCE", "C", "!!!", "???"];
  const given = fc.array(
    fc.record({ title: fc.constantFrom(...titles), artist: fc.integer({ min: -1, max: 4 }) }),
    { minLength: 1, maxLength: 25 },
  );
  fc.assert(fc.property(given, fc.infiniteStream(fc.boolean()), (given, picked) => {
    const catalogue = catalogueOf(1, given.map(() => []), {
      titles: given.map(({ title }) => title),
      artists: Int32Array.from(given, ({ artist }) => artist),
      artistNames,
    });
    const works = worksOf(catalogue);
    const finder = new VersionFinder(catalogue);
    // Twice, since titles are remembered.
    for (let turn = 0; turn < 2; turn++) {
      const songs = given.map((_, song) => song).filter(() => picked.next().value);
      const expected = Uint8Array.from(
        works,
        (work) => songs.some((song) => works[song] === work) ? 1 : 0,
      );
      assert.deepEqual(finder.versionsOf(songs), expected);
    }
  }));
});
