/** The Evaluate page: its sentences and figures, each from the measurements. */
import { element } from "../dom.ts";
import { coverage, novelty, warmAgainstCold } from "./accuracy_figures.ts";
import { curve, triangle } from "./blend_figures.ts";
import type { Evaluation } from "./data.ts";
import { keyboardHelp } from "../keyboard_help.ts";
import { staticFigure } from "../plot_figure.ts";
import { genres, sizes } from "./group_figures.ts";
import {
  asShown,
  comparison,
  differences,
  newest,
  popularity,
  together,
} from "./method_figures.ts";
import { unbroken } from "../words.ts";
import { variety } from "./variety.ts";
import { openingSentence, protocolWords } from "./words.ts";

/** From the first to the last. Figures of one panel stand in pairs, side by side. */
const FIGURES = [
  comparison,
  warmAgainstCold,
  newest,
  triangle,
  curve,
  coverage,
  novelty,
  together,
  variety,
  differences,
  asShown,
  sizes,
  genres,
  popularity,
];

/** The page's parts, in the order in which it shows them. */
export interface EvaluationPage {
  /** Whether there is anything to show and to look up. */
  readonly isMeasured: boolean;
  readonly opening: HTMLElement;
  readonly figures: HTMLElement;
}

/** @param evaluation what was measured; figures for which there is nothing are left out */
export function evaluationPage(evaluation: Evaluation): EvaluationPage {
  const figures = FIGURES.flatMap((figure) => {
    const options = figure(evaluation);
    return options === null || options.panels.length === 0 ? [] : [staticFigure(options)];
  });
  keyboardHelp([]);
  const isMeasured = figures.length > 0;
  const protocol = protocolWords(evaluation);
  return {
    isMeasured,
    opening: element(
      "div",
      {},
      element("p", { class: "opening" }, unbroken(openingSentence(evaluation))),
      ...(protocol === "" ? [] : [element("p", { class: "remark" }, unbroken(protocol))]),
    ),
    figures: element("div", { class: "figures", "data-ready": "" }, ...figures),
  };
}
