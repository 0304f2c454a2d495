/**
 * Typed columns to Arrow IPC: one record batch a file, written column by column from typed arrays,
 * without builders and without an object a row.
 *
 * Files hold the IPC stream format, which apache-arrow, DuckDB, pyarrow and R's arrow all read.
 */
import {
  Data,
  DataType,
  Dictionary,
  Field,
  FixedSizeList,
  Float32,
  Float64,
  Int32,
  List,
  makeData,
  RecordBatch,
  RecordBatchStreamWriter,
  Schema,
  Struct,
  Utf8,
  Vector,
} from "apache-arrow";
import { distinctTexts, encodeTexts, presence, type Utf8Texts } from "./utf8.ts";

/** A named column of an Arrow file. */
export interface Column {
  readonly name: string;
  readonly data: Data;
  readonly nullable: boolean;
}

/** A column of whole numbers; the array is not copied. */
export function int32Column(name: string, values: Int32Array): Column {
  const data = makeData({ type: new Int32(), length: values.length, data: values });
  return { name, data, nullable: false };
}

/** A column of whole numbers that may be absent: where `values` is NaN. */
export function nullableInt32Column(name: string, values: Float64Array): Column {
  const { nullBitmap, nullCount } = bitmapOf(values.length, (i) => !Number.isNaN(values[i]));
  const data = makeData({
    type: new Int32(),
    length: values.length,
    data: Int32Array.from(values, (value) => Number.isNaN(value) ? 0 : value),
    nullBitmap,
    nullCount,
  });
  return { name, data, nullable: true };
}

/** A column of single-precision numbers; the array is not copied. */
export function float32Column(name: string, values: Float32Array): Column {
  const data = makeData({ type: new Float32(), length: values.length, data: values });
  return { name, data, nullable: false };
}

/** A column of single-precision numbers, absent where NaN; the array is not copied. */
export function nullableFloat32Column(name: string, values: Float32Array): Column {
  const { nullBitmap, nullCount } = bitmapOf(values.length, (i) => !Number.isNaN(values[i]));
  const data = makeData({
    type: new Float32(),
    length: values.length,
    data: values,
    nullBitmap,
    nullCount,
  });
  return { name, data, nullable: nullCount > 0 };
}

/** A column of double-precision numbers, absent where NaN; the array is not copied. */
export function float64Column(name: string, values: Float64Array): Column {
  const { nullBitmap, nullCount } = bitmapOf(values.length, (i) => !Number.isNaN(values[i]));
  const data = makeData({
    type: new Float64(),
    length: values.length,
    data: values,
    nullBitmap,
    nullCount,
  });
  return { name, data, nullable: nullCount > 0 };
}

/** Texts of a column, absent where null: as strings, or as the bytes that they are in a file. */
export type Texts = readonly (string | null)[] | Utf8Texts;

/** A column of texts, absent where null. */
export function utf8Column(name: string, texts: Texts): Column {
  return { name, data: utf8Data(encoded(texts)), nullable: true };
}

function encoded(texts: Texts): Utf8Texts {
  return "offsets" in texts ? texts : encodeTexts(texts);
}

/**
 * A column of texts of which many are the same: each distinct text is stored once, in order
 * of first appearance, and rows refer to it.
 */
export function dictionaryColumn(name: string, texts: Texts): Column {
  const values = encoded(texts);
  const { codes, distinct } = distinctTexts(values, 0);
  const dictionary = new Vector([utf8Data(distinct)]);
  const data = makeData({
    type: new Dictionary(dictionary.type, new Int32()),
    length: codes.length,
    data: codes,
    dictionary,
    nullBitmap: values.present ?? undefined,
    nullCount: values.absent,
  });
  return { name, data, nullable: true };
}

/**
 * A column of vectors: FixedSizeList<float32>[size], row-major; the array is not copied.
 *
 * @throws RangeError when the array is not `length` vectors of `size`
 */
export function vectorColumn(
  name: string,
  values: Float32Array,
  size: number,
  length: number,
): Column {
  if (values.length !== size * length) {
    throw new RangeError(`Cannot take ${values.length} numbers as ${length} vectors of ${size}`);
  }
  const item = makeData({ type: new Float32(), length: values.length, data: values });
  const type = new FixedSizeList(size, new Field("item", new Float32(), false));
  return { name, data: makeData({ type, length, child: item }), nullable: false };
}

/**
 * A column of lists of whole numbers; the arrays are not copied.
 *
 * @param offsets where in `values` the list of each row begins, and the last one ends
 */
export function listColumn(name: string, offsets: Int32Array, values: Int32Array): Column {
  const child = makeData({ type: new Int32(), length: values.length, data: values });
  const type = new List(new Field("item", new Int32(), false));
  const length = offsets.length - 1;
  return {
    name,
    data: makeData({ type, length, nullCount: 0, valueOffsets: offsets, child }),
    nullable: false,
  };
}

/**
 * The columns as the bytes of an Arrow IPC stream of one record batch.
 *
 * @param metadata of the schema, texts by name
 */
export function arrowBytes(
  columns: readonly Column[],
  metadata?: ReadonlyMap<string, string>,
): Uint8Array {
  const batches = recordBatches(columns, Infinity, metadata);
  return RecordBatchStreamWriter.writeAll(batches).toUint8Array(true);
}

/**
 * The columns as record batches of so many rows; at least one batch.
 *
 * @throws RangeError when columns differ in length
 */
export function recordBatches(
  columns: readonly Column[],
  batchRows: number,
  metadata?: ReadonlyMap<string, string>,
): RecordBatch[] {
  const length = columns[0]?.data.length ?? 0;
  for (const { name, data } of columns) {
    if (data.length !== length) {
      throw new RangeError(`Cannot write column ${name}: ${data.length} rows beside ${length}`);
    }
  }
  const children = columns.map(({ data }, i) => withDictionaryId(data, i));
  const schema = new Schema(
    columns.map(({ name, nullable }, i) => new Field(name, children[i].type, nullable)),
    new Map(metadata ?? []),
  );
  const type = new Struct(schema.fields);
  const batch = (start: number, rows: number) =>
    new RecordBatch(
      schema,
      makeData({
        type,
        length: rows,
        nullCount: 0,
        children: children.map((data) => rows === length ? data : data.slice(start, rows)),
      }),
    );
  const batches = [batch(0, Math.min(batchRows, length))];
  for (let start = batchRows; start < length; start += batchRows) {
    batches.push(batch(start, Math.min(batchRows, length - start)));
  }
  return batches;
}

/**
 * A dictionary's number in its file: its column's. The library numbers them as they come in a
 * process, and equal columns would not give equal bytes.
 */
function withDictionaryId(data: Data, id: number): Data {
  const type: DataType = data.type;
  if (!DataType.isDictionary(type)) return data;
  return data.clone(new Dictionary(type.dictionary, type.indices, id));
}

function utf8Data({ offsets, bytes, present, absent }: Utf8Texts): Data<Utf8> {
  return makeData({
    type: new Utf8(),
    length: offsets.length - 1,
    valueOffsets: offsets,
    data: bytes,
    nullBitmap: present ?? undefined,
    nullCount: absent,
  });
}

/** Arrow's validity bitmap: a bit a row, set where there is a value; none where all have one. */
function bitmapOf(
  length: number,
  isValid: (row: number) => boolean,
): { nullBitmap: Uint8Array | undefined; nullCount: number } {
  const { present, absent } = presence(length, isValid);
  return { nullBitmap: present ?? undefined, nullCount: absent };
}
