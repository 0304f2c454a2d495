/** The Map page: one state in the address, and the map with its parts that show it. */
import { keyboardHelp } from "../keyboard_help.ts";
import { audioVectors } from "../../recommender/audio.ts";
import { datasetLine, datasetNotice } from "../dataset_notice.ts";
import { element, setText, whenIdle } from "../dom.ts";
import { count } from "../feature_format.ts";
import { MapAnswer } from "./answer.ts";
import { writeBrushes } from "./brushes.ts";
import { readingGuide, type Shown, spokenSummary } from "./caption.ts";
import { MapChart } from "./chart.ts";
import { readChoices, readFilter, writeChoices, writeFilter } from "./choices.ts";
import {
  codesByGenre,
  codesByValue,
  colorExtent,
  filterCodes,
  genreColors,
  genreCounts,
  sizesByValue,
  toggleGenre,
} from "./colors.ts";
import { mapControls, toolButtons, zoomButtons } from "./controls.ts";
import type { FeatureVectors } from "./fidelity.ts";
import { cornersOf, type Focus, focusOf } from "./focus.ts";
import { HistogramBrush } from "./histogram_brush.ts";
import { KEYS_HELP, MAP_KEYS } from "./keys.ts";
import { simplified } from "./lasso.ts";
import type { MapLayout } from "./layouts.ts";
import { LookedSong } from "./looked_song.ts";
import { GenreLegend, MarksLegend, scaleLegend } from "./legend.ts";
import { regionNamings, titleLabels } from "./namings.ts";
import { regionLabels } from "./regions.ts";
import { areaOf, NAMED_UP_TO, planeName, songsInArea, writeSelection } from "./selection.ts";
import { SelectionBar } from "./selection_bar.ts";
import type { MapDefaults, MapPage } from "./page_parts.ts";
import { onThemeChange, readTheme } from "./theme.ts";
import { trustFigure } from "./trust_figure.ts";
import { TrustWords } from "./trust_words.ts";
import { extentOf, type MapVariable, songVariables } from "./variables.ts";
import type { PageModel } from "../model.ts";
import { worded } from "../nouns.ts";
import { QueryAddress } from "../query/query_address.ts";
import { songAddress } from "../song_address.ts";

/** Corners nearer than this to a drawn line's course are left out, in shares of the layout. */
const SMOOTH = 0.001;

/**
 * @param layouts those of map.arrow
 * @throws RangeError when `defaults.opacity` is not 0 to 1, or there is nothing to place songs by
 */
export function mapPage(
  model: PageModel,
  layouts: readonly MapLayout[],
  defaults: MapDefaults,
): MapPage {
  if (!(defaults.opacity > 0 && defaults.opacity <= 1)) {
    throw new RangeError(
      `Cannot start the page: defaults.opacity must be above 0 and at most 1, it is ${defaults.opacity}`,
    );
  }
  const { catalogue, songGenres, trackIds } = model;
  const { genreNames, songCount } = catalogue;
  const address = new QueryAddress();
  keyboardHelp(MAP_KEYS);
  const answer = new MapAnswer(model);
  const variables = songVariables(model);
  const counts = genreCounts(songGenres, genreNames.length);
  const hasGenres = counts.some((songs) => songs > 0);
  const colors = genreColors(songGenres, genreNames.length);
  const namings = regionNamings(model);
  const codes = new Int16Array(songCount);
  const rows = new Map(trackIds.map((id, song) => [id, song]));
  const { d, vectors } = audioVectors(catalogue, model.manifest.settings.scaler);
  const features: FeatureVectors = { values: vectors, dimensions: d };

  const chart: MapChart = new MapChart(songCount, {
    look: (...how) => looked.look(...how),
    keeps: (px, py) => looked.keeps(px, py),
    act(song, what) {
      if (what === "toggle") toggle(song);
      else if (what === "open") location.assign(pageOf(song));
      else toggleSelected(song);
    },
    surround,
    names(level, cell, songs) {
      const { points } = chart;
      return songs === null
        ? regionLabels(points, points.codes, namings(level), cell)
        : titleLabels(model, songs, points, 0.09 * cell.height);
    },
  }, defaults.opacity);
  const looked = new LookedSong({
    model,
    chart: () => chart,
    features,
    variables: shownVariables,
    role: (song) => answer.role(song),
    page: pageOf,
    toggle,
    say: (text) => setText(status, text),
  });
  const controls = mapControls(
    layouts.map(({ name }) => name),
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
  const histograms = variables.map((variable) =>
    new HistogramBrush(variable, (range, isResting) => {
      const brushes = new Map(focus.brushes);
      if (range === null) brushes.delete(variable.name);
      else brushes.set(variable.name, range);
      writeBrushes(address, brushes, isResting);
    })
  );
  const bar = new SelectionBar(model, {
    pick(songs) {
      const ids = Array.from(songs, (song) => trackIds[song]);
      address.update({ songs: [...new Set([...address.state.songs, ...ids])] });
    },
    clear: () => writeSelection(address, null),
    fragment: () => address.fragment,
  });
  const marksLegend = new MarksLegend();
  const scale = element("div", { class: "scale-legend" });
  const link = element("a", { class: "see-list", href: "./" });
  const guide = element("p", { class: "reading" });
  const trust = element("p", { class: "trust" });
  const summary = element("p", { class: "visually-hidden", id: "map-summary" });
  const status = element("p", { class: "visually-hidden", role: "status" });
  const opening = element("p", { class: "opening" }, `${count(songCount, "song")}.`);
  chart.plot.setAttribute("aria-describedby", "map-summary map-keys");
  chart.plot.append(looked.node);
  const words = new TrustWords({
    model,
    vectors: features,
    layouts,
    features: variables.slice(0, catalogue.features.length),
    opening,
    trust,
  });

  let theme = readTheme(document.body);
  let shown: Shown | undefined;
  let focus: Focus = { brushes: new Map(), selection: null, selected: null, mask: null };
  /** The state that is on screen, by the parts that are drawn apart. */
  const drawn = { axes: "", looks: "" };

  function pageOf(song: number): string {
    return songAddress(model, song, address.fragment);
  }

  function toggle(song: number): void {
    const id = trackIds[song];
    const { songs } = address.state;
    const isPicked = songs.includes(id);
    address.update({ songs: isPicked ? songs.filter((other) => other !== id) : [...songs, id] });
    setText(status, isPicked ? "Removed from your picks" : "Added to your picks");
    chart.lookAgain();
  }

  function toggleSelected(song: number): void {
    const selected = new Set(focus.selected ?? []);
    if (!selected.delete(song)) selected.add(song);
    const ids = Array.from(selected, (song) => trackIds[song]);
    writeSelection(address, ids.length > 0 ? { kind: "songs", ids } : null);
  }

  /** Selects what a line surrounds: few songs by their ids, many by the line. */
  function surround(polygon: readonly number[]): void {
    if (shown === undefined) return;
    const { x, y } = extents(shown);
    const on = shown.layout?.name ?? planeName(shown.x.name, shown.y.name);
    const spans = [x[1] - x[0] || 1, y[1] - y[0] || 1];
    const shares = polygon.map((value, i) => value / spans[i % 2]);
    const line = simplified(shares, SMOOTH).map((share, i) => share * spans[i % 2]);
    const area = areaOf(on, line, x, y);
    const points = chart.points;
    const songs = songsInArea(area, points.x, points.y, { x, y }, points.codes);
    if (songs.length === 0) {
      setText(status, worded("No song lies there"));
      return writeSelection(address, null);
    }
    writeSelection(
      address,
      songs.length <= NAMED_UP_TO
        ? { kind: "songs", ids: Array.from(songs, (song) => trackIds[song]) }
        : { kind: "area", area },
    );
  }

  const extents = ({ x, y }: Shown) => ({ x: extentOf(x), y: extentOf(y) });

  function shownVariables(): MapVariable[] {
    if (shown === undefined) return [];
    const { x, y, color, size, layout } = shown;
    return [...(layout ? [] : [x, y]), ...(color ? [color] : []), ...(size ? [size] : [])];
  }

  function show(): void {
    const names = layouts.map(({ name }) => name);
    const choices = readChoices(address, defaults, variables, hasGenres, names);
    const named = (name: string) => variables.find((variable) => variable.name === name);
    const layout = layouts.find(({ name }) => name === choices.layout) ?? null;
    shown = {
      x: layout?.x ?? named(choices.x)!,
      y: layout?.y ?? named(choices.y)!,
      color: named(choices.color) ?? null,
      byGenre: choices.color === "genre",
      size: named(choices.size) ?? null,
      layout,
    };
    controls.update(choices);
    const filter = readFilter(address, genreNames);
    const looks = JSON.stringify([
      ...[choices.color, choices.size, filter && [...filter], theme.isDark],
      ...["brush", "select", "area"].map((name) => address.get(name)),
    ]);
    if (looks !== drawn.looks) {
      drawn.looks = looks;
      paint(shown, filter);
    }
    const axes = JSON.stringify([choices.layout, shown.x.name, shown.y.name]);
    if (axes !== drawn.axes) {
      drawn.axes = axes;
      const { x, y } = shown;
      chart.setPlaces({
        x,
        y,
        sameUnit: layout !== null,
        hasAxes: layout === null || layout.name === "pca",
      });
      chart.plot.setAttribute("aria-label", `Map of ${count(songCount, "song")}`);
      setText(summary, spokenSummary(shown, songGenres, hasGenres ? genreNames : []));
    }
    showArea(shown);
    setText(guide, readingGuide(shown).join(" "));
    words.show(shown, () => chart.places());
    answer.update(address.state);
    const { picks, companions, recommendations } = answer.marked;
    chart.mark(answer.marked);
    marksLegend.update(picks.length + companions.length, recommendations.length);
    setText(
      link,
      answer.isEmpty ? worded("Find songs to start from") : "See these recommendations",
    );
    link.hash = address.fragment;
  }

  /** Draws the selected area where it was drawn: on another layout its songs lie apart. */
  function showArea(now: Shown): void {
    const { selection } = focus;
    const on = now.layout?.name ?? planeName(now.x.name, now.y.name);
    const isHere = selection?.kind === "area" && selection.area.on === on;
    chart.showArea(isHere ? cornersOf(selection.area, extents(now)) : null);
  }

  function paint({ color, byGenre, size }: Shown, filter: ReadonlySet<number> | null): void {
    const extent = color && colorExtent(color);
    const rowsOfPalette = color && extent
      ? codesByValue(color, extent)
      : byGenre
      ? codesByGenre(songGenres, colors)
      : new Int16Array(songCount);
    filterCodes(rowsOfPalette, songGenres, filter, codes);
    focus = focusOf(address, variables, layouts, codes, (id) => rows.get(id));
    chart.setLooks({
      codes,
      palette: color ? theme.scalePalette : byGenre ? theme.genrePalette : theme.inkPalette,
      faint: theme.faintPalette,
      focus: focus.mask,
      sizes: size && sizesByValue(size),
    });
    genres.update(filter, byGenre);
    scale.replaceChildren(...(color && extent ? [scaleLegend(color, extent, theme.isDark)] : []));
    const { mask, brushes } = focus;
    const inFocus = filter === null
      ? mask
      : codes.map((code, song) => code >= 0 && (mask === null || mask[song] === 1) ? 1 : 0);
    histograms.forEach((histogram, i) =>
      histogram.update(
        inFocus && Uint8Array.from(inFocus),
        brushes.get(variables[i].name) ?? null,
      )
    );
    bar.update(focus.selected);
  }

  address.subscribe(show);
  onThemeChange(() => {
    theme = readTheme(document.body);
    show();
  });
  show();
  whenIdle(() => words.measure());

  const tools = toolButtons((tool) => {
    chart.tool = tool;
    chart.plot.dataset.tool = tool;
  });
  const zoom = zoomButtons((factor) => chart.zoomBy(factor), () => chart.showAll());
  chart.node.append(element("div", { class: "chart-buttons" }, tools, zoom), bar.node);
  const figure = trustFigure(layouts);
  return {
    notice: datasetNotice(model.manifest),
    opening,
    map: element(
      "figure",
      { class: "map" },
      controls.node,
      element("div", { class: "map-legend" }, genres.node, scale),
      element(
        "div",
        { class: "map-body" },
        chart.node,
        ...(histograms.length === 0 ? [] : [element(
          "div",
          { class: "map-side", role: "group", "aria-label": "Brush to narrow down" },
          ...histograms.map(({ node }) => node),
        )]),
      ),
      element("div", { class: "map-foot" }, marksLegend.node, link),
      bar.table,
      element("figcaption", {}, guide, trust),
      ...(figure ? [figure] : []),
      summary,
      element("p", { class: "visually-hidden", id: "map-keys" }, KEYS_HELP),
      status,
    ),
    foot: datasetLine(model.manifest),
  };
}
