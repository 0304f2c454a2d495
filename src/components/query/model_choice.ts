/** Which ranking model makes the list. */
import { element } from "../dom.ts";
import { MODEL_LABELS } from "../recommend/ranking_models.ts";

export interface ModelChoice {
  readonly node: HTMLElement;
  update(name: string): void;
}

/** @param change called with the name of the chosen model */
export function modelChoice(change: (name: string) => void): ModelChoice {
  const select = element(
    "select",
    { id: "ranking-model" },
    ...Object.entries(MODEL_LABELS).map(([value, label]) => element("option", { value }, label)),
  );
  select.addEventListener("change", () => change(select.value));
  return {
    node: element(
      "div",
      { class: "control" },
      element("label", { for: "ranking-model" }, "Ranked by"),
      select,
    ),
    update(name) {
      if (select.value !== name) select.value = name;
    },
  };
}
