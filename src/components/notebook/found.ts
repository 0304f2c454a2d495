/** What a query found: a table or a chart, or a line where the data set has nothing of it. */
import type { Table } from "npm:apache-arrow";
import * as Inputs from "npm:@observablehq/inputs";
import { element } from "../dom.ts";

/** Rows that a table shows; what is beyond them is counted. */
const MOST_ROWS = 1000;

/** Shows rows by `show`; where there are none, says so. */
export function found(rows: Table | null, show: () => Node): Node {
  if (rows === null || rows.numRows === 0) {
    return element("p", { class: "nothing" }, "This data set has nothing of it.");
  }
  return show();
}

/**
 * Rows as a table: text stays text, numbers stand right. Numbers of 64 bits and decimals, which
 * DuckDB gives for counts and sums, are shown as numbers.
 */
export function rowTable(rows: Table): HTMLElement {
  const names = rows.schema.fields.map(({ name }) => name);
  const plain = Array.from({ length: Math.min(rows.numRows, MOST_ROWS) }, (_, i) => {
    const row = rows.get(i);
    return Object.fromEntries(names.map((name) => [name, plainValue(row?.[name])]));
  });
  const table = Inputs.table(plain, {
    columns: names,
    select: false,
    rows: 15,
    layout: "auto",
    format: Object.fromEntries(names.map((name) => [name, formatValue])),
    align: Object.fromEntries(
      names.map((name) => [
        name,
        plain.some((row) => typeof row[name] === "string") ? "left" : "right",
      ]),
    ),
  });
  const node = element("div", { class: "rows" }, table);
  if (rows.numRows > MOST_ROWS) {
    node.append(
      element("p", { class: "more" }, `The first ${MOST_ROWS} of ${rows.numRows} rows.`),
    );
  }
  return node;
}

function plainValue(value: unknown): unknown {
  if (typeof value === "bigint") return Number(value);
  // Integers of 128 bits, as sums are, arrive as four words.
  if (value instanceof Uint32Array && value.length === 4) {
    return value.reduceRight((sum, word) => sum * 2 ** 32 + word, 0);
  }
  return value;
}

/** A value as a cell shows it: numbers with up to four digits after the point. */
export function formatValue(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "number") {
    return value.toLocaleString("en-US", { maximumFractionDigits: 4, useGrouping: false });
  }
  return String(value);
}
