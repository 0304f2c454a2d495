/** The blend of the two halves, from content alone to collaborative alone, and the list's length. */
import { element, setText } from "./dom.ts";
import { percent } from "./feature_format.ts";
import { LONGEST_LIST } from "./query_state.ts";

export interface BlendSlider {
  readonly node: HTMLElement;
  /** @param blend weight of the collaborative signal, 0 to 1 */
  update(blend: number): void;
}

/**
 * @param change called with the blend on each movement, and once more with `settled` true when the
 *   slider is let go
 */
export function blendSlider(change: (blend: number, settled: boolean) => void): BlendSlider {
  const input = element("input", {
    type: "range",
    id: "blend",
    min: 0,
    max: 1,
    step: 0.01,
    "aria-describedby": "blend-ends",
  });
  const output = element("output", { for: "blend" });
  input.addEventListener("input", () => change(input.valueAsNumber, false));
  input.addEventListener("change", () => change(input.valueAsNumber, true));
  const ends = element(
    "div",
    { class: "ends", id: "blend-ends" },
    element("span", {}, "content"),
    element("span", {}, "collaborative"),
  );
  const label = element("label", { for: "blend" }, "Blend");
  return {
    node: element("div", { class: "control blend" }, label, output, input, ends),
    update(blend) {
      if (input.valueAsNumber !== blend) input.value = String(blend);
      const text = `${percent(blend)} collaborative`;
      setText(output, text);
      if (input.getAttribute("aria-valuetext") !== text) input.setAttribute("aria-valuetext", text);
    },
  };
}

export interface ListLength {
  readonly node: HTMLElement;
  update(length: number): void;
}

const LENGTHS = [10, 20, 50, 100, LONGEST_LIST];

/** How many songs the list holds. @param change called with the chosen length */
export function listLength(change: (length: number) => void): ListLength {
  const select = element("select", { id: "list-length" });
  select.addEventListener("change", () => change(Number(select.value)));
  const label = element("label", { for: "list-length" }, "Songs in the list");
  return {
    node: element("div", { class: "control length" }, label, select),
    update(length) {
      if (Number(select.value) === length) return;
      // An address, or an analyst, may ask for a length of its own.
      const lengths = [...new Set([...LENGTHS, length])].sort((a, b) => a - b);
      select.replaceChildren(
        ...lengths.map((value) =>
          element("option", { value, selected: value === length }, String(value))
        ),
      );
    },
  };
}
