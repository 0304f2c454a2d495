/** Figures of what the blends reach: the tuned model's three weights, the classic model's two. */
import { element } from "../dom.ts";
import { curvePlot } from "./curve.ts";
import { CLASSIC, DEFAULT, NDCG } from "./data.ts";
import { byKind, type Figure, PANEL_NAMES, RANKING } from "./panels.ts";
import { bestPoint, GOOD, trianglePlot } from "./triangle.ts";
import * as words from "./words.ts";
import { percent } from "../feature_format.ts";
import { worded } from "../nouns.ts";
import { heat } from "../weight_triangle.ts";

const { KINDS, three } = words;

export const triangle: Figure = (evaluation) => {
  const grids = byKind((kind) => evaluation.grid(kind, NDCG));
  const best = byKind((kind) => bestPoint(grids[kind]));
  const marked = evaluation.weightsOf(DEFAULT), classic = evaluation.weightsOf(CLASSIC);
  const kinds = KINDS.filter((kind) => grids[kind].length > 0);
  if (kinds.length === 0) return null;
  const title = words.gridTitle(evaluation, best);
  const bestWords = kinds.map((kind) =>
    worded`${kind} songs: ${words.weightsWords(best[kind]!.weights)} (${three(best[kind]!.value)})`
  ).join("; ");
  return {
    id: "weights",
    title,
    caption: [
      element(
        "span",
        { class: "heat-key" },
        "0 ",
        element("span", {
          class: "ramp",
          style: `background: linear-gradient(to right, ${heat(0)}, ${heat(1)})`,
        }),
        ` ${kinds.map((kind) => `${three(best[kind]!.value)} ${kind}`).join(", ")}`,
      ),
      `Each cell is a blend of the three signals in steps of a tenth, a corner one signal alone; `,
      `stronger is a higher ${RANKING}, and a dot marks cells that reach ${
        percent(GOOD)
      } of the best. `,
      `○ marks the default`,
      marked === null ? "" : ` (${words.weightsWords(marked)})`,
      ", × the best cell",
      classic === null
        ? ""
        : ", ◇ the weights of the classic hybrid, here with the tuned model's signals",
      `. Best for ${bestWords}.`,
    ],
    panels: kinds.map((kind) => ({
      name: PANEL_NAMES[kind],
      draw: (width) =>
        trianglePlot(grids[kind], width, {
          label: `${title}: ${kind} ${RANKING} of each blend`,
          marked,
          classic,
        }),
    })),
  };
};

export const curve: Figure = (evaluation) => {
  const curves = byKind((kind) => evaluation.curve(kind, NDCG));
  const kinds = KINDS.filter((kind) => curves[kind].length > 0);
  if (kinds.length === 0) return null;
  const title = words.curveTitle(curves);
  const reached = kinds.flatMap((kind) => {
    const estimate = evaluation.find({ method: DEFAULT, subset: kind, ...NDCG });
    return estimate ? [worded`${three(estimate.value)} for ${kind} songs`] : [];
  });
  return {
    id: "classic-blend",
    title,
    caption: [
      "The classic hybrid adds the cosine of audio features and of SVD factors; the line is what ",
      "each blend of the two reaches, the band its 95 % interval, the ring the blend that it is ",
      `compared at elsewhere on this page. Not to the scale of the other figures: the default `,
      `reaches ${reached.join(", ")}.`,
    ],
    panels: kinds.map((kind) => ({
      name: PANEL_NAMES[kind],
      draw: (width) =>
        curvePlot(curves[kind], width, {
          label: worded`${title}: ${kind} songs`,
          yAxis: RANKING,
          marked: evaluation.weightsOf(CLASSIC)?.collaborative ?? 0.5,
        }),
    })),
  };
};
