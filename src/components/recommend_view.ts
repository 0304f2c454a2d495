/** The Recommend page: one state in the address, one answer to it, and the parts that show both. */
import type { FeatureWeights } from "../recommender/contract.ts";
import { isEmptyQuery } from "../recommender/query.ts";
import { type Answer, Answerer } from "./answer.ts";
import { answerNotice } from "./answer_notice.ts";
import { blendSlider, listLength } from "./blend_slider.ts";
import { datasetLine, datasetNotice } from "./dataset_notice.ts";
import { element, setText } from "./dom.ts";
import { featureSliders } from "./feature_sliders.ts";
import { featureWeightSliders } from "./feature_weights.ts";
import { count, percent } from "./feature_format.ts";
import type { PageModel } from "./model.ts";
import { pickChips } from "./pick_chips.ts";
import { profileCard } from "./profile_card.ts";
import { QueryAddress } from "./query_address.ts";
import {
  EMPTY_STATE,
  featureWeights,
  LONGEST_LIST,
  type QueryState,
  resolveQuery,
} from "./query_state.ts";
import { createRanker } from "./ranking_models.ts";
import { searchBox } from "./search_box.ts";
import { signalLegend } from "./signal_legend.ts";
import type { SearchHit } from "./song_search.ts";
import { songList } from "./song_list.ts";
import { startingPointsList } from "./starting_points.ts";
import { fold } from "./fold.ts";
import { whyPanel } from "./why_panel.ts";

/** What an analyst sets on the page. */
export interface RecommendDefaults {
  /** Name of the ranking model; see `ranking_models.ts`. */
  readonly model: string;
  /** Weight of the collaborative signal, 0 to 1; the rest is content's. */
  readonly blend: number;
  /** Length of the list, 1 to 200. */
  readonly topN: number;
  /** How much audio features count, by name; a feature that is not named counts 1. */
  readonly features: Readonly<Record<string, number>>;
  /** Whether a song that is there in several versions is listed once. */
  readonly oneVersion: boolean;
}

/** The parts of the page, to be placed. */
export interface RecommendView {
  readonly notice: Node;
  /** Search, picks and what tunes the list. */
  readonly query: HTMLElement;
  readonly results: HTMLElement;
  readonly profile: HTMLElement;
  readonly foot: HTMLElement;
}

/** @throws RangeError when a default is out of range or names a model that is not there */
export function recommendView(model: PageModel, defaults: RecommendDefaults): RecommendView {
  checkDefaults(defaults);
  const address = new QueryAddress();
  const ranker = createRanker(defaults.model, model);
  const { catalogue } = model;
  const { scalers } = ranker.profiles.audio;
  const { oneVersion } = defaults;
  const answerer = new Answerer(catalogue, ranker.model, { oneVersion });
  let answer: Answer | undefined;

  const search = searchBox(model, (hit) => address.update(withHit(address.state, model, hit)));
  const chips = pickChips(model, (change) => address.update(change));
  const blend = blendSlider((value, settled) =>
    address.update({ blend: value }, settled ? "settle" : "preview")
  );
  const length = listLength((top) => address.update({ top }));
  const sliders = fold(
    "How it should sound",
    () =>
      featureSliders(catalogue.features, scalers, (name, value, settled) => {
        const { [name]: _, ...others } = address.state.near;
        const near = value === null ? others : { ...address.state.near, [name]: value };
        address.update({ near }, settled ? "settle" : "preview");
      }),
  );
  const weights = fold("Which features count", () =>
    featureWeightSliders(
      catalogue.features.map(({ name }) => name),
      (name, weight, settled) =>
        address.update(
          { weigh: { ...address.state.weigh, [name]: weight } },
          settled ? "settle" : "preview",
        ),
      () => address.update({ weigh: {} }),
    ));
  const summary = element("summary", {});
  const tuning = element(
    "details",
    { class: "tuning" },
    summary,
    blend.node,
    length.node,
    sliders.node,
    weights.node,
  );
  openOnWideScreens(tuning);

  const legend = signalLegend();
  const heading = element("h2", {}, "Recommendations");
  const notice = element("p", { class: "answer-notice", role: "status" });
  const list = songList(model, {
    add: (song) => address.update(withHit(address.state, model, { list: "songs", row: song })),
    explain: (entry) => {
      if (answer === undefined) return document.createTextNode("");
      const reasons = ranker.explain(answer.query, answer.featureWeights, entry.song);
      return whyPanel(model, answer, entry, reasons);
    },
  });
  const start = startingPointsList(model, (query) => address.update({ ...EMPTY_STATE, ...query }));
  const found = element("div", { class: "found" }, heading, legend.node, notice, list.node);
  const profile = profileCard(ranker.profiles);

  let shownState: QueryState | undefined;
  function show(state: QueryState): void {
    const resolved = resolveQuery(state, model);
    const counted: FeatureWeights = featureWeights(state, model, defaults.features);
    const share = state.blend ?? defaults.blend, top = state.top ?? defaults.topN;
    const last = answer;
    answer = answerer.answer(resolved.query, counted, share, top);
    const isEmpty = isEmptyQuery(resolved.query);
    start.hidden = !isEmpty;
    found.hidden = isEmpty;
    profile.node.hidden = isEmpty || catalogue.features.length === 0;
    list.update(answer.list, answer.parts === last?.parts);
    legend.update(answer.weights);
    setText(notice, isEmpty ? "" : answerNotice(answer, share, top));
    if (!isSamePicks(state, shownState)) chips.update(state, resolved);
    blend.update(share);
    length.update(top);
    sliders.whenOpen((node) => node.update(state.near));
    weights.whenOpen((node) => node.update(counted));
    setText(summary, `Blend ${percent(share)} collaborative · ${count(top, "song")}`);
    profile.update(answer);
    shownState = state;
  }
  show(address.state);
  address.subscribe(show);

  return {
    notice: datasetNotice(model.manifest),
    query: element("div", {}, search, chips.node, tuning),
    results: element("div", {}, start, found),
    profile: profile.node,
    foot: datasetLine(model.manifest),
  };
}

/** The query with one more pick; one that it has already changes nothing. */
function withHit(state: QueryState, model: PageModel, { list, row }: SearchHit) {
  const { catalogue } = model;
  const names = {
    songs: model.trackIds,
    playlists: model.playlistIds,
    genres: catalogue.genreNames,
    subgenres: catalogue.subgenreNames,
  }[list];
  return { [list]: [...new Set([...state[list], names[row]])] };
}

function isSamePicks(state: QueryState, last: QueryState | undefined): boolean {
  return last !== undefined &&
    (["songs", "playlists", "genres", "subgenres", "near"] as const)
      .every((part) => state[part] === last[part]);
}

/** On a phone what tunes the list is folded into one line above it. */
function openOnWideScreens(details: HTMLDetailsElement): void {
  const wide = matchMedia("(min-width: 700px)");
  const follow = () => details.open = wide.matches;
  wide.addEventListener("change", follow);
  follow();
}

function checkDefaults({ blend, topN, features }: RecommendDefaults): void {
  if (!(blend >= 0 && blend <= 1)) {
    throw new RangeError(`Cannot start the page: defaults.blend must be 0 to 1, it is ${blend}`);
  }
  if (!(Number.isInteger(topN) && topN >= 1 && topN <= LONGEST_LIST)) {
    throw new RangeError(
      `Cannot start the page: defaults.topN must be an integer from 1 to ${LONGEST_LIST}, it is ${topN}`,
    );
  }
  for (const [name, weight] of Object.entries(features)) {
    if (!(weight >= 0 && weight < Infinity)) {
      throw new RangeError(
        `Cannot start the page: the weight of ${name} in defaults.features must be 0 or more, it is ${weight}`,
      );
    }
  }
}
