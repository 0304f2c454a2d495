/** What later stages of a model need of its files, read back as typed arrays. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Data, type DataType, type Table, tableFromIPC } from "apache-arrow";
import type { FeatureColumn } from "../src/recommender/contract.ts";
import { type Incidence, incidenceFromPairs } from "../src/recommender/incidence.ts";

/** The raw features of the songs, NaN where missing, in the order of the names. */
export function readFeatures(folder: string, names: readonly string[]): FeatureColumn[] {
  const table = readTable(folder, "songs");
  return names.map((name) => ({
    name,
    values: concatenated(new Float64Array(table.numRows), chunks(table, name)),
  }));
}

/** The pairs, songs × playlists. */
export function readInteractions(folder: string, songs: number, playlists: number): Incidence {
  const table = readTable(folder, "interactions");
  const [song, playlist] = ["song", "playlist"].map((name) =>
    concatenated(new Int32Array(table.numRows), chunks(table, name))
  );
  return incidenceFromPairs(songs, playlists, song, playlist);
}

/** The vectors of features.arrow or factors.arrow: `values` is count × dimensions, row-major. */
export function readVectors(
  folder: string,
  file: "features" | "factors",
): { values: Float32Array; count: number; dimensions: number } {
  const table = readTable(folder, file), count = table.numRows;
  const dimensions: number = table.getChild("vector")!.type.listSize;
  const items = chunks(table, "vector").flatMap(({ children }) => children);
  const values = concatenated(new Float32Array(count * dimensions), items);
  return { values, count, dimensions };
}

function readTable(folder: string, name: string): Table {
  return tableFromIPC(readFileSync(join(folder, `${name}.arrow`)));
}

function chunks(table: Table, name: string): readonly Data<DataType>[] {
  return table.getChild(name)?.data ?? [];
}

/** Fills an array with the values of record batches, one after the other. */
function concatenated<A extends Float32Array | Float64Array | Int32Array>(
  target: A,
  parts: readonly Data<DataType>[],
): A {
  let start = 0;
  for (const { values, length } of parts) {
    target.set(values.subarray(0, length), start);
    start += length;
  }
  return target;
}
