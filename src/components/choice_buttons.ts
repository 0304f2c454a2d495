/** A few choices side by side, of which one is pressed. */
import { element } from "./dom.ts";

export interface ChoiceButtons {
  readonly node: HTMLElement;
  /** Shows which choice is made. */
  update(value: string): void;
}

/**
 * @param label what is chosen
 * @param choices value and words of each
 * @param choose called with the value of a button that is pressed
 */
export function choiceButtons(
  label: string,
  choices: readonly (readonly [value: string, words: string])[],
  choose: (value: string) => void,
): ChoiceButtons {
  const buttons = choices.map(([value, words]) => {
    const button = element("button", { type: "button", "data-value": value }, words);
    button.addEventListener("click", () => choose(value));
    return button;
  });
  return {
    node: element("div", { class: "choice-group", role: "group", "aria-label": label }, ...buttons),
    update(chosen) {
      for (const button of buttons) {
        button.setAttribute("aria-pressed", String(button.dataset.value === chosen));
      }
    },
  };
}
