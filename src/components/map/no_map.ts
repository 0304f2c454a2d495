/** What the page of the feature space shows of a data set whose songs have nothing to lie by. */
import { datasetLine, datasetNotice } from "../dataset_notice.ts";
import { element } from "../dom.ts";
import type { PageModel } from "../model.ts";
import { worded } from "../nouns.ts";
import type { MapPage } from "./page_parts.ts";

/** The parts of the page, with a note where the map would be. */
export function noMap({ manifest }: PageModel): MapPage {
  return {
    notice: datasetNotice(manifest),
    opening: element(
      "p",
      {},
      worded(
        "There is no map: no column of this data set is a feature, a popularity or a date of its songs, ",
      ),
      worded("and their playlists do not tell enough of them apart."),
    ),
    map: element("div", { class: "no-map" }),
    foot: datasetLine(manifest),
  };
}
