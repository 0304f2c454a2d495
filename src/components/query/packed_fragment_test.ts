import assert from "node:assert/strict";
import fc from "fast-check";
import { knowIds, LONGEST_PLAIN, packFragment, unpackFragment } from "./packed_fragment.ts";
import {
  EMPTY_STATE,
  formatFragment,
  parseFragment,
  type QueryState,
  readState,
  writeState,
} from "./query_state.ts";
import { randomNumbers } from "../../recommender/sample_catalogues.ts";

const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const random = randomNumbers(7);
const id = () => Array.from({ length: 22 }, () => DIGITS[Math.floor(62 * random())]).join("");
const songs = Array.from({ length: 5000 }, id).sort(), playlists = Array.from({ length: 200 }, id);

function fragmentOf(part: Partial<QueryState>, others: [string, string][] = []): string {
  const parameters = new Map(others);
  writeState({ ...EMPTY_STATE, ...part }, parameters);
  return formatFragment(parameters);
}

Deno.test("a query of 1,000 picks is packed to less than half and read back whole", () => {
  knowIds(songs, playlists);
  const state = {
    ...EMPTY_STATE,
    songs: songs.slice(0, 1000),
    playlists: playlists.slice(0, 20),
    near: { energy: 0.9 },
    without: ["Beyoncé", "周杰倫", "A & B, C"],
    top: 50,
  };
  const fragment = fragmentOf(state, [["layout", "pca"]]);
  assert.match(fragment, /^#packed=[\w-]+$/);
  assert.ok(fragment.length < 9800, `${fragment.length} characters`);
  assert.deepEqual(readState(parseFragment(fragment)), state);
  assert.equal(parseFragment(fragment).get("layout"), "pca");
});

Deno.test("a short query stands as it is, and a long one that nobody packed is read as before", () => {
  knowIds(songs, playlists);
  assert.match(fragmentOf({ songs: songs.slice(0, 3) }), /^#songs=\w+,\w+,\w+$/);
  const plain = `#songs=${songs.slice(0, 500).join(",")}`;
  assert.deepEqual(readState(parseFragment(plain)).songs, songs.slice(0, 500));
});

Deno.test("names of other scripts get shorter, whatever else a text holds", () => {
  knowIds(songs, playlists);
  const without = Array.from({ length: 60 }, (_, i) => `周杰倫 & Ýmir ${i}, 100 %`);
  const fragment = fragmentOf({ without });
  assert.match(fragment, /^#packed=/);
  assert.deepEqual(readState(parseFragment(fragment)).without, without);
});

Deno.test("any text survives being packed", () => {
  knowIds(songs, playlists);
  const part = fc.oneof(
    fc.string({ unit: "binary" }).map(encodeURIComponent),
    fc.constantFrom(...songs.slice(0, 50)),
    fc.string(),
    fc.constant("%C3%28%ff%E5%91"),
  );
  fc.assert(fc.property(fc.array(part, { maxLength: 60 }), (parts) => {
    const text = "x".repeat(LONGEST_PLAIN) + parts.join(",");
    const packed = packFragment(text);
    assert.equal(packed.startsWith("packed=") ? unpackFragment(packed.slice(7)) : packed, text);
  }));
});

Deno.test("picks stay true when the data set is built anew, in another order and with more songs", () => {
  knowIds(songs, playlists);
  const picks = songs.slice(0, 300);
  const fragment = fragmentOf({ songs: picks });
  knowIds([...Array.from({ length: 500 }, id), ...songs].sort(), playlists);
  assert.deepEqual(readState(parseFragment(fragment)).songs, picks);
});

Deno.test("a pick that this data set does not have is missed, the others are read", () => {
  knowIds(songs, playlists);
  const fragment = fragmentOf({ songs: songs.slice(0, 100) });
  knowIds(songs.slice(1), playlists);
  const read = readState(parseFragment(fragment)).songs;
  assert.match(read[0], /^unknown-[0-9a-f]{14}$/);
  assert.deepEqual(read.slice(1), songs.slice(1, 100));
});

Deno.test("a page that knows no ids hands the packed query on", () => {
  knowIds(songs, playlists);
  const fragment = fragmentOf({ songs: songs.slice(0, 100) });
  knowIds();
  const parameters = parseFragment(fragment);
  parameters.set("k", "10");
  const next = formatFragment(parameters);
  assert.equal(next, `${fragment}&k=10`);
  knowIds(songs, playlists);
  assert.deepEqual(readState(parseFragment(next)).songs, songs.slice(0, 100));
  assert.equal(parseFragment(next).get("k"), "10");
});

Deno.test("a broken packing is passed over", () => {
  knowIds(songs, playlists);
  const fragment = fragmentOf({ songs: songs.slice(0, 100) });
  for (
    const broken of [
      "#packed=",
      "#packed=!!",
      "#packed=AAAA",
      "#packed=AQAAAP8",
      "#packed=Av_____w",
      fragment.slice(0, 60),
      fragment.slice(0, -3) + "___",
    ]
  ) {
    const parameters = parseFragment(`${broken}&top=7`);
    assert.equal(readState(parameters).top, 7, broken);
    assert.deepEqual(readState(parameters).songs, [], broken);
  }
});
