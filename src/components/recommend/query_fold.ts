/** The query: open beside the list where there is room, one line above it elsewhere. */
import { element, setText } from "../dom.ts";

export interface QueryFold {
  readonly node: HTMLElement;
  /**
   * Writes the line. Where there is one the query stands open for as long as it is empty, and closes above
   * the list that its first pick brings.
   * @param words the query in a few words, cut where the line ends: the open query has them in full
   * @param tuning how it is answered, such as the blend; never cut
   */
  update(words: string, tuning: string, isEmpty: boolean): void;
}

/** Widths from which it stands beside the list, as in recommend.css. */
const WIDE = "(min-width: 1250px)";

/** @param parts what the query is made with */
export function queryFold(parts: readonly Node[]): QueryFold {
  const query = element("span", { class: "query-words" });
  const answered = element("span", { class: "query-tuning" });
  const summary = element("summary", {}, element("span", { class: "line" }, query, answered));
  const details = element("details", { class: "query-fold" }, summary, ...parts);
  const wide = matchMedia(WIDE);
  let wasEmpty = false;
  const follow = () => details.open = wide.matches || wasEmpty;
  wide.addEventListener("change", follow);
  follow();
  // `/` asks for the search, which is in here.
  document.addEventListener("keydown", ({ key }) => {
    if (key === "/" && !details.open) details.open = true;
  }, { capture: true });
  return {
    node: element("div", {}, details),
    update(words, tuning, isEmpty) {
      setText(query, words);
      setText(answered, tuning === "" ? "" : ` · ${tuning}`);
      if (isEmpty === wasEmpty) return;
      wasEmpty = isEmpty;
      details.classList.toggle("is-empty", isEmpty);
      const hadFocus = details.contains(document.activeElement);
      follow();
      if (!details.open && hadFocus) summary.focus({ preventScroll: true });
    },
  };
}

/**
 * Keeps what invites to a first pick beside the query where there is room, elsewhere below the search,
 * where it is seen at once.
 * @param invitation is moved
 * @param search what it follows where the query stands above the list
 * @param beside what it begins elsewhere
 */
export function placeInvitation(
  invitation: HTMLElement,
  search: HTMLElement,
  beside: HTMLElement,
): void {
  const wide = matchMedia(WIDE);
  const place = () => wide.matches ? beside.prepend(invitation) : search.after(invitation);
  wide.addEventListener("change", place);
  place();
}
