/** The Sequence page: one state in the address, one order for it, and the parts that show it. */
import { keyboardHelp, SEARCH_KEY } from "../keyboard_help.ts";
import { mixColumns } from "../../recommender/harmony.ts";
import { isEmptyQuery } from "../../recommender/query.ts";
import { type Arc, ARCS } from "../../recommender/sequence_costs.ts";
import { datasetLine, datasetNotice } from "../dataset_notice.ts";
import { element, setText } from "../dom.ts";
import { exportMenu } from "../export/export_menu.ts";
import { exportedSong } from "../export/exported_song.ts";
import { count, fixed, percent } from "../feature_format.ts";
import type { PageModel } from "../model.ts";
import { worded } from "../nouns.ts";
import { listLength } from "../query/list_controls.ts";
import { pickChips } from "../query/pick_chips.ts";
import { QueryAddress } from "../query/query_address.ts";
import {
  EMPTY_STATE,
  type QueryState,
  type ResolvedQuery,
  resolveQuery,
} from "../query/query_state.ts";
import { queryWords } from "../query/query_words.ts";
import { searchBox } from "../query/search_box.ts";
import { UNDO_KEYS, undoButtons } from "../query/undo_buttons.ts";
import { withHit } from "../query/with_hit.ts";
import { pageQueryDefaults } from "../recommend/defaults.ts";
import { PageAnswers } from "../recommend/page_answers.ts";
import { placeInvitation, queryFold } from "../recommend/query_fold.ts";
import { startingPointsList } from "../recommend/starting_points.ts";
import { arcFigure } from "./arc_figure.ts";
import {
  readChoices,
  type SequenceChoices,
  type Source,
  withPin,
  writeArc,
  writePins,
  writeSource,
  writeWeights,
} from "./choices.ts";
import { arcChoice, arcWords, sourceChoice, weightControls } from "./controls.ts";
import { orderedList } from "./ordered_list.ts";
import { Orderer, type Ordering } from "./ordering.ts";
import { type SongSource, songSource } from "./song_source.ts";
import { fittingSteps, openingSentence } from "./step_words.ts";

/** What an analyst sets on the page. */
export interface SequenceDefaults {
  readonly arc: Arc;
}

/** The parts of the page, to be placed. */
export interface SequencePage {
  readonly notice: Node;
  readonly query: HTMLElement;
  readonly results: HTMLElement;
  readonly foot: HTMLElement;
}

/** The songs to be put in order, and what they were asked by. */
interface Given {
  readonly state: QueryState;
  readonly source: string;
  readonly resolved: ResolvedQuery;
  /** Whether nothing is asked for. */
  readonly isEmpty: boolean;
  readonly from: SongSource;
}

const ARC_TITLES: Readonly<Record<Arc, string>> = {
  none: worded("Energy from song to song"),
  rising: worded("Energy rises from song to song"),
  falling: worded("Energy falls from song to song"),
  arch: "Energy rises, then falls",
  wave: "Energy comes in two waves",
};

/** @throws RangeError when the default arc is none that there is */
export function sequencePage(model: PageModel, defaults: SequenceDefaults): SequencePage {
  if (!ARCS.includes(defaults.arc)) {
    throw new RangeError(
      `Cannot start the page: defaults.arc must be one of ${
        ARCS.join(", ")
      }, it is ${defaults.arc}`,
    );
  }
  const { catalogue } = model;
  const address = new QueryAddress();
  keyboardHelp([SEARCH_KEY, ...UNDO_KEYS]);
  const queryDefaults = pageQueryDefaults();
  const answers = new PageAnswers(model, queryDefaults);
  const columns = mixColumns(catalogue);
  const canOrder = columns.keys !== null || columns.tempos !== null || columns.energies !== null;
  const reach = 2 * standardDeviation(columns.energies);
  const orderer = new Orderer(model, columns, reach);
  let choices: SequenceChoices = readChoices(address, defaults.arc);
  let ordering: Ordering | undefined;
  let name = "";

  const search = searchBox(model, (hit) => address.update(withHit(address.state, model, hit)));
  const chips = pickChips(model, (part) => address.update(part));
  const source = sourceChoice(model, (source) => writeSource(address, source));
  const length = listLength((top) => address.update({ top }));
  const arc = arcChoice(columns, (arc) => writeArc(address, arc, defaults.arc));
  const weights = weightControls(
    columns,
    () => choices.weights,
    (weights, settled) => writeWeights(address, weights, settled ? "settle" : "preview"),
  );

  const opening = element("p", { class: "opening", role: "status" });
  const about = element("p", { class: "about" });
  const note = element("p", { class: "answer-notice" });
  const figure = arcFigure(model, columns);
  const list = orderedList(model, columns, reach, {
    pin: (song, place) =>
      writePins(address, withPin(choices.pins, { id: model.trackIds[song], place })),
    unpin: (song) =>
      writePins(address, choices.pins.filter(({ id }) => id !== model.trackIds[song])),
  });
  const unpinAll = element("button", { type: "button", class: "quiet" }, "Unpin all");
  unpinAll.addEventListener("click", () => writePins(address, []));
  const undo = undoButtons(address);
  const exports = exportMenu(() => ({
    name: `${name} in playing order`,
    songs: Array.from(
      ordering?.songs ?? [],
      (song, i) => exportedSong(model, song, { place: i + 1 }),
    ),
  }));
  const start = element("div", {});
  const folded = queryFold([search, chips.node, source.node, length.node, arc.node, weights.node]);
  const found = element(
    "div",
    { class: "found" },
    opening,
    about,
    figure.node,
    element(
      "div",
      { class: "list-head" },
      element("h2", {}, "Playing order"),
      element("span", { class: "list-tools tools" }, unpinAll, undo.node, exports),
    ),
    list.node,
  );

  const results = element("div", {}, note, found);
  placeInvitation(start, chips.node, results);

  /** What is put in order; the same until the query or the choice of it changes. */
  function given(state: QueryState, source: Source): Given {
    const resolved = resolveQuery(state, model);
    const isEmpty = isEmptyQuery(resolved.query) && typeof source !== "object";
    const from = isEmpty
      ? { songs: new Int32Array(0), name: "", note: "" }
      : songSource(source, state, model, answers);
    return { state, source: JSON.stringify(source), resolved, isEmpty, from };
  }

  let last: Given | undefined;
  function show(state: QueryState): void {
    choices = readChoices(address, defaults.arc);
    const isSame = last?.state === state && last.source === JSON.stringify(choices.source);
    const now = last = isSame ? last! : given(state, choices.source);
    const { from } = now;
    found.hidden = from.songs.length === 0;
    // The list first: it asks where its rows are, which the browser knows until something changes.
    if (from.songs.length > 0) showOrder(from);
    if (!isSame) showGiven(now);
    folded.update(
      now.isEmpty
        ? "Pick something"
        : choices.source === "list"
        ? worded`Songs like ${queryWords(now.resolved, model)}`
        : from.name,
      columns.energies === null ? "" : arcWords(choices.arc),
      now.isEmpty,
    );
    undo.update();
    source.update(choices);
    arc.update(choices);
    weights.update(choices);
  }

  function showGiven({ state, resolved, isEmpty, from }: Given): void {
    chips.update(state, resolved);
    length.update(state.top ?? queryDefaults.topN);
    length.node.hidden = choices.source !== "list";
    start.hidden = !isEmpty;
    if (isEmpty && start.childElementCount === 0) {
      start.append(
        startingPointsList(model, (query) => address.update({ ...EMPTY_STATE, ...query })),
      );
    }
    name = from.name;
    setText(note, from.note);
  }

  function showOrder(from: SongSource): void {
    ordering = orderer.order(from.songs, choices);
    list.update(ordering);
    orderer.prepare(from.songs, choices);
    const steps = from.songs.length - 1;
    setText(
      opening,
      openingSentence(
        steps,
        fittingSteps(columns, ordering.songs),
        fittingSteps(columns, from.songs),
      ),
    );
    setText(about, canOrder ? costWords(ordering) : "");
    unpinAll.hidden = ordering.pinned.size === 0;
    figure.update(ordering, ARC_TITLES[columns.energies === null ? "none" : choices.arc]);
  }
  show(address.state);
  address.subscribe(show);

  return {
    notice: datasetNotice(model.manifest),
    query: folded.node,
    results,
    foot: datasetLine(model.manifest),
  };
}

/** What the steps cost beside the two orders that it is easy to think of. */
function costWords({ songs, cost, costAsGiven, costOfNearest, pinned }: Ordering): string {
  if (songs.length < 2) return "";
  const less = costAsGiven > 0 ? percent(Math.max(0, 1 - cost / costAsGiven)) : percent(0);
  const pins = pinned.size > 0 ? ` ${count(pinned.size, "song")} pinned.` : "";
  return worded`Its steps cost ${fixed(cost, 1)} together, ${less} less than as the songs came ` +
    worded`(${fixed(costAsGiven, 1)}); going to the nearest song each time costs ${
      fixed(costOfNearest, 1)
    }.${pins}`;
}

function standardDeviation(values: Float64Array | null): number {
  const known = values?.filter(Number.isFinite) ?? [];
  if (known.length === 0) return 0;
  let sum = 0, squares = 0;
  for (const value of known) {
    sum += value;
    squares += value * value;
  }
  const mean = sum / known.length;
  return Math.sqrt(Math.max(0, squares / known.length - mean * mean));
}
