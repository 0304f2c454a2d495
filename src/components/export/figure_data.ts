/** What figures were drawn from: each picture keeps its rows, a figure's button saves those of all. */
import type { Value } from "./list_formats.ts";

/** A value of a row; what is no text, number or truth is left empty. */
type Cell = Value | boolean;

/** Rows of the pictures that have any. */
const rowsOf = new WeakMap<Element, readonly Readonly<Record<string, Cell>>[]>();

/** Where a figure has several panels, the column that says which one a row is from. */
const PANEL = "panel";

/**
 * Keeps what a picture was drawn from.
 *
 * @param picture a plot, or whatever shows the rows
 * @param rows one object a row, such as the data of the picture's marks
 * @param columns which of their properties are data, in order, each with the name of its column where
 *   that is another one
 * @returns the picture
 */
export function withData<Picture extends Element, Row extends object>(
  picture: Picture,
  rows: readonly Row[],
  columns: readonly (keyof Row & string)[] | Readonly<Partial<Record<keyof Row & string, string>>>,
): Picture {
  const named = Array.isArray(columns)
    ? columns.map((column: string) => [column, column])
    : Object.entries(columns);
  rowsOf.set(
    picture,
    rows.map((row) =>
      Object.fromEntries(
        named.map(([key, name]) => [name, cellOf((row as Record<string, unknown>)[key])]),
      )
    ),
  );
  return picture;
}

/** The rows of all pictures in a figure, itself included, with the panels that they are of. */
export function figureRows(figure: Element): Record<string, Cell>[] {
  const pictures = [figure, ...figure.querySelectorAll("*")].filter((node) => rowsOf.has(node));
  const panels = new Set(pictures.map(panelOf));
  return pictures.flatMap((picture) =>
    rowsOf.get(picture)!.map((row) =>
      panels.size > 1 ? { [PANEL]: panelOf(picture), ...row } : { ...row }
    )
  );
}

function panelOf(picture: Element): string {
  return picture.closest<HTMLElement>("[data-panel]")?.dataset.panel ?? "";
}

function cellOf(value: unknown): Cell {
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  return typeof value === "string" || typeof value === "boolean" ? value : null;
}
