/** What the last edit changed: this build beside the one before it, as words and small tables. */
import type {
  AccuracyDiff,
  ModelDiff,
  PreviousBuild,
  SetDiff,
} from "../../statistics/model_diff.ts";
import { element } from "../dom.ts";
import { signed } from "../evaluation/words.ts";
import { count, percent } from "../feature_format.ts";
import { worded } from "../nouns.ts";

/** The section of the Model page. */
export function modelDiffSection({ diff }: PreviousBuild): HTMLElement {
  return element(
    "section",
    { class: "model-diff", "aria-labelledby": "model-diff" },
    element("h2", { id: "model-diff" }, "What did the last edit change?"),
    ...diff === null
      ? [element("p", {}, "There is no earlier build to compare with: change a setting and build.")]
      : parts(diff),
  );
}

function parts(diff: ModelDiff): HTMLElement[] {
  const compared = diff.lists.filter(({ songs }) => songs > 0);
  const sentence = [dataSentence(diff), settingsSentence(diff)].join(" ");
  return [
    element("p", {}, sentence),
    ...namesLine(worded("New songs"), diff.songs.addedNames, diff.songs.added),
    ...namesLine(worded("Songs that went"), diff.songs.goneNames, diff.songs.gone),
    ...diff.settings.length > 0
      ? [table(
        "Settings that differ",
        ["setting", "before", "now"],
        diff.settings.map(({ name, before, now }) => [name, before, now]),
      )]
      : [],
    ...diff.accuracy.length > 0
      ? [table(
        worded(
          "Accuracy of the default on the same playlists; the interval is a paired bootstrap's middle 95 %",
        ),
        ["measure", "before", "now", "difference", "interval"],
        diff.accuracy.map(accuracyRow),
      )]
      : [],
    ...compared.length > 0
      ? [table(
        worded("First 20 neighbours of each song"),
        ["signal", "in common", "lists unchanged"],
        compared.map(({ signal, songs, meanOverlap, unchanged }) => [
          signal,
          percent(meanOverlap, 1),
          `${unchanged.toLocaleString("en")} of ${count(songs, "song")}`,
        ]),
      )]
      : [element("p", {}, worded("No song is in both, so there are no lists to compare."))],
    ...diff.lists.filter(({ most }) => most.length > 0).map(({ signal, most }) =>
      table(
        worded`Songs whose ${signal} lists changed most`,
        [worded("song"), "in common"],
        most.map(({ name, overlap }) => [name, percent(overlap)]),
      )
    ),
  ];
}

function dataSentence({ sameData, datasets, songs, playlists, pairs }: ModelDiff): string {
  if (sameData) return `The data set is the same, ${datasets[1]}.`;
  const change = ({ added, gone }: SetDiff, noun: string) =>
    `${count(added, noun)} came and ${gone.toLocaleString("en")} went`;
  return `The data set is ${datasets[0] === datasets[1] ? "another content of" : "now"} ` +
    `${datasets[1]}: ${change(songs, "song")}, ${change(playlists, "playlist")}, ` +
    `${change(pairs, "pair")}.`;
}

/** A line that names the first few of those that came or went. */
function namesLine(what: string, names: readonly string[], total: number): HTMLElement[] {
  if (names.length === 0) return [];
  const more = total > names.length
    ? ` and ${(total - names.length).toLocaleString("en")} more`
    : "";
  return [element("p", {}, `${what}: ${names.join(", ")}${more}.`)];
}

function settingsSentence({ settings }: ModelDiff): string {
  return settings.length === 0 ? "The settings are the same." : "";
}

function accuracyRow(row: AccuracyDiff): string[] {
  const { subset, metric, k, before, now, difference, low, high } = row;
  const name = metric === "ndcg" ? "NDCG" : "Recall";
  return [
    worded`${name}@${k}, ${subset} songs`,
    before.toFixed(3),
    now.toFixed(3),
    signed(difference),
    low === null || high === null ? "–" : `${signed(low)} to ${signed(high)}`,
  ];
}

function table(
  caption: string,
  heads: readonly string[],
  rows: readonly (readonly string[])[],
): HTMLElement {
  const numeric = heads.map((_, column) =>
    column > 0 && rows.every((row) => /^[−+–]?[\d.]|^–$/.test(row[column]))
  );
  const cell = (tag: "th" | "td", text: string, column: number) =>
    element(
      tag,
      {
        ...(tag === "th" ? { scope: "col" } : {}),
        ...(numeric[column] ? { class: "number" } : {}),
      },
      text,
    );
  return element(
    "div",
    // Scrolls by keys too, where it is wider than its place.
    { class: "table-frame", tabindex: 0, role: "region", "aria-label": caption },
    element(
      "table",
      {},
      element("caption", {}, caption),
      element("thead", {}, element("tr", {}, ...heads.map((head, i) => cell("th", head, i)))),
      element(
        "tbody",
        {},
        ...rows.map((row) => element("tr", {}, ...row.map((text, i) => cell("td", text, i)))),
      ),
    ),
  );
}
