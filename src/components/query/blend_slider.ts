/**
 * The blend of a model with two signals: an edge of the triangle of weights (`triangle.ts`), as a
 * slider. A mark shows where the model in use is meant to stand, a strip what was measured.
 */
import { element } from "../dom.ts";
import { percent } from "../feature_format.ts";
import { slider } from "./slider.ts";

export interface BlendSlider {
  readonly node: HTMLElement;
  /**
   * @param value weight of the collaborative signal, 0 to 1
   * @param marked the model's own value
   */
  update(value: number, marked: number): void;
  /** Shades the strip. @param colors from one end to the other; empty for none */
  shade(colors: readonly string[]): void;
}

/** Called on each movement, and once more with `settled` true when a slider is let go. */
export type BlendChange = (value: number | null, settled: boolean) => void;

/** @param change called with the weight of the collaborative signal; null for the model's own */
export function blendSlider(change: BlendChange): BlendSlider {
  const words = (value: number) => `${percent(value)} collaborative`;
  const blend = slider({
    id: "blend",
    label: "Blend",
    min: 0,
    max: 1,
    step: 0.01,
    ends: ["content", "collaborative"],
    words,
    className: "blend",
  }, change);
  const mark = element("button", { type: "button", class: "mark" });
  mark.addEventListener("click", () => change(null, true));
  blend.foot.firstElementChild!.after(mark);
  const strip = element("span", { class: "heat-strip", "aria-hidden": "true" });
  blend.foot.before(strip);
  let shownMark = NaN;
  return {
    node: blend.node,
    update(value, marked) {
      blend.update(value);
      mark.classList.toggle("is-here", value === marked);
      if (marked === shownMark) return;
      shownMark = marked;
      mark.style.setProperty("--at", String(marked));
      const title = `The model’s own: ${words(marked)}`;
      mark.title = title;
      mark.setAttribute("aria-label", title);
    },
    shade(colors) {
      strip.style.background = colors.length === 0
        ? ""
        : `linear-gradient(to right, ${colors.join(", ")})`;
    },
  };
}
