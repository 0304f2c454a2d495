/**
 * The songs that someone liked or disliked in the list, above it: each a pressed button that takes
 * it back. Likes are picks; which of the picks they are stands in the address as `liked`.
 */
import { element } from "../dom.ts";
import { type PageModel, songTitle, songWords } from "../model.ts";
import { decode, joinIds, parts } from "../query/fragment_values.ts";
import type { QueryAddress } from "../query/query_address.ts";
import type { QueryState } from "../query/query_state.ts";
import { thumb } from "./thumb.ts";

export type Feedback = "songs" | "dislikes";

const LIKED = "liked";
const OTHER = { songs: "dislikes", dislikes: "songs" } as const;

/** What feedback asks of an address. */
export type FeedbackAddress = Pick<QueryAddress, "state" | "get" | "set" | "update">;

/** Takes a like or a dislike into the query, as one step of the history. */
export function giveFeedback(address: FeedbackAddress, list: Feedback, id: string): void {
  const { state } = address, other = OTHER[list];
  const liked = likedIds(address).filter((known) => known !== id);
  writeLiked(address, list === "songs" ? [...liked, id] : liked);
  address.update({
    [list]: [...new Set([...state[list], id])],
    [other]: state[other].filter((known) => known !== id),
  } as Partial<QueryState>);
}

/** Takes it back. */
export function takeBack(address: FeedbackAddress, list: Feedback, id: string): void {
  writeLiked(address, likedIds(address).filter((known) => known !== id));
  address.update({ [list]: address.state[list].filter((known) => known !== id) });
}

/** The picks that were liked. */
export function likedIds(address: FeedbackAddress): string[] {
  const { songs } = address.state;
  // Addresses that were copied before held ids as they are.
  return parts(address.get(LIKED) ?? "").map((part) => songs.includes(part) ? part : decode(part))
    .filter((id) => songs.includes(id));
}

/** Written with the change of the query that follows. */
function writeLiked(address: FeedbackAddress, ids: readonly string[]): void {
  address.set(LIKED, ids.length > 0 ? joinIds(ids) : null, "preview");
}

export interface FeedbackStrip {
  readonly node: HTMLElement;
  update(state: QueryState): void;
}

/** @param takenBack called with what was taken back, to say so */
export function feedbackStrip(
  model: PageModel,
  address: QueryAddress,
  takenBack: (list: Feedback, song: number) => void,
): FeedbackStrip {
  const node = element("div", { class: "feedback", role: "group", "aria-label": "Your feedback" });
  let shown = "";

  function button(list: Feedback, id: string, song: number): HTMLElement {
    const title = songTitle(model, song);
    const does = list === "songs" ? "Liked" : "Disliked";
    const found = element(
      "button",
      {
        type: "button",
        class: list === "songs" ? "liked" : "disliked",
        "aria-pressed": "true",
        "aria-label": `${does}: ${title}`,
        title: `${does}: ${songWords(model, song)}. Press to take it back`,
      },
      thumb(),
      element("span", { class: "name" }, title),
    );
    found.addEventListener("click", () => {
      takeBack(address, list, id);
      takenBack(list, song);
      node.querySelector("button")?.focus();
    });
    return found;
  }

  return {
    node,
    update({ dislikes }) {
      const liked = likedIds(address);
      const key = JSON.stringify([liked, dislikes]);
      if (key === shown) return;
      shown = key;
      const buttons = ([["songs", liked], ["dislikes", dislikes]] as const).flatMap(
        ([list, ids]) =>
          ids.flatMap((id) => {
            const song = model.trackIds.indexOf(id);
            return song < 0 ? [] : [button(list, id, song)];
          }),
      );
      node.hidden = buttons.length === 0;
      node.replaceChildren(...buttons);
    },
  };
}
