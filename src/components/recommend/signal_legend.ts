/** The signals by their colour, with the weight that each really gets. */
import { type Signal, SIGNALS, type Weights } from "../../recommender/contract.ts";
import { element, setText } from "../dom.ts";
import { percent } from "../feature_format.ts";

export interface SignalLegend {
  readonly node: HTMLElement;
  /** @param weights they sum to 1; null where there is no answer */
  update(weights: Weights | null): void;
}

export function signalLegend(): SignalLegend {
  const entries = SIGNALS.map((signal) => {
    const weight = element("span", { class: "weight" });
    const node = element("li", {}, swatch(signal), `${signal} `, weight);
    return { signal, weight, node };
  });
  const list = element(
    "ul",
    { class: "signal-legend", "aria-label": "Weights of the signals" },
    ...entries.map(({ node }) => node),
  );
  return {
    node: list,
    update(weights) {
      list.hidden = weights === null;
      for (const { signal, weight, node } of entries) {
        const share = weights?.[signal] ?? 0;
        node.classList.toggle("is-off", share === 0);
        setText(weight, percent(share));
      }
    },
  };
}

/** The colour of a signal. */
export function swatch(signal: Signal): HTMLElement {
  return element("span", { class: "swatch", "data-signal": signal, "aria-hidden": "true" });
}
