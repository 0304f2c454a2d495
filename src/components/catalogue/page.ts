/** The Catalogue page: whether the data can be trusted, and what lies in them. */
import { keyboardHelp, TABLE_KEYS } from "../keyboard_help.ts";
import { datasetLine, datasetNotice } from "../dataset_notice.ts";
import { element, whenIdle } from "../dom.ts";
import { count } from "../feature_format.ts";
import type { PageModel } from "../model.ts";
import { worded } from "../nouns.ts";
import { unbroken } from "../words.ts";
import { QueryAddress } from "../query/query_address.ts";
import { columnOverview } from "./column_overview.ts";
import { correlationFigure } from "./correlation_figure.ts";
import { countFigures } from "./count_figures.ts";
import { distributionFigure } from "./distribution_figure.ts";
import { outlierSection, type RowFacts, rowsSection, versionsSection } from "./findings.ts";
import { implausibleValues, numberColumns, textColumns, versionsOf } from "./quality.ts";

/** The parts of the page, to be placed. */
export interface CataloguePage {
  readonly notice: Node;
  readonly opening: HTMLElement;
  readonly figures: HTMLElement;
  readonly foot: HTMLElement;
}

/** What takes long is computed after what is seen first, and put in its place. */
export function cataloguePage(model: PageModel, facts: RowFacts): CataloguePage {
  const address = new QueryAddress();
  keyboardHelp(TABLE_KEYS);
  const numbers = numberColumns(model), texts = textColumns(model);
  const implausible = implausibleValues(numbers);
  const opening = element(
    "p",
    { class: "opening" },
    openingSentence(model, texts, implausible, NaN),
  );
  const figures = element(
    "div",
    { class: "figures" },
    columnOverview(texts, numbers, model.catalogue.songCount),
  );
  const later: (() => (HTMLElement | null)[])[] = [
    () => [distributionFigure(model, numbers)],
    () => countFigures(model),
    () => [correlationFigure(numbers, address)],
    () => [outlierSection(model, numbers, implausible, () => address.fragment)],
    () => {
      const versions = versionsOf(model);
      opening.textContent = openingSentence(model, texts, implausible, versions.further);
      return [versionsSection(model, versions, address.fragment)];
    },
    () => [rowsSection(facts)],
  ];
  const next = (part: number) => {
    if (part === later.length) {
      figures.dataset.ready = "";
      return;
    }
    figures.append(...later[part]().filter((node) => node !== null));
    whenIdle(() => next(part + 1));
  };
  whenIdle(() => next(0));
  return {
    notice: datasetNotice(model.manifest),
    opening,
    figures,
    foot: datasetLine(model.manifest),
  };
}

/** @param further versions beyond the first of each recording; NaN while they are counted */
export function openingSentence(
  { catalogue }: PageModel,
  texts: readonly { readonly name: string; readonly missing: number }[],
  implausible: readonly unknown[],
  further: number,
): string {
  const untitled = texts.find(({ name }) => name === "track_name")?.missing ?? 0;
  const said = [
    Number.isNaN(further)
      ? ""
      : further === 0
      ? worded("none is another version of a song that is there already")
      : worded`${
        further.toLocaleString("en")
      } are further versions of a song that is there already`,
    untitled === 0
      ? "none lacks a title"
      : untitled === 1
      ? "1 has no title"
      : `${untitled.toLocaleString("en")} have no title`,
    implausible.length === 0
      ? "no value is out of the question"
      : `${count(implausible.length, "value")} cannot be right`,
  ].filter((words) => words !== "");
  return unbroken(
    `Of ${count(catalogue.songCount, "song")} in ${count(catalogue.playlistCount, "playlist")}, ${
      said.slice(0, -1).join(", ")
    } and ${said.at(-1)}.`,
  );
}
