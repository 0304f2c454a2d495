/**
 * Wanted values of audio features: one slider a feature, laid over the histogram of the catalogue,
 * so that it shows what a value means. A slider that was not moved asks for nothing.
 */
import type { FeatureColumn } from "../../recommender/contract.ts";
import { featureHistogram } from "../../recommender/profile.ts";
import { fromPosition, type Scaler, toPosition } from "../../recommender/scaling.ts";
import { element, setText, svgElement } from "../dom.ts";
import { featureLabel, formatFeature } from "../feature_format.ts";
import { rangeInput } from "./slider.ts";

const BINS = 48;
const STEPS = 200;

export interface FeatureSliders {
  readonly node: HTMLElement;
  /** @param near wanted values by the name of the feature */
  update(near: Readonly<Record<string, number>>): void;
}

/**
 * @param scalers one a feature; sliders run over the catalogue's range on this scale
 * @param change called with the name of a feature and its wanted value, null for none; once more
 *   with `settled` true when the slider is let go
 */
export function featureSliders(
  features: readonly FeatureColumn[],
  scalers: readonly Scaler[],
  change: (name: string, value: number | null, settled: boolean) => void,
): FeatureSliders {
  const rows = features.map((feature, k) => sliderRow(feature, scalers[k], change));
  return {
    node: element("div", { class: "feature-sliders" }, ...rows.map(({ node }) => node)),
    update(near) {
      rows.forEach(({ update }, k) => {
        const { name } = features[k];
        update(Object.hasOwn(near, name) ? near[name] : null);
      });
    },
  };
}

function sliderRow(
  feature: FeatureColumn,
  scaler: Scaler,
  change: (name: string, value: number | null, settled: boolean) => void,
) {
  const { name } = feature;
  const id = `near-${name}`;
  const wanted = (step: number) => roundTo(fromPosition(scaler, step / STEPS));
  const range = rangeInput(
    { id, min: 0, max: STEPS, step: 1 },
    (step, settled) => change(name, wanted(step), settled),
  );
  const output = element("output", { for: id });
  const clear = element("button", {
    type: "button",
    class: "clear",
    "aria-label": `Any ${featureLabel(name)}`,
    title: "Any value",
  }, "×");
  clear.addEventListener("click", () => change(name, null, true));
  const label = element("label", { for: id }, featureLabel(name));
  const track = element(
    "div",
    { class: "track" },
    featureHistogramOutline(feature, scaler),
    range.node,
  );
  const node = element("div", { class: "feature-slider" }, label, output, clear, track);
  let last: number | null | undefined;
  return {
    node,
    update(value: number | null) {
      if (value === last) return;
      last = value;
      const text = value === null ? "any" : formatFeature(name, value);
      const place = value === null ? STEPS / 2 : Math.round(toPosition(scaler, value) * STEPS);
      node.classList.toggle("is-set", value !== null);
      range.show(place, text);
      setText(output, text);
      clear.style.visibility = value === null ? "hidden" : "visible";
    },
  };
}

/** The catalogue's songs over the range of one feature: an outline of its bins. */
export function featureHistogramOutline(feature: FeatureColumn, scaler: Scaler): SVGSVGElement {
  const { counts } = featureHistogram(feature, scaler, { bins: BINS });
  // The square root keeps thin tails in sight beside a bin that holds most songs.
  const most = Math.sqrt(counts.reduce((a, b) => Math.max(a, b), 1));
  let outline = "M0,1";
  counts.forEach((songs, bin) => {
    const top = (1 - Math.sqrt(songs) / most).toFixed(4);
    outline += `L${bin},${top}L${bin + 1},${top}`;
  });
  return svgElement(
    "svg",
    { viewBox: `0 0 ${BINS} 1`, preserveAspectRatio: "none", "aria-hidden": "true" },
    svgElement("path", { d: `${outline}L${BINS},1Z` }),
  );
}

/** Four significant digits: as much as a slider of 200 steps can mean. */
function roundTo(value: number): number {
  return Number(value.toPrecision(4));
}
