/** The query: open beside the list where there is room, one line above it on a phone. */
import { element } from "../dom.ts";

export interface QueryFold {
  readonly node: HTMLElement;
  /** The line: the query in a few words. */
  readonly summary: HTMLElement;
  open(): void;
}

/** Widths from which the query stands open. */
const WIDE = "(min-width: 700px)";

/** @param parts what the query is made with */
export function queryFold(parts: readonly Node[]): QueryFold {
  const summary = element("span", { class: "query-words" });
  const details = element(
    "details",
    { class: "query-fold" },
    element("summary", {}, summary),
    ...parts,
  );
  const wide = matchMedia(WIDE);
  const follow = () => details.open = wide.matches;
  wide.addEventListener("change", follow);
  follow();
  // `/` asks for the search, which is in here.
  document.addEventListener("keydown", ({ key }) => {
    if (key === "/" && !details.open) details.open = true;
  }, { capture: true });
  return {
    node: element("div", {}, details),
    summary,
    open: () => details.open = true,
  };
}
