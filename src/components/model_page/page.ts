/** The Model page: what the model has learnt and how it was made, each part from its file. */
import type { Table } from "npm:apache-arrow";
import { keyboardHelp } from "../keyboard_help.ts";
import { datasetLine, datasetNotice } from "../dataset_notice.ts";
import { element } from "../dom.ts";
import { Evaluation } from "../evaluation/data.ts";
import { methodPanels } from "../evaluation/panels.ts";
import { popularityTitle } from "../evaluation/words.ts";
import { count, percent, percentTick } from "../feature_format.ts";
import type { PageModel } from "../model.ts";
import { staticFigure } from "../plot_figure.ts";
import { unbroken } from "../words.ts";
import { QueryAddress } from "../query/query_address.ts";
import { hubnessOf } from "../../statistics/hubness.ts";
import { worded } from "../nouns.ts";
import { factorBrowser } from "./factor_browser.ts";
import {
  type AnatomyFacts,
  cumulativeShares,
  type HubCounts,
  type ModelFacts,
  readHubs,
  readScores,
  readSpectrum,
  type Spectrum,
} from "./facts.ts";
import { makingSection, stagesFigure } from "./making.ts";
import { hubFigures, hubTables, scoresFigure } from "./neighbor_figures.ts";
import { spectrumFigure } from "./spectrum_figure.ts";

/** What is measured of a finished model: it follows later where the model was made anew. */
export interface AnatomyFiles {
  readonly anatomy: AnatomyFacts;
  readonly spectrum: Table;
  readonly hubness: Table;
  readonly scores: Table;
}

/** What is known as soon as the model stands, to be placed. */
export interface ModelPage {
  readonly notice: Node;
  readonly making: HTMLElement;
  readonly foot: HTMLElement;
  /** The rest, which needs what is measured of the model. */
  readonly measured: (files: AnatomyFiles) => MeasuredModel;
}

/** What is told by measuring the model, to be placed. */
export interface MeasuredModel {
  readonly opening: HTMLElement;
  readonly figures: HTMLElement;
}

/**
 * @param kept the model's own spectrum.arrow
 * @throws RangeError when a file lacks a column
 */
export function modelPage(model: PageModel, facts: ModelFacts, kept: Table): ModelPage {
  const address = new QueryAddress();
  keyboardHelp([]);
  return {
    notice: datasetNotice(model.manifest),
    making: makingSection(facts),
    foot: datasetLine(model.manifest),
    measured(files) {
      const spectrum = readSpectrum(kept, files.spectrum);
      const hubs = readHubs(files.hubness);
      const figures = [
        spectrumFigure(spectrum, files.anatomy),
        factorBrowser(model, address),
        scoresFigure(readScores(files.scores)),
        ...hubFigures(hubs, files.anatomy),
        stagesFigure(facts),
        hubTables(model, hubs, files.anatomy, address.fragment),
      ].filter((figure) => figure !== null);
      const sentence = unbroken(openingSentence(model, spectrum, hubs));
      return {
        opening: element("p", { class: "opening" }, sentence),
        figures: element("div", { class: "figures", "data-ready": "" }, ...figures),
      };
    },
  };
}

/** What the evaluation says of the model; an empty node where it says nothing. */
export function evaluatedModel({ catalogue }: PageModel, evaluation: Table): Node {
  const figure = catalogue.popularities.every(Number.isNaN)
    ? null
    : leaningFigure(new Evaluation(evaluation));
  return figure === null
    ? document.createComment("popularity was not measured")
    : element("div", { class: "figures", "data-ready": "" }, figure);
}

/** What the model has learnt, in one sentence. */
export function openingSentence(
  model: PageModel,
  spectrum: Spectrum,
  hubs: Pick<HubCounts, "content" | "collaborative">,
): string {
  const { rank, aboveChance } = spectrum;
  const playlists = count(model.catalogue.playlistCount, "playlist");
  if (rank === 0) return worded`There are no factors: no song is in any of ${playlists}.`;
  const share = percent(cumulativeShares(spectrum)[rank - 1]);
  const chance = Number.isNaN(aboveChance)
    ? ""
    : aboveChance >= rank
    ? ", all of them above chance"
    : `, ${aboveChance} of them above chance`;
  const none = hubnessOf(hubs.collaborative).antiHubs,
    noneBySound = hubnessOf(hubs.content).antiHubs;
  return worded`${
    count(rank, "factor")
  } hold ${share} of what ${playlists} say about songs${chance}; ` +
    worded`${percent(none)} of all songs are nobody's neighbour by playlists` +
    `${noneBySound < 1 ? `, ${percent(noneBySound)} by sound` : ""}.`;
}

/** How popular the songs are that each signal lists; null where it was not measured. */
function leaningFigure(evaluation: Evaluation): HTMLElement | null {
  const panels = methodPanels(evaluation, { metric: "popularity_percentile", k: 10 }, {
    format: percent,
    tickFormat: percentTick,
    domain: [0, 1],
    reference: 0.5,
    axis: "popularity percentile of the first 10",
  });
  if (panels.length === 0) return null;
  return staticFigure({
    id: "leaning",
    isLarge: true,
    title: popularityTitle(evaluation),
    caption: [
      worded(
        "The mean popularity percentile of the first ten songs of each method, 50 % (dashed) being " +
          "no leaning either way; bars are 95 % bootstrap intervals over playlists. Measured with the " +
          "evaluation, on the held-out songs of each kind.",
      ),
    ],
    panels,
  });
}
