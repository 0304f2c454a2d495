/**
 * The keys of the list: arrows go from row to row, Enter and `l` like, `d` dislikes the row that
 * has the focus or, where none has, the one under the pointer. One row at a time is a stop of the
 * Tab key; its buttons come after it.
 */
import type { KeyHelp } from "../keyboard_help.ts";
import { worded } from "../nouns.ts";
import { isTyping } from "../typing.ts";

export const LIST_KEYS: readonly KeyHelp[] = [
  { keys: ["ArrowUp", "ArrowDown"], does: "Move in the list" },
  { keys: ["l", "Enter"], does: worded("Like the song: add it to the query") },
  { keys: ["d"], does: worded("Dislike the song: less like it") },
  { keys: ["x"], does: "Remove the pick that has the focus" },
];

export interface RowKeys {
  /** Place of the row that has the focus; −1 where none has. */
  focusedPlace(): number;
  /** Gives the focus to the row at a place, after the one that had it there has gone. */
  restore(place: number): void;
}

/** @param act called with a row and "l" or "d" */
export function rowKeys(list: HTMLElement, act: (row: HTMLElement, key: string) => void): RowKeys {
  const rows = () => Array.from(list.children) as HTMLElement[];
  const focusedRow = () => {
    const { activeElement } = document;
    return list.contains(activeElement) ? activeElement!.closest<HTMLElement>(".song-row") : null;
  };
  const steps: Readonly<Record<string, (at: number, last: number) => number>> = {
    ArrowDown: (at, last) => Math.min(last, at + 1),
    ArrowUp: (at) => Math.max(0, at - 1),
    Home: () => 0,
    End: (_, last) => last,
  };

  list.addEventListener("focusin", () => {
    const focused = focusedRow();
    for (const row of list.children) row.setAttribute("tabindex", row === focused ? "0" : "-1");
  });
  list.addEventListener("keydown", (event) => {
    if (!Object.hasOwn(steps, event.key) || event.ctrlKey || event.metaKey || event.altKey) return;
    const all = rows(), at = all.indexOf(focusedRow()!);
    if (at < 0) return;
    event.preventDefault();
    all[steps[event.key](at, all.length - 1)]?.focus();
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event)) return;
    if (document.querySelector("dialog[open]") !== null || !list.isConnected) return;
    const row = focusedRow() ?? list.querySelector<HTMLElement>(".song-row:hover");
    if (row === null) return;
    // Enter on a button or a link in the row is theirs.
    const isEnter = event.key === "Enter" && event.target === row;
    if (event.key !== "l" && event.key !== "d" && !isEnter) return;
    event.preventDefault();
    act(row, isEnter ? "l" : event.key);
  });
  return {
    focusedPlace: () => rows().indexOf(focusedRow()!),
    restore(place) {
      const all = rows();
      if (!all.some((row) => row.tabIndex === 0)) all[0]?.setAttribute("tabindex", "0");
      if (place >= 0 && focusedRow() === null) all[Math.min(place, all.length - 1)]?.focus();
    },
  };
}
