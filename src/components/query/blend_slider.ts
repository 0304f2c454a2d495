/**
 * The blend: how much the collaborative signal counts against content, and how content is split
 * between audio and catalogue. Marks show where the model in use is meant to stand.
 */
import { element, setText } from "../dom.ts";
import { percent } from "../feature_format.ts";

export interface BlendSlider {
  readonly node: HTMLElement;
  /**
   * @param value weight of the right end, 0 to 1
   * @param marked the model's own value
   */
  update(value: number, marked: number): void;
}

/** Called on each movement, and once more with `settled` true when a slider is let go. */
export type BlendChange = (value: number | null, settled: boolean) => void;

/** @param change called with the weight of the collaborative signal; null for the model's own */
export function blendSlider(change: BlendChange): BlendSlider {
  return markedSlider({
    id: "blend",
    label: "Blend",
    ends: ["content", "collaborative"],
    words: (value) => `${percent(value)} collaborative`,
  }, change);
}

/** @param change called with audio's share of content; null for the model's own */
export function splitSlider(change: BlendChange): BlendSlider {
  return markedSlider({
    id: "split",
    label: "Within content",
    ends: ["catalogue", "audio"],
    words: (value) => `${percent(value)} audio`,
  }, change);
}

interface SliderWords {
  readonly id: string;
  readonly label: string;
  readonly ends: readonly [string, string];
  words(value: number): string;
}

function markedSlider({ id, label, ends, words }: SliderWords, change: BlendChange): BlendSlider {
  const input = element("input", {
    type: "range",
    id,
    min: 0,
    max: 1,
    step: 0.01,
    "aria-describedby": `${id}-ends`,
  });
  const output = element("output", { for: id });
  const mark = element("button", { type: "button", class: "mark" });
  input.addEventListener("input", () => change(input.valueAsNumber, false));
  input.addEventListener("change", () => change(input.valueAsNumber, true));
  mark.addEventListener("click", () => change(null, true));
  let shownMark = NaN;
  return {
    node: element(
      "div",
      { class: `control blend ${id}` },
      element("label", { for: id }, label),
      output,
      input,
      element(
        "div",
        { class: "ends", id: `${id}-ends` },
        element("span", {}, ends[0]),
        mark,
        element("span", {}, ends[1]),
      ),
    ),
    update(value, marked) {
      // A value that no step of the slider meets would come back as another one.
      if (input.valueAsNumber !== Math.round(100 * value) / 100) input.value = String(value);
      const text = words(value);
      setText(output, text);
      if (input.getAttribute("aria-valuetext") !== text) input.setAttribute("aria-valuetext", text);
      mark.classList.toggle("is-here", value === marked);
      if (marked === shownMark) return;
      shownMark = marked;
      mark.style.setProperty("--at", String(marked));
      const title = `The model’s own: ${words(marked)}`;
      mark.title = title;
      mark.setAttribute("aria-label", title);
    },
  };
}
