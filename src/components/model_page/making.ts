/** How the model was made: settings and where each was set, seconds a stage, libraries. */
import * as Plot from "npm:@observablehq/plot";
import { lookupTable } from "../lookup_table.ts";
import { element } from "../dom.ts";
import { fixed } from "../feature_format.ts";
import { INK, MUTED, pictureOf, staticFigure } from "../plot_figure.ts";
import type { ModelFacts } from "./facts.ts";
import { withData } from "../export/figure_data.ts";

/** Seconds of each stage, processor time beside them. */
export function stagesFigure({ seconds, costs }: ModelFacts): HTMLElement | null {
  const rows = Object.entries(seconds).map(([stage, wall]) => ({
    stage,
    wall,
    cpu: costs[stage]?.cpu_seconds ?? NaN,
    words: `${stage}: ${fixed(wall, 2)} s, processor ${
      fixed(costs[stage]?.cpu_seconds ?? NaN, 2)
    } s`,
  }));
  if (rows.length === 0) return null;
  const total = rows.reduce((sum, { wall }) => sum + wall, 0);
  const peak = Math.max(...Object.values(costs).map(({ peak_bytes }) => peak_bytes), 0);
  const longest = rows.reduce((a, b) => b.wall > a.wall ? b : a);
  const draw = (width: number) => {
    const plot = Plot.plot({
      width,
      height: rows.length * 24 + 46,
      marginLeft: 148,
      marginRight: 44,
      marginTop: 4,
      marginBottom: 40,
      ariaLabel: "Seconds of each stage",
      x: { label: "seconds →", grid: true, ticks: 4 },
      y: { domain: rows.map(({ stage }) => stage), label: null, tickSize: 0 },
      marks: [
        Plot.barX(rows, {
          y: "stage",
          x: "wall",
          fill: MUTED,
          fillOpacity: 0.45,
          insetTop: 4,
          insetBottom: 4,
        }),
        Plot.tickX(rows, {
          y: "stage",
          x: "cpu",
          stroke: INK,
          strokeWidth: 2,
          insetTop: 2,
          insetBottom: 2,
        }),
        Plot.text(rows, {
          x: (d: { wall: number; cpu: number }) => Math.max(d.wall, d.cpu || 0),
          y: "stage",
          text: (d: { wall: number }) => fixed(d.wall, 2),
          textAnchor: "start",
          dx: 6,
          fill: INK,
        }),
        Plot.tip(rows, Plot.pointerY({ x: "wall", y: "stage", title: "words" })),
      ],
    });
    const picture = pictureOf(plot, rows.map(({ words }) => words).join(". "));
    return withData(picture, rows, {
      stage: "stage",
      wall: "seconds",
      cpu: "processor_seconds",
    });
  };
  return staticFigure({
    id: "stages",
    title: `Made in ${fixed(total, 1)} s, the longest step to ${stageWords(longest.stage)}`,
    caption: [
      "Seconds on the clock of each stage, in order; the tick is processor time over all cores, " +
      `which may be more. At most ${fixed(peak / 1e6, 0)} MB of memory.`,
    ],
    panels: [{ name: "", draw }],
  });
}

function stageWords(stage: string): string {
  return /neighbours$/.test(stage) && !/^write/.test(stage) ? `find ${stage}` : stage;
}

/** Settings, exactness and versions. */
export function makingSection(facts: ModelFacts): HTMLElement {
  const { settings, overridden, svd, neighbors, libraries } = facts;
  const rows = Object.entries(settings);
  const libraryList = Object.entries(libraries).map(([name, version]) => `${name} ${version}`);
  const exact = Object.entries(neighbors).map(([signal, { method, recall_at_10 }]) =>
    method === "exact"
      ? `${signal} neighbours are exact, all pairs compared`
      : `${signal} neighbours are ${method}, recall@10 ${fixed(recall_at_10, 3)}`
  );
  return element(
    "section",
    { class: "making", id: "making", "aria-label": "How it was made" },
    element("h2", {}, "How it was made"),
    element(
      "p",
      { class: "remark" },
      `The decomposition is ${svd.method}, ${svd.converged ? "converged" : "not converged"}, its ` +
        `largest residual ${svd.largest_relative_residual.toExponential(1)} of σ₁; ` +
        `${exact.join("; ")}.`,
    ),
    lookupTable("Settings in force", [
      { head: "Setting", cell: ([name]) => name },
      {
        head: "Value",
        cell: ([, value]) => element("span", { class: "value" }, settingText(value)),
      },
      { head: "Set by", cell: ([name]) => overridden[name] ?? "settings.ts" },
    ], rows),
    element("p", { class: "remark" }, `Made with ${libraryList.join(", ")}.`),
  );
}

/** Lists by commas, records by their pairs that differ in name, all else as it is. */
export function settingText(value: unknown): string {
  if (Array.isArray(value)) return value.join(", ");
  if (value !== null && typeof value === "object") {
    return Object.entries(value)
      .map(([key, of]) => key === of ? key : `${key} = ${settingText(of)}`).join(", ");
  }
  return typeof value === "number" ? value.toLocaleString("en") : String(value);
}
