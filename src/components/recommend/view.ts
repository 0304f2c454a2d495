/** The Recommend page: one state in the address, one answer to it, and the parts that show both. */
import type { Table } from "npm:apache-arrow";
import { EMPTY_QUERY, isEmptyQuery, songsOfQuery } from "../../recommender/query.ts";
import { datasetLine, datasetNotice } from "../dataset_notice.ts";
import { element, whenIdle } from "../dom.ts";
import { Evaluation } from "../evaluation/data.ts";
import { keyboardHelp, type KeyHelp, SEARCH_KEY } from "../keyboard_help.ts";
import type { PageModel } from "../model.ts";
import { pickChips } from "../query/pick_chips.ts";
import { QueryAddress } from "../query/query_address.ts";
import { EMPTY_STATE, type QueryState } from "../query/query_state.ts";
import { queryWords } from "../query/query_words.ts";
import { savedQueries } from "../query/saved_queries.ts";
import { searchBox } from "../query/search_box.ts";
import { UNDO_KEYS } from "../query/undo_buttons.ts";
import { withHit } from "../query/with_hit.ts";
import { blendLine } from "./blend_words.ts";
import { checkDefaults, type RecommendDefaults } from "./defaults.ts";
import { type PageAnswer, PageAnswers } from "./page_answers.ts";
import { profileCard } from "./profile_card.ts";
import { queryControls } from "./query_controls.ts";
import { placeInvitation, queryFold } from "./query_fold.ts";
import { audioProfiles } from "./ranking_models.ts";
import { results } from "./results.ts";
import { LIST_KEYS } from "./row_keys.ts";
import { smallMap } from "./small_map.ts";
import { startingPointsList } from "./starting_points.ts";

const KEYS: readonly KeyHelp[] = [
  SEARCH_KEY,
  { keys: ["ArrowUp", "ArrowDown"], does: "Move among what was found" },
  { keys: ["Enter"], does: "Add it to the query" },
  { keys: ["Escape"], does: "Close the matches, then clear the search" },
  ...LIST_KEYS,
  {
    keys: ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"],
    does: "On the triangle: move the blend, with Shift further; Home: the default",
  },
  ...UNDO_KEYS,
];

/** The parts of the page, to be placed. */
export interface RecommendView {
  readonly notice: Node;
  /** Search, picks and what tunes the list. */
  readonly query: HTMLElement;
  readonly results: HTMLElement;
  /** The feature profile and the small map. */
  readonly profile: HTMLElement;
  readonly foot: HTMLElement;
}

/** What the page reads once its list stands. */
export interface LaterFiles {
  /** evaluation.arrow */
  evaluation(): Promise<Table>;
  /** map.arrow */
  map(): Promise<Table>;
}

/** @throws RangeError when a default is out of range or names a model that is not there */
export function recommendView(
  model: PageModel,
  defaults: RecommendDefaults,
  later: LaterFiles,
): RecommendView {
  checkDefaults(defaults);
  const address = new QueryAddress();
  const answers = new PageAnswers(model, defaults);
  const { catalogue } = model;
  let answer: PageAnswer | undefined;

  const search = searchBox(model, (hit) => address.update(withHit(address.state, model, hit)));
  const chips = pickChips(model, (part) => address.update(part));
  const controls = queryControls(model, defaults, address);
  const saved = savedQueries(
    address,
    () => queryWords(answer?.resolved ?? { query: EMPTY_QUERY }, model),
  );
  const folded = queryFold([search, chips.node, controls.node, saved]);
  const found = results(model, address, answers);
  const start = element("div", {});
  const list = element("div", {}, found.node);
  placeInvitation(start, chips.node, list);
  const profile = profileCard(catalogue.features, () => audioProfiles(model));
  profile.node.hidden = catalogue.features.length === 0;
  const where = smallMap(
    model,
    later.map,
    ({ resolved: { query } }) =>
      Array.from(songsOfQuery(catalogue, query).entries())
        .flatMap(([song, isOfQuery]) => isOfQuery ? [song] : []),
  );
  const beside = element("div", { class: "beside-list" }, profile.node, where.node);

  let shownState: QueryState | undefined;
  function show(state: QueryState): void {
    answer = answers.answer(state);
    const { resolved } = answer;
    const isEmpty = isEmptyQuery(resolved.query);
    start.hidden = !isEmpty;
    if (isEmpty && start.childElementCount === 0) {
      start.append(
        startingPointsList(model, (query) => address.update({ ...EMPTY_STATE, ...query })),
      );
    }
    found.node.hidden = beside.hidden = isEmpty;
    found.update(answer);
    if (!isSamePicks(state, shownState)) chips.update(state, resolved);
    controls.update(answer, state);
    // It stands for controls that are folded away, which no hand drags.
    if (!address.isPreview) {
      folded.update(
        queryWords(resolved, model) || "Pick something",
        blendLine(answer.request, answer.ranker),
        isEmpty,
      );
    }
    profile.update(answer);
    where.update(answer, () => address.fragment);
    shownState = state;
  }
  show(address.state);
  address.subscribe(show);
  whenIdle(() => {
    // Before the first pick, so that its list need not wait for the model.
    answer?.ranker.model;
    later.evaluation().then((table) => new Evaluation(table)).catch(() => null)
      .then((evaluation) => controls.blend.measured(evaluation));
  });
  keyboardHelp(KEYS);

  return {
    notice: datasetNotice(model.manifest),
    query: folded.node,
    results: list,
    profile: beside,
    foot: datasetLine(model.manifest),
  };
}

function isSamePicks(state: QueryState, last: QueryState | undefined): boolean {
  return last !== undefined &&
    (["songs", "playlists", "genres", "subgenres", "own", "dislikes", "near", "without"] as const)
      .every((part) => state[part] === last[part]);
}
