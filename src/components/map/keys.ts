/** The keys of the map. */
import type { KeyHelp } from "../keyboard_help.ts";
import { worded } from "../nouns.ts";
import type { Direction } from "./hover.ts";

export type KeyAction =
  | { readonly kind: "step"; readonly direction: Direction }
  /** −1, 0 or 1: how the picture moves. */
  | { readonly kind: "pan"; readonly x: number; readonly y: number }
  | { readonly kind: "zoom"; readonly isIn: boolean }
  | { readonly kind: "home" | "pick" | "leave" | "open" | "select" | "selectSeen" };

/** For people who read the map by ear or without a pointer. */
export const KEYS_HELP = worded(
  "Arrow keys go from song to song, Enter picks or removes the song, " +
    "o opens its page, s selects it too or no longer, plus and minus zoom, Shift with an arrow moves " +
    "the map, v selects all songs in view, 0 shows the whole map, Escape leaves the song.",
);

const ARROWS: Readonly<Record<string, readonly [Direction, number, number]>> = {
  ArrowLeft: ["left", 1, 0],
  ArrowRight: ["right", -1, 0],
  ArrowUp: ["up", 0, 1],
  ArrowDown: ["down", 0, -1],
};

const OTHERS: Readonly<Record<string, KeyAction>> = {
  "+": { kind: "zoom", isIn: true },
  "=": { kind: "zoom", isIn: true },
  "-": { kind: "zoom", isIn: false },
  "_": { kind: "zoom", isIn: false },
  "0": { kind: "home" },
  "Enter": { kind: "pick" },
  " ": { kind: "pick" },
  "Escape": { kind: "leave" },
  "o": { kind: "open" },
  "s": { kind: "select" },
  "v": { kind: "selectSeen" },
};

/** What a key does; null for keys of the browser or the page. */
export function keyAction(
  { key, shiftKey, ctrlKey, altKey, metaKey }: Pick<
    KeyboardEvent,
    "key" | "shiftKey" | "ctrlKey" | "altKey" | "metaKey"
  >,
): KeyAction | null {
  if (ctrlKey || altKey || metaKey) return null;
  if (Object.hasOwn(ARROWS, key)) {
    const [direction, x, y] = ARROWS[key];
    return shiftKey ? { kind: "pan", x, y } : { kind: "step", direction };
  }
  return Object.hasOwn(OTHERS, key) ? OTHERS[key] : null;
}

/** The same as a list, for the dialog of the page's keys. */
export const MAP_KEYS: readonly KeyHelp[] = [
  {
    keys: ["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"],
    does: worded("Go from song to song"),
  },
  { keys: ["Enter"], does: worded("Pick the song or remove it") },
  { keys: ["+", "-"], does: "Zoom" },
  { keys: ["Shift+ArrowRight"], does: "Move the map, with any arrow" },
  { keys: ["0"], does: worded("Show all songs") },
  { keys: ["Escape"], does: worded("Leave the song") },
];
