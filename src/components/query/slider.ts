/** The one slider of all controls: a range that says its value in words and tells drag from rest. */
import { element, setText } from "../dom.ts";

/** Called on each movement, and once more with `settled` true when the slider is let go. */
export type Moved = (value: number, settled: boolean) => void;

export interface RangeOptions {
  readonly id: string;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  /** Where no label element names it. */
  readonly label?: string;
  /** Id of what describes it. */
  readonly describedBy?: string;
  readonly className?: string;
}

export interface RangeInput {
  readonly node: HTMLInputElement;
  /** Shows a value. @param words what assistive technology reads in its place */
  show(value: number, words: string): void;
}

export function rangeInput(
  { id, min, max, step, label, describedBy, className }: RangeOptions,
  moved: Moved,
): RangeInput {
  const node = element("input", {
    type: "range",
    id,
    class: className,
    min,
    max,
    step,
    "aria-label": label,
    "aria-describedby": describedBy,
  });
  node.addEventListener("input", () => moved(node.valueAsNumber, false));
  node.addEventListener("change", () => moved(node.valueAsNumber, true));
  return {
    node,
    show(value, words) {
      // Between two steps it stays where it was put, or it would come back as another value.
      if (Math.abs(node.valueAsNumber - value) >= step / 2) node.value = String(value);
      if (node.getAttribute("aria-valuetext") !== words) node.setAttribute("aria-valuetext", words);
    },
  };
}

export interface SliderOptions extends Omit<RangeOptions, "label" | "describedBy"> {
  readonly label: string;
  /** What lies at its two ends. */
  readonly ends: readonly [string, string];
  /** A value in words. */
  words(value: number): string;
}

export interface Slider {
  readonly node: HTMLElement;
  /** The line below the slider, from one end to the other. */
  readonly foot: HTMLElement;
  update(value: number): void;
}

/** A slider with its label, its value in words and its ends named. */
export function slider(options: SliderOptions, moved: Moved): Slider {
  const { id, label, ends, words, className } = options;
  const range = rangeInput(
    { ...options, className: undefined, label: undefined, describedBy: `${id}-ends` },
    moved,
  );
  const output = element("output", { for: id });
  const foot = element(
    "div",
    { class: "ends", id: `${id}-ends` },
    element("span", {}, ends[0]),
    element("span", {}, ends[1]),
  );
  return {
    node: element(
      "div",
      { class: `control ${className ?? "amount"}` },
      element("label", { for: id }, label),
      output,
      range.node,
      foot,
    ),
    foot,
    update(value) {
      const text = words(value);
      range.show(value, text);
      setText(output, text);
    },
  };
}
