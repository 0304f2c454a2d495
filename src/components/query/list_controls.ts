/** What the list must be: how long, how many songs of an artist, versions, variety, novelty. */
import { element } from "../dom.ts";
import { fixed } from "../feature_format.ts";
import { worded } from "../nouns.ts";
import { LONGEST_LIST, type QueryState } from "./query_state.ts";
import { slider } from "./slider.ts";

/** Called with what changes in the state; once more with `settled` true after a drag. */
export type StateChange = (change: Partial<QueryState>, settled: boolean) => void;

export interface Choice {
  readonly node: HTMLElement;
  update(value: number): void;
}

const LENGTHS = [10, 20, 50, 100, LONGEST_LIST];

/** How many songs the list holds. @param change called with the chosen length */
export function listLength(change: (length: number) => void): Choice {
  return numberChoice("list-length", worded("Songs in the list"), LENGTHS, String, change);
}

const CAPS = [1, 2, 3, 5, 10, 0];

/** The list's settings as they are in force. */
export interface ListSettings {
  readonly perArtist: number;
  readonly oneVersion: boolean;
  readonly variety: number;
  readonly novelty: number;
}

export interface ListControls {
  readonly node: HTMLElement;
  update(settings: ListSettings): void;
}

/**
 * Controls of all but the length.
 * @param hasArtists whether there are artists whose songs may be too many
 */
export function listControls(change: StateChange, hasArtists: boolean): ListControls {
  const cap = numberChoice(
    "per-artist",
    worded("Most of one artist"),
    CAPS,
    (value) => value === 0 ? "any number" : String(value),
    (perArtist) => change({ perArtist }, true),
  );
  cap.node.hidden = !hasArtists;
  const versions = element("input", { type: "checkbox", id: "one-version" });
  versions.addEventListener("change", () => change({ oneVersion: versions.checked }, true));
  const variety = slider({
    id: "variety",
    label: "Variety",
    min: 0,
    max: 1,
    step: 0.05,
    ends: ["best first", "unlike each other"],
    words: (value) => value === 0 ? "none" : fixed(value, 2),
  }, (variety, settled) => change({ variety }, settled));
  const novelty = slider({
    id: "novelty",
    label: "Well or little known",
    min: -1,
    max: 1,
    step: 0.05,
    ends: ["well known", "little known"],
    words: (value) =>
      value === 0
        ? "as ranked"
        : `${fixed(Math.abs(value), 2)} ${value < 0 ? "well" : "little"} known`,
  }, (novelty, settled) => change({ novelty }, settled));
  return {
    node: element(
      "div",
      { class: "list-controls" },
      cap.node,
      element(
        "div",
        { class: "control check" },
        element("label", { for: "one-version" }, worded("One version of a song")),
        versions,
      ),
      variety.node,
      novelty.node,
    ),
    update(settings) {
      cap.update(settings.perArtist);
      versions.checked = settings.oneVersion;
      variety.update(settings.variety);
      novelty.update(settings.novelty);
    },
  };
}

/** A choice among numbers, to which one that an address or an analyst asks for is added. */
function numberChoice(
  id: string,
  label: string,
  values: readonly number[],
  words: (value: number) => string,
  change: (value: number) => void,
): Choice {
  const select = element("select", { id });
  select.addEventListener("change", () => change(Number(select.value)));
  let shown: number | undefined;
  return {
    node: element("div", { class: "control" }, element("label", { for: id }, label), select),
    update(value) {
      if (value === shown && Number(select.value) === value) return;
      shown = value;
      // 0 is no limit, the most of all.
      const order = (number: number) => number === 0 ? Infinity : number;
      const all = [...new Set([...values, value])].sort((a, b) => order(a) - order(b) || 0);
      select.replaceChildren(
        ...all.map((number) =>
          element("option", { value: number, selected: number === value }, words(number))
        ),
      );
    },
  };
}
