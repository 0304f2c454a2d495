/** The Recommend page: one state in the address, one answer to it, and the parts that show both. */
import type { Table } from "npm:apache-arrow";
import { SIGNALS } from "../../recommender/contract.ts";
import { EMPTY_QUERY, isEmptyQuery } from "../../recommender/query.ts";
import { answerNotice } from "./answer_notice.ts";
import { blendControl } from "./blend_control.ts";
import { weightsOfBlend } from "./blend_weights.ts";
import { datasetLine, datasetNotice } from "../dataset_notice.ts";
import { element, setText, whenIdle } from "../dom.ts";
import { Evaluation } from "../evaluation/data.ts";
import { count, percent } from "../feature_format.ts";
import { featureSliders } from "../query/feature_sliders.ts";
import { featureWeightSliders } from "../query/feature_weights.ts";
import { filterControls } from "../query/filter_controls.ts";
import { fold } from "../fold.ts";
import { keyboardHelp, type KeyHelp, SEARCH_KEY } from "../keyboard_help.ts";
import { listControls, listLength } from "../query/list_controls.ts";
import { artistName, type PageModel } from "../model.ts";
import { modelChoice } from "../query/model_choice.ts";
import { type PageAnswer, PageAnswers } from "./page_answers.ts";
import { pickChips } from "../query/pick_chips.ts";
import { profileCard } from "./profile_card.ts";
import { QueryAddress } from "../query/query_address.ts";
import { EMPTY_STATE, type QueryState } from "../query/query_state.ts";
import { audioProfiles } from "./ranking_models.ts";
import { carriedState, checkDefaults, type RecommendDefaults } from "./defaults.ts";
import { queryWords } from "../query/query_words.ts";
import { savedQueries } from "../query/saved_queries.ts";
import { searchBox } from "../query/search_box.ts";
import { withHit } from "../query/with_hit.ts";
import { signalLegend } from "./signal_legend.ts";
import { songList } from "./song_list.ts";
import { startingPointsList } from "./starting_points.ts";
import { whyPanel } from "./why_panel.ts";

const KEYS: readonly KeyHelp[] = [
  SEARCH_KEY,
  { keys: ["ArrowUp", "ArrowDown"], does: "Move among what was found" },
  { keys: ["Enter"], does: "Add it to the query" },
  { keys: ["Escape"], does: "Close the matches, then clear the search" },
];

/** The parts of the page, to be placed. */
export interface RecommendView {
  readonly notice: Node;
  /** Search, picks and what tunes the list. */
  readonly query: HTMLElement;
  readonly results: HTMLElement;
  readonly profile: HTMLElement;
  readonly foot: HTMLElement;
}

/** What the page reads once its list stands. */
export interface LaterFiles {
  /** evaluation.arrow */
  evaluation(): Promise<Table>;
}

/** @throws RangeError when a default is out of range or names a model that is not there */
export function recommendView(
  model: PageModel,
  defaults: RecommendDefaults,
  later: LaterFiles,
): RecommendView {
  checkDefaults(defaults);
  const address = new QueryAddress(globalThis.window, carriedState(defaults));
  const answers = new PageAnswers(model, defaults);
  const { catalogue } = model;
  // Made once the list stands: nothing that is not seen at once may hold it up.
  const profiles = () => audioProfiles(model);
  let answer: PageAnswer | undefined;

  /** A change of the state that a drag previews and its end settles. */
  const change = (part: Partial<QueryState>, settled: boolean) =>
    address.update(part, settled ? "settle" : "preview");
  const search = searchBox(model, (hit) => address.update(withHit(address.state, model, hit)));
  const chips = pickChips(model, (part) => address.update(part));
  const choice = modelChoice((name) =>
    // Another model has a blend of its own.
    address.update({ model: name === defaults.model ? null : name, blend: null, split: null })
  );
  const blend = blendControl({
    change,
    show: (known) => address.set("accuracy", known === "warm" ? null : known, "replace"),
  });
  const length = listLength((top) => address.update({ top }));
  const sliders = fold(
    "How it should sound",
    () =>
      featureSliders(catalogue.features, profiles().audio.scalers, (name, value, settled) => {
        const { [name]: _, ...others } = address.state.near;
        const near = value === null ? others : { ...address.state.near, [name]: value };
        change({ near }, settled);
      }),
  );
  const list = fold("How the list is made", () => listControls(change));
  const filters = fold(
    "Only songs that …",
    () => filterControls(model, profiles().audio.scalers, () => address.state, change),
  );
  const weights = fold("Which features count", () =>
    featureWeightSliders(
      catalogue.features.map(({ name }) => name),
      (name, weight, settled) =>
        change({ weigh: { ...address.state.weigh, [name]: weight } }, settled),
      () => address.update({ weigh: {} }),
    ));
  const summary = element("summary", {});
  const tuning = element(
    "details",
    { class: "tuning" },
    summary,
    choice.node,
    blend.node,
    length.node,
    list.node,
    filters.node,
    sliders.node,
    weights.node,
  );
  openOnWideScreens(tuning);

  const legend = signalLegend();
  const heading = element("h2", {}, "Recommendations");
  const notice = element("p", { class: "answer-notice", role: "status" });
  const songs = songList(model, {
    add: (song) => address.update(withHit(address.state, model, { list: "songs", row: song })),
    leaveOut: (song) => {
      const without = new Set([...address.state.without, artistName(model, song)]);
      address.update({ without: [...without] });
    },
    explain: (entry) => {
      if (answer === undefined || answer.weights === null) return document.createTextNode("");
      const { request: { query, featureWeights }, parts, weights, ranker } = answer;
      const { song } = entry;
      const explanation = ranker.explain({ query, featureWeights, parts, weights, song });
      return whyPanel(model, answer, entry, explanation);
    },
  });
  const start = element("div", {});
  const found = element("div", { class: "found" }, heading, legend.node, notice, songs.node);
  const profile = profileCard(catalogue.features, profiles);

  let shownState: QueryState | undefined;
  function show(state: QueryState): void {
    const last = answer;
    answer = answers.answer(state);
    const { request, ranker, resolved, parts } = answer;
    const isEmpty = isEmptyQuery(resolved.query);
    start.hidden = !isEmpty;
    if (isEmpty && start.childElementCount === 0) {
      start.append(
        startingPointsList(model, (query) => address.update({ ...EMPTY_STATE, ...query })),
      );
    }
    found.hidden = isEmpty;
    profile.node.hidden = isEmpty || catalogue.features.length === 0;
    songs.update(answer.list, parts === last?.parts);
    legend.update(answer.weights);
    setText(notice, isEmpty ? "" : answerNotice(answer));
    if (!isSamePicks(state, shownState)) chips.update(state, resolved);
    choice.update(ranker.name);
    blend.show(address.get("accuracy") === "cold" ? "cold" : "warm");
    blend.update(answer, {
      blend: defaults.blend ?? ranker.markedBlend,
      split: (ranker.isSplit ? defaults.split : null) ?? ranker.markedSplit,
    });
    length.update(request.count);
    list.whenOpen((node) => node.update(request));
    filters.whenOpen((node) => node.update(state));
    sliders.whenOpen((node) => node.update(state.near));
    weights.whenOpen((node) => node.update(request.featureWeights));
    setText(summary, querySummary(answer));
    profile.update(answer);
    shownState = state;
  }
  show(address.state);
  address.subscribe(show);
  whenIdle(() => {
    // Before the first pick, so that its list need not wait for the model.
    answer?.ranker.model;
    later.evaluation().then((table) => new Evaluation(table)).catch(() => null)
      .then((evaluation) => blend.measured(evaluation));
  });

  const saved = savedQueries(
    address,
    () => queryWords(answer?.resolved ?? { query: EMPTY_QUERY }, model),
  );
  keyboardHelp(KEYS);

  return {
    notice: datasetNotice(model.manifest),
    query: element("div", {}, search, chips.node, tuning, saved),
    results: element("div", {}, start, found),
    profile: profile.node,
    foot: datasetLine(model.manifest),
  };
}

function isSamePicks(state: QueryState, last: QueryState | undefined): boolean {
  return last !== undefined &&
    (["songs", "playlists", "genres", "subgenres", "near", "without"] as const)
      .every((part) => state[part] === last[part]);
}

/** On a phone what tunes the list is folded into one line above it. */
function openOnWideScreens(details: HTMLDetailsElement): void {
  const wide = matchMedia("(min-width: 700px)");
  const follow = () => details.open = wide.matches;
  wide.addEventListener("change", follow);
  follow();
}

/** The query in one line: "2 songs · 40 % collaborative, 20 % audio, 40 % catalogue · 20 listed". */
function querySummary({ request, ranker }: PageAnswer): string {
  const { songs, playlists, genres, subgenres, preferences } = request.query;
  const picks = [
    songs.length > 0 ? count(songs.length, "song") : "",
    playlists.length > 0 ? count(playlists.length, "playlist") : "",
    genres.length + subgenres.length > 0 ? count(genres.length + subgenres.length, "genre") : "",
    preferences.length > 0 ? count(preferences.length, "feature") : "",
  ].filter((text) => text !== "");
  const content = ranker.isSplit ? weightsOfBlend(request.blend, request.split) : null;
  const blend = content === null
    ? `${percent(request.blend)} collaborative`
    : SIGNALS.map((signal) => Math.round(100 * content[signal])).join(" / ");
  return [picks.join(", ") || "Pick something", `blend ${blend}`].join(" · ");
}
