/** Which data set the pages are made from, and a banner when its songs are invented. */
import { element } from "./dom.ts";
import { count } from "./feature_format.ts";
import type { ModelManifest } from "./model.ts";
import { worded } from "./nouns.ts";

/** A banner when the songs are invented; otherwise an empty node. */
export function datasetNotice({ dataset }: ModelManifest): Node {
  if (!dataset.invented) return document.createComment("real data");
  return element(
    "p",
    { class: "dataset-notice", role: "note" },
    element("strong", {}, worded("Invented songs. ")),
    worded(
      "This site was built from the sample data set: its songs, artists and playlists do not exist. ",
    ),
    "Set SONGS_CSV to a data set of your own and build again.",
  );
}

/** One line for the foot of a page: the data set, its size and what it is. */
export function datasetLine({ dataset, counts }: ModelManifest): HTMLElement {
  return element(
    "p",
    { class: "dataset-line" },
    `Data set: ${dataset.name}${dataset.invented ? worded(" (invented songs)") : ""}, ` +
      `${count(counts.songs, "song")} in ${count(counts.playlists, "playlist")}.`,
  );
}
