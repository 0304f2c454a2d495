/** How far each layout can be trusted, side by side, with what the sample leaves open. */
import * as Plot from "npm:@observablehq/plot";
import { element } from "../dom.ts";
import { fixed, percent, percentTick } from "../feature_format.ts";
import { worded } from "../nouns.ts";
import { drawnAtWidth, pictureOf } from "../plot_figure.ts";
import { LAYOUT_LABELS, type MapLayout } from "./layouts.ts";
import { withData } from "../export/figure_data.ts";

/** Standard errors on each side of a point: 95 % of samples. */
const INTERVAL = 1.96;
/** Room for the names of the layouts, in pixels. */
const LABELS = 210;

interface Row {
  readonly label: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** @returns null where nothing was measured */
export function trustFigure(layouts: readonly MapLayout[]): HTMLElement | null {
  const known = layouts.filter(({ quality }) => quality !== null);
  if (known.length === 0) return null;
  const { k } = known[0].quality!;
  const rows = (value: "trustworthiness" | "hit_rate"): Row[] =>
    known.map(({ name, quality }) => {
      const at = quality![value], error = INTERVAL * quality![`${value}_error`];
      return {
        label: LAYOUT_LABELS[name],
        value: at,
        low: Math.max(0, at - error),
        high: Math.min(1, at + error),
      };
    });
  return element(
    "div",
    { class: "trust-figure" },
    element("h2", {}, "How far to trust each layout"),
    element(
      "div",
      { class: "panels" },
      panel("Trustworthiness", rows("trustworthiness"), [0.5, 1], (value) => fixed(value, 3)),
      panel(
        `Share of the ${k} nearest that are so in truth`,
        rows("hit_rate"),
        [0, 1],
        percent,
        percentTick,
      ),
    ),
    element(
      "p",
      {},
      worded(
        "Trustworthiness (Venna and Kaski 2001) is 1 where no song is drawn near that is far in truth, " +
          "and 0.5 where places are drawn by lot. ",
      ) +
        (known.some(({ of }) => of === "features")
          ? worded(
            "The layouts by sound are held against all audio features, the one by playlists against " +
              "the collaborative factors, all by cosine. ",
          )
          : "The layout is held against the collaborative factors by cosine. ") +
        "Lines are 95 % intervals.",
    ),
  );
}

function panel(
  title: string,
  rows: readonly Row[],
  domain: readonly [number, number],
  format: (value: number) => string,
  tickFormat?: (value: number) => string,
): HTMLElement {
  const frame = element("div", { class: "plot-frame" });
  // As high as it will be once drawn, so that nothing below moves.
  frame.style.minHeight = `${heightOf(rows)}px`;
  drawnAtWidth(frame, (width) => {
    const ticks = width < 400 ? 2 : 5;
    const plot = Plot.plot({
      width,
      height: heightOf(rows),
      marginLeft: Math.min(LABELS, 0.6 * width),
      marginRight: 54,
      marginTop: 8,
      marginBottom: 28,
      x: { domain: [...domain], ticks, label: null, tickFormat },
      y: { domain: rows.map(({ label }) => label), label: null, tickSize: 0 },
      ariaLabel: title,
      marks: [
        Plot.gridX({ ticks }),
        Plot.ruleY(rows, { y: "label", x1: "low", x2: "high", strokeWidth: 2 }),
        Plot.dot(rows, { y: "label", x: "value", r: 4, fill: "currentColor" }),
        Plot.text(rows, {
          y: "label",
          x: "value",
          text: ({ value }: Row) => format(value),
          dx: 10,
          textAnchor: "start",
        }),
      ],
    });
    const picture = pictureOf(
      plot,
      rows.map(({ label, value }) => `${label} ${format(value)}`).join(", "),
    );
    return withData(picture, rows, ["label", "value", "low", "high"]);
  });
  return element("figure", {}, element("h3", {}, title), frame);
}

function heightOf(rows: readonly Row[]): number {
  return 44 + 30 * rows.length;
}
