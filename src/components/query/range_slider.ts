/** A range with two ends, drawn over the histogram of the songs' values. */
import type { FeatureColumn } from "../../recommender/contract.ts";
import type { Range } from "../../recommender/filters.ts";
import { fromPosition, type Scaler, toPosition } from "../../recommender/scaling.ts";
import { element, setText } from "../dom.ts";
import { featureHistogramOutline } from "./feature_sliders.ts";
import { rangeInput } from "./slider.ts";

const STEPS = 200;

export interface RangeSlider {
  readonly node: HTMLElement;
  /** @param range null where any value will do */
  update(range: Range | null): void;
}

export interface RangeOptions {
  readonly id: string;
  readonly label: string;
  /** The songs' values, which the histogram shows. */
  readonly column: FeatureColumn;
  /** The scale of the slider: its two ends are those of the values. */
  readonly scaler: Scaler;
  /** Whether the values are whole numbers. @default false */
  readonly isWhole?: boolean;
  format(value: number): string;
}

/**
 * An end of the slider stands for the lowest or highest value there is, so a range over all of the
 * scale is no range.
 *
 * @param change called with the range, null for none; once more with `settled` true when an end is
 *   let go
 */
export function rangeSlider(
  { id, label, column, scaler, isWhole = false, format }: RangeOptions,
  change: (range: Range | null, settled: boolean) => void,
): RangeSlider {
  const ends = (["lowest", "highest"] as const).map((end) =>
    rangeInput({
      id: `${id}-${end}`,
      className: end,
      min: 0,
      max: STEPS,
      step: 1,
      label: `${label}, ${end}`,
    }, (_, settled) => read(end === "lowest", settled))
  );
  const [low, high] = ends.map(({ node }) => node);
  const output = element("output", { for: `${low.id} ${high.id}` });
  const clear = element("button", {
    type: "button",
    class: "clear",
    "aria-label": `Any ${label}`,
    title: "Any value",
  }, "×");
  // Rounded outwards, so that the songs at the ends are in the range.
  const lowest = roundTo(fromPosition(scaler, 0), Math.floor);
  const highest = roundTo(fromPosition(scaler, 1), Math.ceil);
  const valueAt = (step: number) => {
    if (step === 0 || step === STEPS) return step === 0 ? lowest : highest;
    const value = fromPosition(scaler, step / STEPS);
    return isWhole ? Math.round(value) : roundTo(value, Math.round);
  };
  const read = (isLow: boolean, settled: boolean) => {
    // An end pushes the other one before it.
    if (low.valueAsNumber > high.valueAsNumber) {
      if (isLow) high.value = low.value;
      else low.value = high.value;
    }
    const isAll = low.valueAsNumber === 0 && high.valueAsNumber === STEPS;
    change(
      isAll ? null : { low: valueAt(low.valueAsNumber), high: valueAt(high.valueAsNumber) },
      settled,
    );
  };
  clear.addEventListener("click", () => change(null, true));
  const track = element(
    "div",
    { class: "track" },
    featureHistogramOutline(column, scaler),
    element("span", { class: "rail", "aria-hidden": "true" }),
    low,
    high,
  );
  const node = element(
    "div",
    { class: "feature-slider range-slider", role: "group", "aria-label": label },
    element("span", { class: "name" }, label),
    output,
    clear,
    track,
  );
  return {
    node,
    update(range) {
      const from = range?.low ?? lowest, to = range?.high ?? highest;
      [from, to].forEach((value, end) => {
        const { node, show } = ends[end];
        // What was just moved stays where it is, though rounding may name a value beside it.
        const step = valueAt(node.valueAsNumber) === value
          ? node.valueAsNumber
          : Math.round(toPosition(scaler, value) * STEPS);
        show(step, format(value));
      });
      node.classList.toggle("is-set", range !== null);
      node.style.setProperty("--from", String(low.valueAsNumber / STEPS));
      node.style.setProperty("--to", String(high.valueAsNumber / STEPS));
      setText(output, range === null ? "any" : `${format(from)} – ${format(to)}`);
      clear.style.visibility = range === null ? "hidden" : "visible";
    },
  };
}

/** Four significant digits: more than a slider of 200 steps can mean. */
function roundTo(value: number, round: (value: number) => number): number {
  if (value === 0) return 0;
  const digits = 3 - Math.floor(Math.log10(Math.abs(value)));
  // Powers of ten are exact as whole numbers, so the division rounds once.
  return digits >= 0
    ? round(value * 10 ** digits) / 10 ** digits
    : round(value / 10 ** -digits) * 10 ** -digits;
}
