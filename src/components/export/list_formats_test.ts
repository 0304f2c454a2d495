import assert from "node:assert/strict";
import Papa from "papaparse";
import { pageModelOf } from "../sample_page_models.ts";
import { exportedSong } from "./exported_song.ts";
import { csvOf, jsonOf, linksOf, m3uOf, plainTextOf } from "./list_formats.ts";

const ODD_TITLE = 'He said "no, never"\nTwice';
const spotifyId = "4uLU6hMCjMI75M1A2tKUQC";
const small = pageModelOf([
  { title: ODD_TITLE, artist: "Beyoncé, Jay-Z", popularity: 80 },
  { title: "=HYPERLINK(1)", artist: "@home" },
  { title: "<script>alert(1)</script>", artist: "周杰倫", popularity: 3.5 },
]);
const model = {
  ...small,
  manifest: { ...small.manifest, dataset: { ...small.manifest.dataset, invented: false } },
  trackIds: [spotifyId, "song two", "track#3"],
};
const list = {
  name: "Songs like “Halo”\nand more",
  songs: [0, 1, 2].map((song) => exportedSong(model, song, { rank: song + 1, score: -0.5 * song })),
};

Deno.test("csvOf() is read back by another CSV reader as it was", () => {
  const { data, errors } = Papa.parse<Record<string, string>>(csvOf(list).trimEnd(), {
    header: true,
  });
  assert.deepEqual(errors, []);
  assert.deepEqual(Object.keys(data[0]).slice(0, 5), [
    "rank",
    "score",
    "track_id",
    "title",
    "artist",
  ]);
  assert.deepEqual(data.map(({ track_id }) => track_id), model.trackIds);
  assert.equal(data[0].title, ODD_TITLE);
  assert.equal(data[0].artist, "Beyoncé, Jay-Z");
  assert.equal(data[2].artist, "周杰倫");
  assert.equal(data[0].popularity, "80");
  assert.equal(data[1].popularity, "");
  assert.equal(data[2].score, "-1");
});

Deno.test("csvOf() keeps a spreadsheet from taking a text for a formula, and leaves numbers alone", () => {
  const [, , second] = csvOf(list).replace(/"[^"]*(""[^"]*)*"/g, "…").split("\r\n");
  assert.match(second, /^2,-0.5,song two,'=HYPERLINK\(1\),'@home,/);
});

Deno.test("csvOf() ends every line with CRLF and writes nothing for no songs", () => {
  assert.equal(csvOf(list).match(/\r\n/g)?.length, 4);
  assert.equal(csvOf({ name: "", songs: [] }), "");
});

Deno.test("jsonOf() holds the name of the list and every value of its songs", () => {
  const read = JSON.parse(jsonOf(list));
  assert.equal(read.name, list.name);
  assert.equal(read.songs[0].title, ODD_TITLE);
  assert.equal(read.songs[1].popularity, null);
  assert.equal(read.songs[2].rank, 3);
  assert.equal(read.songs[0].spotify, `https://open.spotify.com/track/${spotifyId}`);
});

Deno.test("m3uOf() gives each song one line about it and one that leads to it", () => {
  assert.deepEqual(m3uOf(list).split("\n"), [
    "#EXTM3U",
    "#PLAYLIST:Songs like “Halo” and more",
    '#EXTINF:-1,Beyoncé, Jay-Z - He said "no, never" Twice',
    `https://open.spotify.com/track/${spotifyId}`,
    "#EXTINF:-1,@home - =HYPERLINK(1)",
    "song%20two",
    "#EXTINF:-1,周杰倫 - <script>alert(1)</script>",
    "track%233",
    "",
  ]);
});

Deno.test("plainTextOf() writes artist and title, one song a line", () => {
  assert.equal(plainTextOf(list).split("\n")[2], "周杰倫 – <script>alert(1)</script>");
  assert.equal(plainTextOf(list).split("\n").length, 4);
});

Deno.test("linksOf() gives the songs that are known to be at Spotify only", () => {
  assert.equal(linksOf(list), `https://open.spotify.com/track/${spotifyId}\n`);
});
