/** A square matrix of how alike groups are: the deeper a cell, the more alike. */
import * as Plot from "npm:@observablehq/plot";
import { INK, pictureOf } from "../plot_figure.ts";
import { withData } from "../export/figure_data.ts";

/** How one kind of likeness is written and drawn. */
export interface Likeness {
  readonly name: string;
  /** Between two groups; NaN while it is not known. */
  value(a: number, b: number): number;
  /** Of 0, no likeness, to 1, the most of all pairs; NaN while it is not known. */
  strength(a: number, b: number): number;
  /** In a cell. */
  short(value: number): string;
  /** In a tip. */
  words(value: number, a: number, b: number): string;
}

/**
 * @param order the groups' places
 * @param chosen the pair that is framed
 * @param choose called with a pair that is clicked
 */
export function matrixPlot(
  names: readonly string[],
  order: readonly number[],
  likeness: Likeness,
  chosen: readonly [number, number] | null,
  choose: (a: number, b: number) => void,
  width: number,
): Element {
  const cells = order.flatMap((a) =>
    order.map((b) => {
      const value = likeness.value(a, b), strength = likeness.strength(a, b);
      const shade = Number.isNaN(strength) ? 0 : Math.round(88 * strength);
      return {
        a,
        b,
        value,
        row: names[a],
        column: names[b],
        isSame: a === b,
        text: a === b || Number.isNaN(value) ? "" : likeness.short(value),
        color: a === b
          ? "var(--theme-foreground-faintest)"
          : `color-mix(in oklab, var(--together) ${shade}%, var(--theme-background))`,
        words: a === b ? names[a] : `${names[a]} and ${names[b]}\n${likeness.words(value, a, b)}`,
      };
    })
  );
  const longest = Math.max(...names.map((name) => name.length));
  const margin = Math.min(width * 0.42, 14 + 6.4 * longest);
  const inner = width - margin - 4;
  const step = Math.min(54, inner / names.length);
  const hasText = step >= 30;
  const labels = order.map((group) => names[group]);
  const plot = Plot.plot({
    width: margin + step * names.length + 4,
    height: step * names.length + margin * 0.86,
    marginLeft: margin,
    marginTop: margin * 0.86 - 2,
    marginRight: 4,
    marginBottom: 2,
    ariaLabel: likeness.name,
    style: { fontSize: step < 14 ? "10px" : "12px" },
    x: { domain: labels, axis: "top", tickRotate: -60, tickSize: 0, label: null },
    y: { domain: labels, tickSize: 0, label: null },
    color: { type: "identity" },
    marks: [
      Plot.cell(cells, { x: "column", y: "row", fill: "color", inset: step < 10 ? 0 : 0.75 }),
      hasText
        ? Plot.text(cells, { x: "column", y: "row", text: "text", fill: INK, fontSize: 11 })
        : null,
      chosen === null ? null : Plot.cell(
        [chosen, [chosen[1], chosen[0]]].map(([a, b]) => ({ row: names[a], column: names[b] })),
        { x: "column", y: "row", fill: "none", stroke: INK, strokeWidth: 2, inset: 0 },
      ),
      Plot.tip(cells, Plot.pointer({ x: "column", y: "row", title: "words" })),
    ],
  });
  plot.addEventListener("click", () => {
    const cell = plot.value as { a: number; b: number } | null;
    if (cell && cell.a !== cell.b) choose(cell.a, cell.b);
  });
  const picture = pictureOf(
    plot,
    cells.filter(({ a, b }) => a < b).slice(0, 60)
      .map(({ words }) => words.replace("\n", ": ")).join("; "),
  );
  return withData(picture, cells.filter(({ isSame }) => !isSame), ["row", "column", "value"]);
}
