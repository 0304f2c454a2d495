/** The Feature space page: one state in the address, and the map with its parts that show it. */
import { audioVectors } from "../../recommender/audio.ts";
import { datasetLine, datasetNotice } from "../dataset_notice.ts";
import { element, setText, whenIdle } from "../dom.ts";
import { count } from "../feature_format.ts";
import { MapAnswer } from "./answer.ts";
import {
  componentsSentence,
  openingSentence,
  readingGuide,
  type Shown,
  spokenSummary,
  trustSentence,
} from "./caption.ts";
import { SongCard, songText } from "./card.ts";
import { type LookedBy, MapChart } from "./chart.ts";
import { readChoices, readFilter, writeChoices, writeFilter } from "./choices.ts";
import {
  codesByGenre,
  codesByValue,
  colorExtent,
  filterCodes,
  genreColors,
  genreCounts,
  toggleGenre,
} from "./colors.ts";
import { type MapChoices, mapControls, zoomButtons } from "./controls.ts";
import {
  fillNeighbors,
  neighborSample,
  sameGenreByChance,
  sameGenreShare,
  sharedNeighbors,
  varianceShare,
} from "./fidelity.ts";
import { KEYS_HELP } from "./keys.ts";
import { GenreLegend, MarksLegend, scaleLegend } from "./legend.ts";
import { onThemeChange, readTheme } from "./theme.ts";
import { type Layout, layoutVariables, type MapVariable, songVariables } from "./variables.ts";
import type { Size } from "./view.ts";
import type { PageModel } from "../model.ts";
import { QueryAddress } from "../query/query_address.ts";

/** What an analyst sets on the page. */
export interface MapDefaults extends MapChoices {
  /** Opacity of a single song when all are seen, 0 to 1. */
  readonly opacity: number;
}

/** The parts of the page, to be placed. */
export interface MapPage {
  readonly notice: Node;
  readonly opening: HTMLElement;
  readonly map: HTMLElement;
  readonly foot: HTMLElement;
}

/** Neighbours of a song that are compared for the words about the map. */
const NEIGHBORS = 20;

/** Songs that are compared, and how many at a time: some milliseconds' work. */
const SAMPLE = 400;
const PORTION = 20;

/**
 * @param layout coordinates of the map of all features
 * @throws RangeError when `defaults.opacity` is not 0 to 1 or no variable can be an axis
 */
export function mapPage(model: PageModel, layout: Layout, defaults: MapDefaults): MapPage {
  if (!(defaults.opacity > 0 && defaults.opacity <= 1)) {
    throw new RangeError(
      `Cannot start the page: defaults.opacity must be above 0 and at most 1, it is ${defaults.opacity}`,
    );
  }
  const { catalogue, songGenres } = model;
  const { genreNames, songCount } = catalogue;
  const address = new QueryAddress();
  const answer = new MapAnswer(model);
  const variables = songVariables(model);
  const [componentX, componentY] = layoutVariables(layout);
  const counts = genreCounts(songGenres, genreNames.length);
  const hasGenres = counts.some((songs) => songs > 0);
  const colors = genreColors(songGenres, genreNames.length);

  const chart = new MapChart(songCount, { look, toggle }, defaults.opacity);
  const card = new SongCard(() => looked >= 0 && toggle(looked));
  const controls = mapControls(
    variables,
    hasGenres,
    (change) => writeChoices(address, change, defaults),
  );
  const genres = new GenreLegend(
    genreNames.map((name, genre) => ({ genre, name, count: counts[genre], color: colors[genre] }))
      .filter(({ count }) => count > 0),
    (genre) => {
      const shown = readFilter(address, genreNames);
      const next = genre === null ? null : toggleGenre(shown, genre, genreNames.length);
      writeFilter(address, next, genreNames);
    },
  );
  const marksLegend = new MarksLegend();
  const scale = element("div", { class: "scale-legend" });
  const link = element("a", { class: "see-list", href: "./" });
  const guide = element("p", { class: "reading" });
  const trust = element("p", { class: "trust" });
  const summary = element("p", { class: "visually-hidden", id: "map-summary" });
  const status = element("p", { class: "visually-hidden", role: "status" });
  const opening = element("p", { class: "opening" }, `${count(songCount, "song")}.`);
  chart.plot.setAttribute("aria-describedby", "map-summary map-keys");
  chart.plot.append(card.node);

  let looked = -1;
  let theme = readTheme(document.body);
  let shown: Shown | undefined;
  /** What is measured after the first picture. */
  const sample = neighborSample(songCount, SAMPLE, NEIGHBORS);
  let variance: number | undefined;
  /** The state that is on screen, by the parts that are drawn apart. */
  const drawn = { axes: "", colors: "" };

  function look(song: number, by: LookedBy, px: number, py: number, frame: Size): void {
    looked = song;
    if (song < 0) return card.hide();
    const role = answer.role(song);
    const text = songText(model, song, shownVariables(), role);
    card.show(text, role.isPick, px, py, frame, by === "touch");
    chart.plot.dataset.looked = model.trackIds[song];
    if (by === "keys") {
      setText(status, Object.values(text).filter((part) => part !== "").join(", "));
    }
  }

  function toggle(song: number): void {
    const id = model.trackIds[song];
    const { songs } = address.state;
    const isPicked = songs.includes(id);
    address.update({ songs: isPicked ? songs.filter((other) => other !== id) : [...songs, id] });
    setText(status, isPicked ? "Removed from your picks" : "Added to your picks");
    chart.lookAgain();
  }

  function shownVariables(): MapVariable[] {
    if (shown === undefined) return [];
    const { x, y, color, isLayout } = shown;
    return [...(isLayout ? [] : [x, y]), ...(color ? [color] : [])];
  }

  function show(): void {
    const choices = readChoices(address, defaults, variables, hasGenres);
    const filter = readFilter(address, genreNames);
    const named = (name: string) => variables.find((variable) => variable.name === name)!;
    const isLayout = choices.layout === "pca";
    const byGenre = choices.color === "genre";
    shown = {
      x: isLayout ? componentX : named(choices.x),
      y: isLayout ? componentY : named(choices.y),
      color: byGenre || choices.color === "none" ? null : named(choices.color),
      byGenre,
      isLayout,
    };
    controls.update(choices);
    const axes = JSON.stringify([choices.layout, shown.x.name, shown.y.name]);
    if (axes !== drawn.axes) {
      drawn.axes = axes;
      chart.setAxes(shown.x, shown.y, isLayout);
      chart.plot.setAttribute("aria-label", `Map of ${count(songCount, "song")}`);
      setText(summary, spokenSummary(shown, songGenres, hasGenres ? genreNames : []));
      whenIdle(writeTrust);
    }
    const coloring = JSON.stringify([choices.color, filter && [...filter], theme.isDark]);
    if (coloring !== drawn.colors) {
      drawn.colors = coloring;
      paint(shown, filter);
      genres.update(filter, byGenre);
    }
    setText(guide, readingGuide(shown).join(" "));
    answer.update(address.state);
    const { picks, companions, recommendations } = answer.marked;
    chart.mark(answer.marked);
    marksLegend.update(picks.length + companions.length, recommendations.length);
    setText(link, answer.isEmpty ? "Find songs to start from" : "See these recommendations");
    link.hash = address.fragment;
  }

  function paint({ color, byGenre }: Shown, filter: ReadonlySet<number> | null): void {
    const extent = color && colorExtent(color);
    const codes = color && extent
      ? codesByValue(color, extent)
      : byGenre
      ? codesByGenre(songGenres, colors)
      : new Int16Array(songCount);
    filterCodes(codes, songGenres, filter, chart.codes);
    chart.setPalette(color ? theme.scalePalette : byGenre ? theme.genrePalette : theme.inkPalette);
    scale.replaceChildren(...(color && extent ? [scaleLegend(color, extent, theme.isDark)] : []));
  }

  /** The words that need more computing than a picture may wait for. */
  function writeTrust(): void {
    if (variance === undefined || shown === undefined) return;
    const features = catalogue.features.length;
    const shared = sharedNeighbors(chart.places(), sample);
    const components = shown.isLayout
      ? componentsSentence(variance, componentX, componentY, variables.slice(0, features))
      : "";
    setText(
      trust,
      `${components} ${trustSentence(shared, sample.k, features, sample.songs.length)}`,
    );
  }

  function measure(): void {
    const { d, vectors } = audioVectors(catalogue, model.manifest.settings.scaler);
    const full = { values: vectors, dimensions: d };
    const next = (from: number) => {
      fillNeighbors(full, songCount, sample, from, from + PORTION);
      if (from + PORTION < sample.songs.length) return whenIdle(() => next(from + PORTION));
      variance = varianceShare(layout, full);
      const same = sameGenreShare(sample, songGenres), chance = sameGenreByChance(songGenres);
      setText(opening, openingSentence(songCount, d, sample.k, same, chance));
      opening.dataset.ready = "";
      writeTrust();
    };
    next(0);
  }

  address.subscribe(show);
  onThemeChange(() => {
    theme = readTheme(document.body);
    show();
  });
  show();
  whenIdle(measure);

  const buttons = zoomButtons((factor) => chart.zoomBy(factor), () => chart.showAll());
  return {
    notice: datasetNotice(model.manifest),
    opening,
    map: element(
      "figure",
      { class: "map" },
      controls.node,
      element("div", { class: "map-legend" }, genres.node, scale),
      chart.node,
      element("div", { class: "map-foot" }, marksLegend.node, link, buttons),
      element("figcaption", {}, guide, trust),
      summary,
      element("p", { class: "visually-hidden", id: "map-keys" }, KEYS_HELP),
      status,
    ),
    foot: datasetLine(model.manifest),
  };
}
