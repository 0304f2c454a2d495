/** Undo and redo of the query: two buttons, Ctrl+Z and Ctrl+Shift+Z or Ctrl+Y. */
import { element } from "../dom.ts";
import type { KeyHelp } from "../keyboard_help.ts";
import type { QueryAddress } from "./query_address.ts";

export const UNDO_KEYS: readonly KeyHelp[] = [
  { keys: ["Ctrl+Z"], does: "Undo the last change of the query" },
  { keys: ["Ctrl+Shift+Z"], does: "Make it again" },
];

export interface UndoButtons {
  readonly node: HTMLElement;
  update(): void;
}

export function undoButtons(address: QueryAddress): UndoButtons {
  const button = (sign: string, name: string, does: () => void) => {
    const node = element(
      "button",
      { type: "button", class: "tool", "aria-label": name, title: name },
      element("span", { "aria-hidden": "true" }, sign),
    );
    node.addEventListener("click", does);
    return node;
  };
  const undo = button("↶", "Undo", () => address.undo());
  const redo = button("↷", "Redo", () => address.redo());
  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || isTextWithContent(event.target)) {
      return;
    }
    const key = event.key.toLowerCase();
    const isRedo = key === "y" || (key === "z" && event.shiftKey);
    if (!isRedo && key !== "z") return;
    event.preventDefault();
    if (isRedo) address.redo();
    else address.undo();
  });
  return {
    node: element("span", { class: "undo" }, undo, redo),
    update() {
      // Not disabled: that would take the focus from the button that was just pressed.
      undo.setAttribute("aria-disabled", String(!address.canUndo));
      redo.setAttribute("aria-disabled", String(!address.canRedo));
    },
  };
}

/** A text that someone writes has an undo of its own. */
function isTextWithContent(target: EventTarget | null): boolean {
  return target instanceof HTMLElement &&
    target.matches("input[type=text], input[type=search], textarea") &&
    (target as HTMLInputElement).value !== "";
}
