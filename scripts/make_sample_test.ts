import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { USUAL_FEATURES } from "../loaders/usual_columns.ts";
import { DEFAULT_SEED, makeSample } from "./make_sample.ts";
import { COLUMNS, csvDecimal, csvField, csvRatio } from "./songs_csv.ts";

const SAMPLE = new URL("../data/sample_songs.csv", import.meta.url);

/** An independent reader of RFC 4180: a state machine over characters. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let field = "";
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (quoted && c === '"' && text[i + 1] === '"') field += text[++i];
    else if (c === '"') quoted = !quoted;
    else if (!quoted && (c === "," || c === "\n")) {
      row.push(field);
      field = "";
      if (c === "\n") {
        rows.push(row);
        row = [];
      }
    } else field += c;
  }
  assert.equal(quoted, false, "a quote is left open");
  assert.equal(field, "", "the last line lacks its line feed");
  return rows;
}

type Row = Record<string, string>;

function read(text: string): Row[] {
  const [header, ...lines] = parseCsv(text);
  return lines.map((line) => {
    assert.equal(line.length, header.length);
    return Object.fromEntries(header.map((name, c) => [name, line[c]]));
  });
}

const text = makeSample(DEFAULT_SEED);
const rows = read(text);

/** One row a track_id: the first. */
const songs = [...new Map(rows.toReversed().map((row) => [row.track_id, row])).values()];

/** Distinct songs of each playlist. */
const playlists = Map.groupBy(
  [...new Set(rows.map((row) => `${row.playlist_id} ${row.track_id}`))].map((p) => p.split(" ")),
  ([playlist]) => playlist,
);

Deno.test("makeSample writes data/sample_songs.csv byte for byte", () => {
  const committed = Deno.readFileSync(SAMPLE);
  // A comparison of the arrays themselves would print both files when they differ.
  assert.ok(
    Buffer.from(committed).equals(Buffer.from(text)),
    "data/sample_songs.csv differs: run scripts/make_sample.ts and commit its output",
  );
});

Deno.test("makeSample follows its seed: equal seeds agree, others do not", () => {
  assert.equal(makeSample(7), makeSample(7));
  assert.notEqual(makeSample(7), makeSample(8));
});

Deno.test("the sample has about 3,000 songs in 120 playlists and stays under 700 KB", () => {
  assert.ok(Buffer.byteLength(text) < 700_000);
  assert.ok(songs.length > 2_700 && songs.length < 3_300, `${songs.length} songs`);
  assert.equal(playlists.size, 120);
  const perSong = rows.length / songs.length;
  assert.ok(perSong > 1.2 && perSong < 1.4, `${perSong} rows a song`);
});

Deno.test("the sample has the columns of the public file and no carriage return", () => {
  assert.deepEqual(parseCsv(text)[0], [...COLUMNS]);
  assert.ok(!text.includes("\r"));
});

Deno.test("ids are 22 characters of base62 and say that they are invented", () => {
  for (const row of rows) {
    assert.match(row.track_id, /^sampleTrack[0-9A-Za-z]{11}$/);
    assert.match(row.track_album_id, /^sampleAlbum[0-9A-Za-z]{11}$/);
    assert.match(row.playlist_id, /^samplePlaylist[0-9A-Za-z]{8}$/);
  }
});

Deno.test("every feature is within its range, popularity and dates too", () => {
  const ranges: Record<string, [number, number]> = {
    track_popularity: [0, 100],
    danceability: [0, 1],
    energy: [0, 1],
    key: [0, 11],
    loudness: [-30, 0],
    mode: [0, 1],
    speechiness: [0, 1],
    acousticness: [0, 1],
    instrumentalness: [0, 1],
    liveness: [0, 1],
    valence: [0, 1],
    tempo: [60, 200],
    duration_ms: [60_000, 720_000],
  };
  for (const row of rows) {
    for (const [name, [low, high]] of Object.entries(ranges)) {
      const value = Number(row[name]);
      assert.ok(row[name] !== "" && value >= low && value <= high, `${name} ${row[name]}`);
    }
    assert.match(row.track_album_release_date, /^(19|20)\d\d(-(0[1-9]|1[0-2])(-[0-3]\d)?)?$/);
  }
});

Deno.test("there are six genres of four subgenres and five playlists a subgenre", () => {
  const subgenres = Map.groupBy(rows, (row) => `${row.playlist_genre}/${row.playlist_subgenre}`);
  assert.equal(new Set(rows.map((row) => row.playlist_genre)).size, 6);
  assert.equal(subgenres.size, 24);
  const counts = [...subgenres.values()].map((r) => new Set(r.map((row) => row.playlist_id)).size);
  // One playlist is filed under two of them.
  assert.deepEqual(counts.toSorted(), [...Array(23).fill(5), 6]);
});

Deno.test("the sample holds the irregularities of the public file", () => {
  const nameless = songs.filter((row) => row.track_name === "NA");
  assert.equal(nameless.length, 3);
  for (const row of nameless) {
    assert.deepEqual([row.track_artist, row.track_album_name], ["NA", "NA"]);
  }

  const lengths = new Set(songs.map((row) => row.track_album_release_date.length));
  assert.deepEqual([...lengths].toSorted(), [10, 4, 7]);

  const genresOf = Map.groupBy(rows, (row) => row.playlist_id).values()
    .map((r) => new Set(r.map((row) => row.playlist_genre)).size);
  assert.equal([...genresOf].filter((count) => count === 2).length, 1);

  const namesOf = new Map(rows.map((row) => [row.playlist_id, row.playlist_name]));
  assert.equal(new Set(namesOf.values()).size, 119, "two playlists share a name");

  const titles = songs.map((row) => row.track_name);
  for (
    const pattern of [
      /- Remastered \d{4}$/,
      / Remix$/,
      /\(feat\. /,
      /- Live$/,
      /- Radio Edit$/,
      /,/,
      /"/,
      /'/,
      /[áéíñ]/,
      /\p{Script=Cyrillic}/u,
      /\p{Script=Hangul}/u,
      /\p{Script=Han}/u,
    ]
  ) assert.ok(titles.some((title) => pattern.test(title)), `no title matches ${pattern}`);
});

Deno.test("some recordings stand under a second track_id with the same features", () => {
  const recordings = Map.groupBy(
    songs.filter((row) => row.track_name !== "NA"),
    (row) => [row.track_artist, row.track_name.split(" - ")[0], row.valence, row.tempo].join("|"),
  );
  const twice = [...recordings.values()].filter((copies) => copies.length === 2);
  assert.ok(twice.length >= 20, `${twice.length} recordings have two track_ids`);
});

Deno.test("most songs are in one playlist, some in up to eight, sizes follow a power law", () => {
  const counts = new Map<string, number>();
  for (const pairs of playlists.values()) {
    for (const [, song] of pairs) counts.set(song, (counts.get(song) ?? 0) + 1);
  }
  const degrees = [...counts.values()];
  const once = degrees.filter((degree) => degree === 1).length / degrees.length;
  assert.ok(once > 0.8 && once < 0.92, `${once} of the songs are in one playlist`);
  for (let degree = 2; degree <= 8; degree++) assert.ok(degrees.includes(degree));
  assert.equal(Math.max(...degrees), 8);

  const sizes = [...playlists.values()].map((pairs) => pairs.length).sort((a, b) => b - a);
  assert.ok(sizes[0] > 4 * sizes[60], `largest ${sizes[0]}, median ${sizes[60]}`);
  assert.ok(sizes.filter((size) => size >= 10).length > 100);
});

/** The features by which a taste shows: key and mode say little of it, here as in recorded music. */
const TASTE = USUAL_FEATURES.filter((name) => name !== "key" && name !== "mode");

/** Mean distance of pairs of songs in z-scored features, by what the two have in common. */
function meanDistances(): { playlist: number; genre: number; apart: number } {
  const columns = TASTE.map((name) => {
    const values = rows.map((row) => Number(row[name]));
    const mean = values.reduce((a, b) => a + b) / values.length;
    const variance = values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / values.length;
    return values.map((v) => (v - mean) / Math.sqrt(variance));
  });
  const sums = { playlist: 0, genre: 0, apart: 0 };
  const counts = { playlist: 0, genre: 0, apart: 0 };
  for (let i = 0; i < rows.length; i += 3) {
    for (let j = i + 1; j < rows.length; j += 7) {
      if (rows[i].track_id === rows[j].track_id) continue;
      const kind = rows[i].playlist_id === rows[j].playlist_id
        ? "playlist"
        : rows[i].playlist_genre === rows[j].playlist_genre
        ? "genre"
        : "apart";
      sums[kind] += Math.sqrt(columns.reduce((sum, z) => sum + (z[i] - z[j]) ** 2, 0));
      counts[kind]++;
    }
  }
  return {
    playlist: sums.playlist / counts.playlist,
    genre: sums.genre / counts.genre,
    apart: sums.apart / counts.apart,
  };
}

Deno.test("songs of a playlist sound more alike than songs of a genre, and those than others", () => {
  const { playlist, genre, apart } = meanDistances();
  assert.ok(playlist < 0.9 * genre, `within a playlist ${playlist}, within a genre ${genre}`);
  assert.ok(genre < 0.95 * apart, `within a genre ${genre}, apart ${apart}`);
});

Deno.test("playlists of a genre share more songs with one another than with other genres", () => {
  const genreOf = new Map(rows.toReversed().map((row) => [row.playlist_id, row.playlist_genre]));
  const homes = Map.groupBy([...playlists.values()].flat(), ([, song]) => song);
  let same = 0;
  let other = 0;
  for (const pairs of homes.values()) {
    for (const [a] of pairs) {
      for (const [b] of pairs) {
        if (a < b) genreOf.get(a) === genreOf.get(b) ? same++ : other++;
      }
    }
  }
  // By chance the ratio would be 19 playlists to 100.
  assert.ok(same > 4 * other, `${same} shared within genres, ${other} across`);
});

Deno.test("csvField quotes commas, quotes and line breaks only", () => {
  assert.equal(csvField("O'Melis"), "O'Melis");
  assert.equal(csvField("Left, Right"), '"Left, Right"');
  assert.equal(csvField("6'2\" Frame"), '"6\'2"" Frame"');
});

Deno.test("csvRatio and csvDecimal write numbers as the public file does", () => {
  assert.equal(csvRatio(0.74849), "0.748");
  assert.equal(csvRatio(0.058321), "0.0583");
  assert.equal(csvRatio(0.0042099), "0.00421");
  assert.equal(csvRatio(0.0000233012), "2.33e-5");
  assert.equal(csvRatio(0.00099999), "0.001");
  assert.equal(csvRatio(0.5), "0.5");
  assert.equal(csvRatio(0), "0");
  assert.equal(csvDecimal(-5.9691), "-5.969");
  assert.equal(csvDecimal(98), "98");
});
