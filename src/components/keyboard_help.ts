/**
 * The list of a page's keys, in a dialog that `?` opens on every page: the focus stays in it until
 * Escape or its button closes it, and then goes back where it was.
 */
import { element } from "./dom.ts";
import { isTyping } from "./typing.ts";

/** One line of the list. */
export interface KeyHelp {
  /** The keys that do it, such as `["ArrowUp", "ArrowDown"]` or `["Shift+Enter"]`. */
  readonly keys: readonly string[];
  /** What they do, such as "move in the list". */
  readonly does: string;
}

/** Keys that mean the same on every page. */
export const SEARCH_KEY: KeyHelp = { keys: ["/"], does: "Search" };
/** Keys of every long table. */
export const TABLE_KEYS: readonly KeyHelp[] = [
  { keys: ["ArrowUp", "ArrowDown"], does: "In a table: go from row to row" },
  { keys: ["Home", "End"], does: "In a table: go to the first or last row" },
  { keys: ["Enter"], does: "In a table: open the row" },
  { keys: ["Space"], does: "In a table: select the row; with Shift and arrows, several" },
];
const HELP_KEY: KeyHelp = { keys: ["?"], does: "Show these keys" };

const SIGNS: Readonly<Record<string, string>> = {
  ArrowUp: "↑",
  ArrowDown: "↓",
  ArrowLeft: "←",
  ArrowRight: "→",
  Escape: "Esc",
};
/** What screen readers say for them. */
const WORDS: Readonly<Record<string, string>> = {
  ArrowUp: "up arrow",
  ArrowDown: "down arrow",
  ArrowLeft: "left arrow",
  ArrowRight: "right arrow",
  "?": "question mark",
  "/": "slash",
  "+": "plus",
  "-": "minus",
};

export interface KeyboardHelp {
  /** A button that opens the list. */
  readonly node: HTMLElement;
  open(): void;
  /** Takes the listener for `?` and the button away. */
  stop(): void;
}

/**
 * Explains the keys of a page. The button stands in the page's footer.
 * @param keys the page's own; `?` comes last by itself
 */
export function keyboardHelp(keys: readonly KeyHelp[]): KeyboardHelp {
  const button = element("button", { type: "button", class: "keys-button" }, "Keys ");
  button.append(element("kbd", { "aria-hidden": "true" }, "?"));
  const node = element("span", { class: "keyboard-help" }, button);
  let dialog: HTMLDialogElement | undefined;

  function open(): void {
    if (dialog === undefined) {
      dialog = keysDialog([...keys, HELP_KEY]);
      node.append(dialog);
    }
    if (!dialog.open) dialog.showModal();
  }
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== "?" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (isTyping(event) || document.querySelector("dialog[open]") !== null) return;
    event.preventDefault();
    open();
  };
  button.addEventListener("click", open);
  document.addEventListener("keydown", onKey);
  document.getElementById("observablehq-footer")?.append(" ", node);
  return {
    node,
    open,
    stop() {
      document.removeEventListener("keydown", onKey);
      node.remove();
    },
  };
}

function keysDialog(keys: readonly KeyHelp[]): HTMLDialogElement {
  const close = element("button", { type: "button", class: "close" }, "Close");
  const rows = keys.map(({ keys, does }) =>
    element(
      "div",
      { class: "key-row" },
      element("dt", {}, ...keysOf(keys)),
      element("dd", {}, does),
    )
  );
  const dialog = element(
    "dialog",
    { class: "keys-dialog", "aria-labelledby": "keys-title" },
    element("h2", { id: "keys-title" }, "Keys"),
    element("dl", {}, ...rows),
    close,
  );
  close.addEventListener("click", () => dialog.close());
  // Beside the dialog, on what lies behind it.
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  // Keys in the dialog are no commands of the page behind it.
  dialog.addEventListener("keydown", (event) => event.stopPropagation());
  return dialog;
}

function keysOf(keys: readonly string[]): (Node | string)[] {
  return keys.flatMap((key, i) => {
    const parts = key === "+" ? ["+"] : key.split("+");
    const signs = parts.flatMap((part, k) => [...(k > 0 ? [" + "] : []), keyNode(part)]);
    return i > 0 ? [" ", ...signs] : signs;
  });
}

function keyNode(key: string): HTMLElement {
  const words = WORDS[key];
  if (words === undefined) return element("kbd", {}, SIGNS[key] ?? key);
  return element(
    "kbd",
    {},
    element("span", { "aria-hidden": "true" }, SIGNS[key] ?? key),
    element("span", { class: "visually-hidden" }, words),
  );
}
