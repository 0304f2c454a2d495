/** What became of a pasted playlist: what was found, what is doubtful and to confirm, what is missing. */
import { element } from "../dom.ts";
import { count } from "../feature_format.ts";
import { albumName, artistName, type PageModel, songTitle } from "../model.ts";
import type { PastedLine } from "./pasted_line.ts";
import type { LineMatch } from "./song_matcher.ts";

/** A line with what was found for it. */
export interface MatchedLine {
  readonly line: PastedLine;
  readonly match: LineMatch;
}

/** The songs that are taken, in the order of the lines, each once. */
export function songsTaken(
  matched: readonly MatchedLine[],
  confirmed: ReadonlyMap<PastedLine, number>,
): number[] {
  const songs = matched.flatMap(({ line, match: { certainty, candidates } }) => {
    const song = certainty === "certain" ? candidates[0] : confirmed.get(line);
    return song === undefined ? [] : [song];
  });
  return [...new Set(songs)];
}

/** "188 of 200 lines found, 9 to confirm, 3 not found." */
export function matchSentence(matched: readonly MatchedLine[]): string {
  const ofCertainty = (wanted: LineMatch["certainty"]) =>
    matched.filter(({ match }) => match.certainty === wanted).length;
  const doubtful = ofCertainty("doubtful"), none = ofCertainty("none");
  const parts = [
    `${ofCertainty("certain").toLocaleString("en")} of ${count(matched.length, "line")} found`,
    ...(doubtful > 0 ? [`${doubtful.toLocaleString("en")} to confirm`] : []),
    ...(none > 0 ? [`${none.toLocaleString("en")} not found`] : []),
  ];
  return `${parts.join(", ")}.`;
}

export interface ReviewActions {
  /** Takes a candidate for a doubtful line; null for none of them. */
  confirm(line: PastedLine, song: number | null): void;
  /** Takes the first candidate of every doubtful line that is not decided. */
  confirmAll(): void;
}

/**
 * @param newCount songs that were not found and speak by their features
 */
export function matchReview(
  model: PageModel,
  matched: readonly MatchedLine[],
  newCount: number,
  actions: ReviewActions,
): HTMLElement {
  const doubtful = matched.filter(({ match }) => match.certainty === "doubtful");
  const none = matched.filter(({ match }) => match.certainty === "none");
  const all = element("button", { type: "button", class: "quiet" }, "Take all first choices");
  const list = element(
    "ul",
    { class: "doubtful" },
    ...doubtful.map((entry, i) => doubtfulLine(model, entry, i, actions)),
  );
  all.addEventListener("click", () => {
    for (const select of list.querySelectorAll("select")) {
      if (select.value === "") select.value = select.options[1].value;
    }
    actions.confirmAll();
  });
  return element(
    "div",
    { class: "match-review" },
    element("p", { class: "found-sentence", role: "status" }, matchSentence(matched)),
    ...(doubtful.length === 0 ? [] : [
      element(
        "div",
        { class: "review-head" },
        element("h2", {}, "To confirm"),
        all,
      ),
      list,
    ]),
    ...(none.length === 0 ? [] : [
      element("h2", {}, "Not found in this data set"),
      element(
        "ul",
        { class: "not-found", tabindex: 0, "aria-label": "Lines that were not found" },
        ...none.map(({ line }) => element("li", {}, line.text)),
      ),
    ]),
    ...(newCount === 0 ? [] : [
      element(
        "p",
        { class: "about" },
        `${count(newCount, "song")} of these speak${
          newCount === 1 ? "s" : ""
        } in the continuation ` +
          "below by what the file says of how they sound; the address does not hold them.",
      ),
    ]),
  );
}

function doubtfulLine(
  model: PageModel,
  { line, match }: MatchedLine,
  i: number,
  actions: ReviewActions,
): HTMLElement {
  const words = (song: number) =>
    [artistName(model, song), songTitle(model, song), albumName(model, song)]
      .filter((text) => text !== "").join(" · ");
  const select = element(
    "select",
    { id: `doubtful-${i}` },
    element("option", { value: "" }, `Left out. Is it ${words(match.candidates[0])}?`),
    ...match.candidates.map((song) => element("option", { value: song }, words(song))),
  );
  select.addEventListener(
    "change",
    () => actions.confirm(line, select.value === "" ? null : Number(select.value)),
  );
  return element(
    "li",
    {},
    element("label", { for: select.id }, line.text),
    element("span", { class: "doubt" }, match.doubt),
    select,
  );
}
