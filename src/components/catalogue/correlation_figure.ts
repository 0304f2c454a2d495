/** Which numbers of songs go together: a matrix of correlations, in an order that shows groups. */
import * as Plot from "npm:@observablehq/plot";
import {
  type Correlation,
  type CorrelationKind,
  correlationMatrix,
  CORRELATIONS,
  orderByCorrelation,
} from "../../statistics/correlation.ts";
import { choiceButtons } from "../choice_buttons.ts";
import { fixed } from "../feature_format.ts";
import { worded } from "../nouns.ts";
import { INK, pictureOf, plotFigure } from "../plot_figure.ts";
import type { QueryAddress } from "../query/query_address.ts";
import type { NumberColumn } from "./quality.ts";
import { withData } from "../export/figure_data.ts";

const PARAMETER = "correlation";
const MOST_COLUMNS = 40;

/** The figure; null where fewer than three columns vary. */
export function correlationFigure(
  columns: readonly NumberColumn[],
  address: QueryAddress,
): HTMLElement | null {
  const varying = columns.filter(({ variable: { extent: [low, high] } }) => high > low)
    .slice(0, MOST_COLUMNS).map(({ variable }) => variable);
  if (varying.length < 3) return null;
  const labels = varying.map(({ label, name }) => name === "release_year" ? "year" : label);
  const matrices = new Map<CorrelationKind, Correlation[][]>();
  const matrixOf = (kind: CorrelationKind) => {
    let matrix = matrices.get(kind);
    if (matrix === undefined) {
      matrices.set(kind, matrix = correlationMatrix(varying.map(({ values }) => values), kind));
    }
    return matrix;
  };
  const read = (): CorrelationKind =>
    CORRELATIONS.find((kind) => kind === address.get(PARAMETER)) ?? CORRELATIONS[0];
  const choices = choiceButtons(
    "Correlation",
    [["spearman", "Spearman (ranks)"], ["pearson", "Pearson (straight lines)"]],
    (kind) => address.set(PARAMETER, kind === CORRELATIONS[0] ? null : kind),
  );
  const parts = (kind: CorrelationKind) => {
    const matrix = matrixOf(kind);
    const order = orderByCorrelation(matrix);
    const widest = Math.max(
      ...matrix.flatMap((row, i) =>
        row.flatMap(({ high, low }, j) => i === j || Number.isNaN(low) ? [] : [(high - low) / 2])
      ),
      0,
    );
    return {
      title: titleOf(matrix, labels),
      caption: [
        `${
          kind === "spearman" ? "Spearman's" : "Pearson's"
        } correlation of each pair of columns: ` +
        "blue where they rise together, orange where one falls as the other rises. Columns that go " +
        "together stand side by side (average linkage on 1 − |r|). No 95 % interval reaches further " +
        `than ±${fixed(widest, 3)}; each cell's says its own.`,
      ],
      panels: [{ name: "", draw: (width: number) => matrixPlot(matrix, order, labels, width) }],
    };
  };
  const figure = plotFigure({
    id: "correlations",
    isLarge: true,
    controls: [choices.node],
    ...parts(read()),
  });
  let shown = read();
  choices.update(shown);
  address.subscribe(() => {
    const kind = read();
    if (kind === shown) return;
    shown = kind;
    choices.update(kind);
    figure.update(parts(kind));
  });
  return figure.node;
}

function titleOf(matrix: readonly (readonly Correlation[])[], labels: readonly string[]): string {
  let up = { value: -Infinity, words: "" }, down = { value: Infinity, words: "" };
  matrix.forEach((row, i) =>
    row.forEach(({ value }, j) => {
      if (i >= j || Number.isNaN(value)) return;
      const words = `${labels[i]} and ${labels[j]}`;
      if (value > up.value) up = { value, words };
      if (value < down.value) down = { value, words };
    })
  );
  const said = [
    up.value > 0 ? `${up.words} rise together most (${fixed(up.value, 2)})` : "",
    down.value < 0 ? `${down.words} oppose each other most (${fixed(down.value, 2)})` : "",
  ].filter((words) => words !== "").join("; ");
  return said.charAt(0).toUpperCase() + said.slice(1);
}

function matrixPlot(
  matrix: readonly (readonly Correlation[])[],
  order: readonly number[],
  labels: readonly string[],
  width: number,
): Element {
  const names = order.map((column) => labels[column]);
  const cells = order.flatMap((a) =>
    order.map((b) => {
      const { value, low, high, count } = matrix[a][b];
      const strength = Number.isNaN(value) ? 0 : Math.abs(value);
      const hue = value < 0 ? "var(--opposed)" : "var(--together)";
      return {
        a: labels[a],
        b: labels[b],
        value,
        low,
        high,
        songs: count,
        isSame: a === b,
        color: a === b
          ? "var(--theme-foreground-faintest)"
          : `color-mix(in oklab, ${hue} ${(100 * strength).toFixed(1)}%, var(--theme-background))`,
        words: a === b
          ? labels[a]
          : worded`${labels[a]} and ${labels[b]}: ${fixed(value, 3)}\n95 %: ${fixed(low, 3)} to ${
            fixed(high, 3)
          }\n${count.toLocaleString("en")} songs`,
      };
    })
  );
  const label = width < 560 ? 92 : 118;
  const size = Math.min(46, (width - label) / names.length);
  const hasNumbers = size >= 30;
  const plot = Plot.plot({
    width: label + size * names.length + 4,
    height: 92 + Math.max(16, Math.min(32, size)) * names.length,
    marginLeft: label,
    marginTop: 88,
    marginRight: 4,
    marginBottom: 4,
    ariaLabel: "Correlations of the columns",
    x: { domain: names, axis: "top", tickRotate: -55, tickSize: 0, label: null },
    y: { domain: names, tickSize: 0, label: null },
    color: { type: "identity" },
    marks: [
      Plot.cell(cells, { x: "b", y: "a", fill: "color", inset: 0.5 }),
      hasNumbers
        ? Plot.text(cells.filter(({ isSame }) => !isSame), {
          x: "b",
          y: "a",
          text: (d: { value: number }) => short(d.value),
          fill: INK,
          fontSize: 11,
        })
        : null,
      Plot.tip(cells, Plot.pointer({ x: "b", y: "a", title: "words" })),
    ],
  });
  const picture = pictureOf(
    plot,
    cells.filter(({ a, b }) => a < b).map(({ words }) => words.split("\n")[0]).join(", "),
  );
  return withData(picture, cells.filter(({ isSame }) => !isSame), {
    a: "column",
    b: "with",
    value: "correlation",
    low: "low_95",
    high: "high_95",
    songs: "songs",
  });
}

/** ".68", "−.55"; nothing for what rounds to 0. */
function short(value: number): string {
  if (Number.isNaN(value)) return "–";
  const text = fixed(value, 2).replace("0.", ".");
  return text === ".00" ? "0" : text;
}
