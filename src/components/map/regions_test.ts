import assert from "node:assert/strict";
import { regionLabels } from "./regions.ts";
import { songSubgenres } from "./namings.ts";
import { catalogueOf } from "../../recommender/sample_catalogues.ts";

const GENRES = { names: ["edm", "rock"], share: 0.5, songs: 3, saysShare: true };

/** Two heaps: eight songs around (0.5, 0.5), eight around (5.5, 0.5). */
function heaps(codes: readonly number[]) {
  const x = Float32Array.from(codes, (_, i) => (i < 8 ? 0.5 : 5.5) + 0.01 * (i % 8));
  const y = Float32Array.from(codes, () => 0.5);
  return { x, y };
}

Deno.test("regionLabels() names each heap by the genre that dominates it, with its share", () => {
  const codes = [0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1];
  const naming = { ...GENRES, codes: Int32Array.from(codes) };
  const labels = regionLabels(heaps(codes), new Int16Array(16), [naming], { width: 2, height: 2 });
  assert.deepEqual(labels.map(({ text, share, songs }) => [text, share, songs]), [
    ["rock", 1, 8],
    ["edm", 0.75, 6],
  ]);
  assert.ok(Math.abs(labels[0].x - 5.535) < 0.04 && Math.abs(labels[1].x - 0.525) < 0.04);
});

Deno.test("regionLabels() leaves a region without a name where nothing stands out", () => {
  const mixed = Array.from({ length: 16 }, (_, i) => i % 2);
  const naming = { ...GENRES, codes: Int32Array.from(mixed) };
  assert.deepEqual(
    regionLabels(heaps(mixed), new Int16Array(16), [naming], { width: 2, height: 2 }),
    [],
  );
});

Deno.test("regionLabels() asks the next naming, counts shown songs only, and names no heap twice", () => {
  const codes = new Array<number>(16).fill(-1);
  const artists = {
    codes: Int32Array.from(codes, (_, i) => i < 8 ? 0 : i < 11 ? 1 : -1),
    names: ["A", "B"],
    share: 0.1,
    songs: 3,
    saysShare: false,
  };
  const none = { ...GENRES, codes: Int32Array.from(codes) };
  const shown = new Int16Array(16);
  const cell = { width: 2, height: 2 };
  const names = () =>
    regionLabels(heaps(codes), shown, [none, artists], cell).map(({ text }) => text);
  assert.deepEqual(names(), ["A", "B"]);
  shown[9] = -1;
  assert.deepEqual(names(), ["A"]);
  // Cut into cells, one heap of an artist is still named once.
  const narrow = regionLabels(heaps(codes), shown, [artists], { width: 0.04, height: 2 });
  assert.deepEqual(narrow.map(({ text }) => text), ["A"]);
});

Deno.test("songSubgenres() is the most frequent of a song's playlists, the first of equals", () => {
  const catalogue = catalogueOf(3, [[0, 2, 1], [0, 1], []], {
    playlistSubgenres: Int32Array.of(1, 0, 1),
    subgenreNames: ["indie", "trap"],
  });
  assert.deepEqual([...songSubgenres({ catalogue })], [1, 0, -1]);
});
