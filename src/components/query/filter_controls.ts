/** Which songs may be listed: genres, years, popularity and ranges of features. */
import { type Fit, knownFits, type Range } from "../../recommender/filters.ts";
import { fitScaler, type Scaler } from "../../recommender/scaling.ts";
import { element } from "../dom.ts";
import { featureLabel, fixed, formatFeature } from "../feature_format.ts";
import type { StateChange } from "./list_controls.ts";
import type { PageModel } from "../model.ts";
import { worded } from "../nouns.ts";
import type { QueryState } from "./query_state.ts";
import { type RangeSlider, rangeSlider } from "./range_slider.ts";

export interface FilterControls {
  readonly node: HTMLElement;
  update(state: QueryState): void;
}

/** Whether a data set has anything to filter by. */
export function hasFilters({ catalogue, years }: PageModel): boolean {
  const { features, genreNames, popularities } = catalogue;
  return features.length > 0 || genreNames.length > 1 || varies(years) || varies(popularities) ||
    knownFits(catalogue).length > 0;
}

function varies(values: Float64Array): boolean {
  const { low, high } = fitScaler("minmax", values);
  return high > low;
}

/** @param scalers one a feature; sliders run over the catalogue's range on this scale */
export function filterControls(
  model: PageModel,
  scalers: readonly Scaler[],
  current: () => QueryState,
  change: StateChange,
): FilterControls {
  const { catalogue } = model;
  const genres = genreChoice(model, current, change);
  const fits = fitChoice(model, current, change);
  const plain = (
    id: "years" | "popularity",
    label: string,
    values: Float64Array,
  ): RangeSlider | null => {
    if (!varies(values)) return null;
    return rangeSlider({
      id: `only-${id}`,
      label,
      column: { name: id, values },
      scaler: fitScaler("minmax", values),
      isWhole: true,
      format: (value) => fixed(value, 0),
    }, (range, settled) => change({ [id]: range }, settled));
  };
  const years = plain("years", "year of release", model.years);
  const popularity = plain("popularity", "popularity", catalogue.popularities);
  const features = catalogue.features.map((column, k) => {
    const { name } = column;
    return rangeSlider({
      id: `only-${name}`,
      label: featureLabel(name),
      column,
      scaler: scalers[k],
      format: (value) => formatFeature(name, value),
    }, (range, settled) => change({ within: withRange(current().within, name, range) }, settled));
  });
  return {
    node: element(
      "div",
      { class: "filters" },
      ...fits === null ? [] : [fits.node],
      ...genres === null ? [] : [genres.node],
      ...[years, popularity, ...features].flatMap((slider) => slider === null ? [] : [slider.node]),
    ),
    update(state) {
      fits?.update(state.fits);
      genres?.update(state.only);
      years?.update(state.years);
      popularity?.update(state.popularity);
      features.forEach(({ update }, k) => {
        const { name } = catalogue.features[k];
        update(Object.hasOwn(state.within, name) ? state.within[name] : null);
      });
    },
  };
}

function genreChoice(model: PageModel, current: () => QueryState, change: StateChange) {
  const { genreNames } = model.catalogue;
  const isThere = new Uint8Array(genreNames.length);
  for (const genre of model.songGenres) if (genre >= 0) isThere[genre] = 1;
  const names = genreNames.filter((_, genre) => isThere[genre]);
  if (names.length < 2) return null;
  return checkboxes(worded("genre"), names, (name) => name, (name, isChecked) => {
    const others = current().only.filter((genre) => genre !== name);
    change({ only: isChecked ? [...others, name] : others }, true);
  });
}

const FIT_LABELS: Readonly<Record<Fit, string>> = {
  key: "in key (Camelot wheel)",
  tempo: "in tempo (half and double count)",
};

/** As one song fits the next in a mix; not there where the data set has no key and no tempo. */
function fitChoice({ catalogue }: PageModel, current: () => QueryState, change: StateChange) {
  const known = knownFits(catalogue);
  if (known.length === 0) return null;
  return checkboxes("fit a pick", known, (fit) => FIT_LABELS[fit], (fit, isChecked) => {
    const others = current().fits.filter((other) => other !== fit);
    change({ fits: isChecked ? [...others, fit] : others }, true);
  });
}

function checkboxes<Name extends string>(
  legend: string,
  names: readonly Name[],
  label: (name: Name) => string,
  check: (name: Name, isChecked: boolean) => void,
) {
  const boxes = names.map((name) => {
    const box = element("input", { type: "checkbox" });
    box.addEventListener("change", () => check(name, box.checked));
    return { name, box };
  });
  return {
    node: element(
      "fieldset",
      { class: "genres" },
      element("legend", {}, legend),
      ...boxes.map(({ name, box }) => element("label", {}, box, label(name))),
    ),
    update(checked: readonly string[]) {
      for (const { name, box } of boxes) box.checked = checked.includes(name);
    },
  };
}

function withRange(
  within: Readonly<Record<string, Range>>,
  name: string,
  range: Range | null,
): Record<string, Range> {
  const { [name]: _, ...others } = within;
  return range === null ? others : { ...others, [name]: range };
}
