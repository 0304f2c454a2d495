/** Which audio features count, and how much: one slider a feature, from 0 (left out) to 3. */
import { element, setText } from "../dom.ts";
import { featureLabel, fixed } from "../feature_format.ts";
import { rangeInput } from "./slider.ts";

export interface FeatureWeightSliders {
  readonly node: HTMLElement;
  /** @param weights one a feature, in the order of the features */
  update(weights: ArrayLike<number>): void;
}

/**
 * @param change called with the name of a feature and its weight; once more with `settled` true
 *   when the slider is let go
 * @param reset called when all weights are to be the page's own again
 */
export function featureWeightSliders(
  names: readonly string[],
  change: (name: string, weight: number, settled: boolean) => void,
  reset: () => void,
): FeatureWeightSliders {
  const rows = names.map((name) => weightRow(name, change));
  const button = element("button", { type: "button", class: "quiet" }, "Reset the weights");
  button.addEventListener("click", reset);
  return {
    node: element(
      "div",
      { class: "feature-weights" },
      ...rows.map(({ node }) => node),
      button,
    ),
    update(weights) {
      rows.forEach(({ update }, k) => update(weights[k]));
    },
  };
}

function weightRow(
  name: string,
  change: (name: string, weight: number, settled: boolean) => void,
) {
  const id = `weight-${name}`;
  const range = rangeInput(
    { id, min: 0, max: 3, step: 0.25 },
    (weight, settled) => change(name, weight, settled),
  );
  const output = element("output", { for: id });
  const label = element("label", { for: id }, featureLabel(name));
  const node = element("div", { class: "feature-weight" }, label, range.node, output);
  return {
    node,
    update(weight: number) {
      const text = weight === 0 ? "off" : `× ${fixed(weight, 2).replace(/\.?0+$/, "")}`;
      range.show(weight, text);
      node.classList.toggle("is-off", weight === 0);
      setText(output, text);
    },
  };
}
