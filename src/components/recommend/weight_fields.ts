/** The three weights as number fields, each beside the name of its signal, which takes all. */
import { type Signal, SIGNALS, type Weights } from "../../recommender/contract.ts";
import { element } from "../dom.ts";
import { withWeight } from "./blend_weights.ts";
import { swatch } from "./signal_legend.ts";
import type { WeightsChange } from "./triangle.ts";

export interface WeightFields {
  /** One for each corner of the triangle. */
  readonly nodes: Readonly<Record<Signal, HTMLElement>>;
  /** @param absent signals that the query does not have */
  update(weights: Weights, absent: ReadonlySet<Signal>): void;
}

export function weightFields(change: WeightsChange): WeightFields {
  let shown: Weights = { collaborative: 0, audio: 0, catalogue: 0 };
  const fields = SIGNALS.map((signal) => {
    const input = element("input", {
      type: "number",
      id: `weight-of-${signal}`,
      min: 0,
      max: 100,
      step: 1,
      inputmode: "numeric",
      "aria-label": `Weight of the ${signal} signal in per cent`,
    });
    const set = (settled: boolean) => {
      const value = input.valueAsNumber;
      if (!(value >= 0 && value <= 100)) {
        if (settled) input.value = inPercent(shown[signal]);
        return;
      }
      change(withWeight(shown, signal, Math.round(value) / 100), settled);
      if (settled) input.value = inPercent(shown[signal]);
    };
    input.addEventListener("input", () => set(false));
    input.addEventListener("change", () => set(true));
    const alone = element(
      "button",
      {
        type: "button",
        class: "alone",
        title: `The ${signal} signal alone`,
      },
      swatch(signal),
      signal,
    );
    alone.addEventListener("click", () => change(withWeight(shown, signal, 1), true));
    const node = element(
      "div",
      { class: "weight-field", "data-signal": signal },
      alone,
      element("span", { class: "amount" }, input, "\u00a0%"),
    );
    return { signal, input, node };
  });
  const nodeOf = (wanted: Signal) => fields.find(({ signal }) => signal === wanted)!.node;
  return {
    nodes: {
      collaborative: nodeOf("collaborative"),
      audio: nodeOf("audio"),
      catalogue: nodeOf("catalogue"),
    },
    update(weights, absent) {
      shown = weights;
      for (const { signal, input, node } of fields) {
        const text = inPercent(weights[signal]);
        // What is being typed is left as it is, "5" on the way to "50".
        if (input.value !== text && document.activeElement !== input) input.value = text;
        node.classList.toggle("is-absent", absent.has(signal));
      }
    },
  };
}

function inPercent(weight: number): string {
  return String(Math.round(100 * weight));
}
