/** What tunes the list: model, blend, length, and folded away the list, filters and features. */
import { element } from "../dom.ts";
import { fold } from "../fold.ts";
import type { PageModel } from "../model.ts";
import { worded } from "../nouns.ts";
import { featureSliders } from "../query/feature_sliders.ts";
import { featureWeightSliders } from "../query/feature_weights.ts";
import { filterControls, hasFilters } from "../query/filter_controls.ts";
import { listControls, listLength } from "../query/list_controls.ts";
import { modelChoice } from "../query/model_choice.ts";
import type { QueryAddress } from "../query/query_address.ts";
import type { QueryState } from "../query/query_state.ts";
import { type BlendControl, blendControl } from "./blend_control.ts";
import type { RecommendDefaults } from "./defaults.ts";
import type { PageAnswer } from "./page_answers.ts";
import { audioProfiles } from "./ranking_models.ts";

export interface QueryControls {
  readonly node: HTMLElement;
  readonly blend: BlendControl;
  update(answer: PageAnswer, state: QueryState): void;
}

export function queryControls(
  model: PageModel,
  defaults: RecommendDefaults,
  address: QueryAddress,
): QueryControls {
  const { features, artistNames } = model.catalogue;
  // Made once the list stands: nothing that is not seen at once may hold it up.
  const scalers = () => audioProfiles(model).audio.scalers;

  /** A change of the state that a drag previews and its end settles. */
  const change = (part: Partial<QueryState>, settled: boolean) =>
    address.update(part, settled ? "settle" : "preview");
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
      featureSliders(features, scalers(), (name, value, settled) => {
        const { [name]: _, ...others } = address.state.near;
        const near = value === null ? others : { ...address.state.near, [name]: value };
        change({ near }, settled);
      }),
  );
  const list = fold("How the list is made", () => listControls(change, artistNames.length > 0));
  const filters = fold(
    worded("Only songs that …"),
    () => filterControls(model, scalers(), () => address.state, change),
  );
  const weights = fold("Which features count", () =>
    featureWeightSliders(
      features.map(({ name }) => name),
      (name, weight, settled) =>
        change({ weigh: { ...address.state.weigh, [name]: weight } }, settled),
      () => address.update({ weigh: {} }),
    ));
  filters.node.hidden = !hasFilters(model);
  sliders.node.hidden = weights.node.hidden = features.length === 0;

  return {
    node: element(
      "div",
      { class: "tuning" },
      choice.node,
      blend.node,
      length.node,
      list.node,
      filters.node,
      sliders.node,
      weights.node,
    ),
    blend,
    update(answer, state) {
      const { request, ranker } = answer;
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
    },
  };
}
