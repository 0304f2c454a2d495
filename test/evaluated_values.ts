/**
 * What the site's evaluation.arrow holds, read row by row, and what a plot of the Evaluate page
 * draws, read back through its scales.
 */
import { type Table, tableFromIPC } from "apache-arrow";
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import type { Locator } from "playwright-core";

const FILES = join(process.env.SEGUE_DIST ?? "dist", "_file");

/** Columns and what they must hold; what is left out is the NDCG@10 of the splits by chance. */
export interface Wanted {
  readonly method?: string;
  readonly split?: string;
  readonly subset?: string;
  readonly metric?: string;
  readonly k?: number;
  readonly baseline?: string | null;
  readonly group_kind?: string | null;
}

type Row = Record<string, string | number | null>;

/** What evaluation.arrow of the site holds, read row by row. */
function readRows(): Row[] {
  const file = readdirSync(FILES).find((name) => /^evaluation\..*arrow$/.test(name));
  assert.ok(file, "There is no evaluation.arrow in the site");
  const table: Table = tableFromIPC(readFileSync(join(FILES, file)));
  return Array.from(table, (row) => row.toJSON() as Row);
}

const rows = readRows();

/** Means over the seeds of the rows that are wanted, by a column; rows without a value left out. */
export function valuesBy(
  name: string | ((row: Row) => string),
  wanted: Wanted,
): Map<string, number> {
  const about = { split: "random", metric: "ndcg", k: 10, baseline: null, group_kind: null };
  const found = new Map<string, number[]>();
  for (const row of rows) {
    const isWanted = Object.entries({ ...about, ...wanted })
      .every(([column, value]) => row[column] === value);
    if (!isWanted || typeof row.value !== "number" || Number.isNaN(row.value)) continue;
    const key = typeof name === "string" ? String(row[name]) : name(row);
    found.set(key, [...(found.get(key) ?? []), row.value]);
  }
  return new Map(
    Array.from(found, ([key, values]) => [key, values.reduce((a, b) => a + b) / values.length]),
  );
}

/** The same for the methods with names of their own. */
export function methodValues(wanted: Wanted): Map<string, number> {
  const values = valuesBy("method", wanted);
  for (const points of ["classic curve", "weight grid", "variety curve"]) values.delete(points);
  return values;
}

/** A dot of a plot: what it says, and the value at its place on the horizontal axis. */
export interface Drawn {
  readonly words: string;
  readonly x: number;
  readonly y: number;
}

/** The dots of a plot, by the scales that it gives; all of them are inside it. */
export async function drawnIn(panel: Locator): Promise<Drawn[]> {
  const svg = panel.locator("svg[role=img]");
  await svg.waitFor();
  return await svg.evaluate((node) => {
    const inverse = (name: string) => {
      const text = node.getAttribute(`data-${name}`);
      if (text === null) return () => NaN;
      const { domain: [d0, d1], range: [r0, r1], exponent } = JSON.parse(text);
      const raise = (value: number) => Math.sign(value) * Math.abs(value) ** exponent;
      return (pixel: number) => {
        const raised = raise(d0) + (raise(d1) - raise(d0)) * (pixel - r0) / (r1 - r0);
        return Math.sign(raised) * Math.abs(raised) ** (1 / exponent);
      };
    };
    const x = inverse("x"), y = inverse("y");
    return Array.from(node.querySelectorAll("circle[data-words]"), (dot) => ({
      words: dot.getAttribute("data-words")!,
      x: x(Number(dot.getAttribute("cx"))),
      y: y(Number(dot.getAttribute("cy"))),
    }));
  });
}

/** A number as the page writes it. */
export function written(value: number, isSigned = false): string {
  const text = value.toFixed(3).replace(/^-(0\.000)$/, "$1").replace("-", "−");
  return isSigned && Number(value.toFixed(3)) > 0 ? `+${text}` : text;
}

/** Within a thousandth, which is far less than a pixel. */
export function assertNear(actual: number, expected: number, what: string): void {
  assert.ok(Math.abs(actual - expected) < 1e-3, `${what}: ${actual}, not ${expected}`);
}

/** Holds the dots of a panel against values by the words that their labels begin with. */
export async function assertDots(
  panel: Locator,
  expected: Map<string, number>,
  write: (value: number) => string,
): Promise<void> {
  const dots = await drawnIn(panel);
  assert.equal(dots.length, expected.size);
  for (const [label, value] of expected) {
    const dot = dots.find(({ words }) => words.startsWith(`${label}:`));
    assert.ok(dot, `no dot for ${label} among ${dots.map(({ words }) => words).join("; ")}`);
    assertNear(dot.x, value, label);
    assert.ok(dot.words.startsWith(`${label}: ${write(value)}`), `${dot.words}, not ${value}`);
    // The value stands beside the dot as well.
    assert.ok((await panel.locator("svg text").allTextContents()).includes(write(value)), label);
  }
}
