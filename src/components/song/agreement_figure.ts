/**
 * What the signals agree on: for each set of signals the songs that exactly these have among their
 * nearest, as bars beside the dots of the set (an UpSet plot; Lex et al. 2014).
 */
import { type Signal, SIGNALS } from "../../recommender/contract.ts";
import type { Agreement } from "../../recommender/signal_neighbors.ts";
import { element } from "../dom.ts";
import { count } from "../feature_format.ts";
import { worded } from "../nouns.ts";
import { withData } from "../export/figure_data.ts";

/** The rows are HTML: each is a sentence to those who do not see bars. */
export function agreementRows(
  agreements: readonly Agreement[],
  signals: readonly Signal[],
): HTMLElement {
  const most = Math.max(1, ...agreements.map(({ songs }) => songs.length));
  const rows = agreements.map(({ signals: set, songs }) => {
    const dots = SIGNALS.filter((signal) => signals.includes(signal)).map((signal) =>
      element("span", {
        class: set.includes(signal) ? "dot is-in" : "dot",
        "data-signal": signal,
        "aria-hidden": "true",
      })
    );
    const bar = element("span", { class: "bar", "aria-hidden": "true" });
    bar.style.width = `${100 * songs.length / most}%`;
    const words = set.length === 1
      ? `${set[0]} alone`
      : set.join(" and ").replace(" and ", set.length === 3 ? ", " : " and ");
    return element(
      "li",
      {},
      element("span", { class: "dots" }, ...dots),
      element("span", { class: "set" }, words),
      element("span", { class: "bar-room" }, bar),
      element(
        "span",
        { class: "size" },
        element("span", { "aria-hidden": "true" }, songs.length.toLocaleString("en")),
        element("span", { class: "visually-hidden" }, count(songs.length, "song")),
      ),
    );
  });
  const list = element("ul", {
    class: "agreement",
    "aria-label": worded("Songs by the signals that have them near"),
  }, ...rows);
  return withData(
    list,
    agreements.map(({ signals, songs }) => ({
      signals: signals.join(" and "),
      songs: songs.length,
    })),
    ["signals", "songs"],
  );
}

/** What there is to see, as the figure's title. */
export function agreementTitle(agreements: readonly Agreement[], reach: number): string {
  const several = agreements.filter(({ signals }) => signals.length > 1);
  const shared = several.reduce((sum, { songs }) => sum + songs.length, 0);
  const all = agreements.find(({ signals }) => signals.length === 3)?.songs.length ?? 0;
  if (shared === 0) return worded`The signals agree on none of their ${reach} nearest songs`;
  return worded`Of each signal’s ${reach} nearest songs, ${
    count(shared, "is", "are")
  } near by two or more` +
    (several.length > 1 ? `, ${all} by all three` : "");
}
