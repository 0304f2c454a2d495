import assert from "node:assert/strict";
import {
  Dictionary,
  Field,
  Int32,
  List,
  Table,
  tableFromIPC,
  tableToIPC,
  Utf8,
  type Vector,
  vectorFromArray,
} from "npm:apache-arrow";
import { codedTexts, integers, lists, numbers, texts } from "./arrow_columns.ts";

/** A table as it comes from a file. */
function fileOf(columns: Record<string, Vector>): Table {
  return tableFromIPC(tableToIPC(new Table(columns)));
}

const NAMES = [
  "\ufeffmarked",
  "plain",
  "Beyoncé",
  null,
  "",
  "周杰倫",
  "🎵 song 🎵",
  "Sigur Rós",
  "end",
];

Deno.test("texts() cuts every text where its bytes begin and end, whatever its script", () => {
  const table = fileOf({ name: vectorFromArray(NAMES, new Utf8()) });
  assert.deepEqual(texts(table, "name", "none"), NAMES.map((name) => name ?? "none"));
});

Deno.test("texts() reads a column of plain ASCII", () => {
  const table = fileOf({ name: vectorFromArray(["a", "bc", "", "def"], new Utf8()) });
  assert.deepEqual(texts(table, "name"), ["a", "bc", "", "def"]);
});

Deno.test("texts() reads all batches of a table", () => {
  const batch = (values: string[]) => new Table({ name: vectorFromArray(values, new Utf8()) });
  const table = batch(["é", "b"]).concat(batch(["c", "ö"]));
  assert.deepEqual(texts(table, "name"), ["é", "b", "c", "ö"]);
});

Deno.test("codedTexts() gives rows of distinct names and −1 where there is none", () => {
  const type = new Dictionary(new Utf8(), new Int32());
  const artists = ["Björk", null, "Björk", "Air", null];
  const { codes, names } = codedTexts(fileOf({ artist: vectorFromArray(artists, type) }), "artist");
  assert.deepEqual(Array.from(codes, (code) => code < 0 ? null : names[code]), artists);
});

Deno.test("numbers() gives NaN where there is no value", () => {
  const column = vectorFromArray([1.5, null, -2]);
  assert.deepEqual([...numbers(fileOf({ x: column }), "x")], [1.5, NaN, -2]);
});

Deno.test("lists() gives the lists of all batches, one after the other", () => {
  const batch = (values: number[][]) =>
    new Table({ list: vectorFromArray(values, new List(new Field("item", new Int32(), false))) });
  const table = batch([[1, 2], [], [3]]).concat(batch([[], [4, 5, 6]]).slice(1));
  const { offsets, values } = lists(table, "list");
  assert.deepEqual(
    Array.from({ length: 4 }, (_, row) => [...values.subarray(offsets[row], offsets[row + 1])]),
    [[1, 2], [], [3], [4, 5, 6]],
  );
});

Deno.test("integers() names the columns that are there when one is not", () => {
  const table = fileOf({ song: vectorFromArray([1, 2], new Int32()) });
  assert.deepEqual([...integers(table, "song")], [1, 2]);
  assert.throws(() => integers(table, "playlist"), {
    name: "RangeError",
    message: 'Cannot read the model: there is no column "playlist" among song',
  });
});
