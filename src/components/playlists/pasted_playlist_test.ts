/** Playlists in every form that people paste or drop. */
import assert from "node:assert/strict";
import { readingsOf } from "./list_lines.ts";
import { type PastedLine, PlaylistError, trackIdOf } from "./pasted_line.ts";
import { pastedLines, textOfFile } from "./pasted_playlist.ts";

const ID = "0r7CVbZTWZgbTCYdfa2P31", OTHER = "6f807x0ima9a1j3VPbc7VN";
const read = (text: string) => pastedLines(text, (id) => id === "sample-1");
const first = ({ readings }: PastedLine) => `${readings[0]?.artist} | ${readings[0]?.title}`;

Deno.test("trackIdOf() reads links with and without what follows, URIs and bare ids", () => {
  for (
    const text of [
      `https://open.spotify.com/track/${ID}?si=8a7b`,
      `http://open.spotify.com/intl-de/track/${ID}`,
      `https://open.spotify.com/embed/track/${ID}`,
      `spotify:track:${ID}`,
      ` ${ID} `,
    ]
  ) assert.equal(trackIdOf(text), ID, text);
  for (const text of ["spotify:album:" + ID, "Song", "https://open.spotify.com/playlist/" + ID]) {
    assert.equal(trackIdOf(text), null, text);
  }
});

Deno.test("a list of links, URIs and ids of the data set is read as ids", () => {
  const lines = read(
    `https://open.spotify.com/track/${ID}?si=1\nspotify:track:${OTHER}\r\nsample-1\n`,
  );
  assert.deepEqual(lines.map(({ id }) => id), [ID, OTHER, "sample-1"]);
});

Deno.test("artist and title are parted by any dash, tab or bar, in either order", () => {
  for (
    const line of [
      "Queen - Don't Stop Me Now",
      "Queen – Don't Stop Me Now",
      "Queen—Don't Stop Me Now",
      "Queen\tDon't Stop Me Now",
      "Queen | Don't Stop Me Now",
      "“Queen” - “Don't Stop Me Now”",
      "Queen - Don't Stop Me Now (3:29)",
    ]
  ) {
    const readings = readingsOf(line);
    assert.deepEqual(readings[0], { artist: "Queen", title: "Don't Stop Me Now" }, line);
    assert.ok(readings.some(({ artist }) => artist === "Don't Stop Me Now"), line);
  }
});

Deno.test("a hyphen within a name parts nothing, and each of several dashes may be the one", () => {
  assert.deepEqual(readingsOf("Jay-Z - 99 Problems")[0], { artist: "Jay-Z", title: "99 Problems" });
  const readings = readingsOf("Queen - Song - Remastered 2011");
  assert.ok(
    readings.some(({ artist, title }) => artist === "Queen" && title === "Song - Remastered 2011"),
  );
  assert.deepEqual(readingsOf('"Help!" by The Beatles')[0], {
    artist: "The Beatles",
    title: "Help!",
  });
  assert.deepEqual(readingsOf("Queen, Innuendo")[0], { artist: "Queen", title: "Innuendo" });
  assert.deepEqual(readingsOf("Innuendo"), [{ artist: "", title: "Innuendo" }]);
});

Deno.test("numbers before the lines are no part of the names, numbers of names are", () => {
  assert.deepEqual(read("1. Queen - Innuendo\n2. 50 Cent - In Da Club").map(first), [
    "Queen | Innuendo",
    "50 Cent | In Da Club",
  ]);
  assert.deepEqual(read("01 - Queen - Innuendo\n02 - Nena - 99 Luftballons").map(first), [
    "Queen | Innuendo",
    "Nena | 99 Luftballons",
  ]);
  assert.deepEqual(read("7 Years - Lukas Graham\n22 - Taylor Swift").map(first), [
    "7 Years | Lukas Graham",
    "22 | Taylor Swift",
  ]);
});

Deno.test("a count without a sign and times of a recording are no part of the names", () => {
  assert.deepEqual(read("9 Queen - Innuendo\n10 ABBA - Waterloo\n11 U2 - One").map(first), [
    "Queen | Innuendo",
    "ABBA | Waterloo",
    "U2 | One",
  ]);
  assert.deepEqual(read("7 Years - Lukas Graham\n8 Mile - X\n99 Luftballons - Nena").map(first), [
    "7 Years | Lukas Graham",
    "8 Mile | X",
    "99 Luftballons | Nena",
  ]);
  assert.deepEqual(read("0:00 Queen - Innuendo\n[1:04:10] ABBA - Waterloo").map(first), [
    "Queen | Innuendo",
    "ABBA | Waterloo",
  ]);
});

Deno.test("columns without names are read in any order, numbers and durations passed over", () => {
  const has = (line: string, artist: string, title: string) =>
    readingsOf(line).some((reading) => reading.artist === artist && reading.title === title);
  assert.ok(has("1\tInnuendo\tQueen\tInnuendo (Deluxe)\t6:30", "Queen", "Innuendo"));
  assert.ok(has("Queen\tGreatest Hits\tInnuendo", "Queen", "Innuendo"));
  assert.ok(
    has('"Earth, Wind & Fire","September - Remix"', "Earth, Wind & Fire", "September - Remix"),
  );
  assert.ok(
    has("September - Remix, Earth, Wind & Fire", "Earth, Wind & Fire", "September - Remix"),
  );
  assert.ok(has("Queen: Innuendo", "Queen", "Innuendo"));
  assert.ok(has("Queen-Innuendo", "Queen", "Innuendo"));
  assert.ok(has("Melvin - Fearless 3:16", "Melvin", "Fearless 3:16"));
});

Deno.test("what video sites write behind a title is no part of it", () => {
  for (
    const line of [
      "Queen - Innuendo (Official Music Video) [HD]",
      "Queen - Innuendo [Official Lyric Video]",
      "Queen - Innuendo [g2N0TkfrQhY]",
    ]
  ) assert.deepEqual(readingsOf(line)[0], { artist: "Queen", title: "Innuendo" }, line);
  assert.equal(
    readingsOf("Queen - Innuendo (Live Video Mix)")[0].title,
    "Innuendo (Live Video Mix)",
  );
});

Deno.test("Exportify's CSV gives ids, names, dates and features", () => {
  const [line] = read(
    '\ufeff"Track URI","Track Name","Artist Name(s)","Album Name","Release Date","Duration (ms)","Popularity","Danceability","Energy"\r\n' +
      `"spotify:track:${ID}","Hello, ""World""","A, B","Album","2014-05-01","201000","63","0.61","0.7"\r\n`,
  );
  assert.equal(line.id, ID);
  assert.deepEqual(line.readings, [{ artist: "A, B", title: 'Hello, "World"' }]);
  assert.equal(line.known?.releaseDate, "2014-05-01");
  assert.equal(line.known?.popularity, 63);
  assert.equal(line.known?.features.get("duration_ms"), 201000);
  assert.equal(line.known?.features.get("danceability"), 0.61);
});

Deno.test("a CSV may have semicolons, few columns or ids alone", () => {
  assert.deepEqual(read("title;artist\nInnuendo;Queen\n").map(first), ["Queen | Innuendo"]);
  assert.deepEqual(read("Titel;Interpret\r\nInnuendo;Queen").map(first), ["Queen | Innuendo"]);
  assert.deepEqual(read("sep=;\ntitle;artist\nInnuendo;Queen").map(first), ["Queen | Innuendo"]);
  assert.deepEqual(read("My library\nIndex,Title,Artist\n1,Innuendo,Queen").map(first), [
    "Queen | Innuendo",
  ]);
  assert.deepEqual(read("Name\tArtist\tAlbum\rInnuendo\tQueen\tInnuendo\r").map(first), [
    "Queen | Innuendo",
  ]);
  assert.deepEqual(read(`track_id\n${ID}\nsample-1\n`).map(({ id }) => id), [ID, "sample-1"]);
});

Deno.test("M3U names songs by EXTINF, by files and by addresses", () => {
  const lines = read(
    "#EXTM3U\n#PLAYLIST:Mix\n#EXTINF:210,Queen - Innuendo\n/music/a.mp3\n" +
      `#EXTINF:-1 tvg-id="x",Nena - 99 Luftballons\nhttps://open.spotify.com/track/${ID}\n` +
      "Music/03 - ABBA - Waterloo.mp3\n#EXTINF:-1,X - Y\nsample%2D1\n",
  );
  assert.deepEqual(lines.map(first), [
    "Queen | Innuendo",
    "Nena | 99 Luftballons",
    "ABBA | Waterloo",
    "X | Y",
  ]);
  assert.deepEqual(lines.map(({ id }) => id), [null, ID, null, "sample-1"]);
});

Deno.test("M3U without EXTINF names artists by the folders too", () => {
  const [line] = read("#EXTM3U\nC:\\Music\\ABBA\\Arrival\\02 Dancing_Queen.mp3\n");
  const artists = line.readings.filter(({ title }) => title === "Dancing Queen")
    .map(({ artist }) => artist);
  assert.deepEqual(artists, ["", "Arrival", "ABBA"]);
});

Deno.test("what is no playlist gets one clear sentence", () => {
  const cases: [string, RegExp][] = [
    ["  \n", /^Cannot read the playlist: it is empty; paste one song a line$/],
    ["PK\u0003\u0004\0\0", /it is no text/],
    ['{"tracks": []}', /it is JSON, XML or a web page/],
    ["<!doctype html><p>", /it is JSON, XML or a web page/],
    ["track name,artist\n", /it has columns but no songs/],
    ["#EXTM3U\n#PLAYLIST:x\n", /it has a head but no songs/],
    [
      "https://open.spotify.com/playlist/37i9dQZF1DXcBWIGoYBM5M?si=x",
      /a link does not name its songs; open it at Spotify, select all songs there/,
    ],
    ["spotify:album:4aawyAB9vmqN3uQ7FjRGTy", /a link does not name its songs/],
    ['title,artist\n"Open,Queen\n', /a quotation mark in row \d+ is never closed/],
    ["a - b\n".repeat(10_001), /it has 10,001 lines; up to 10,000 are read/],
  ];
  for (const [text, message] of cases) {
    assert.throws(() => read(text), (error) => {
      assert.ok(error instanceof PlaylistError);
      assert.match(error.message, message);
      return true;
    });
  }
});

Deno.test("textOfFile() reads UTF-8, UTF-16 and the code page of old M3U files", () => {
  assert.equal(textOfFile(new TextEncoder().encode("Björk")), "Björk");
  assert.equal(textOfFile(Uint8Array.of(0x42, 0x6a, 0xf6, 0x72, 0x6b)), "Björk");
  assert.equal(textOfFile(Uint8Array.of(0xff, 0xfe, 0x42, 0, 0xf6, 0)), "Bö");
});
