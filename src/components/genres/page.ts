/** The Genres page: how genres overlap by sound, by songs and by what is recommended. */
import { keyboardHelp, TABLE_KEYS } from "../keyboard_help.ts";
import { choiceButtons } from "../choice_buttons.ts";
import { datasetLine, datasetNotice } from "../dataset_notice.ts";
import { element } from "../dom.ts";
import type { PageModel } from "../model.ts";
import { worded } from "../nouns.ts";
import { QueryAddress } from "../query/query_address.ts";
import { readGrouping, writeGrouping } from "./choices.ts";
import { GroupingView } from "./grouping_view.ts";
import { type Grouping, GROUPINGS, groupsOf } from "./groups.ts";
import { GroupQueries } from "./recommended.ts";

/** The parts of the page, to be placed. */
export interface GenresPage {
  readonly notice: Node;
  readonly opening: HTMLElement;
  readonly figures: HTMLElement;
  readonly foot: HTMLElement;
}

export function genresPage(model: PageModel): GenresPage {
  const frame = {
    notice: datasetNotice(model.manifest),
    opening: element("p", { class: "opening" }),
    figures: element("div", { class: "figures" }),
    foot: datasetLine(model.manifest),
  };
  const available = GROUPINGS.filter((by) => groupsOf(model, by).groups.length > 1);
  if (available.length === 0) {
    frame.opening.textContent = NOTHING;
    frame.figures.dataset.ready = "";
    return frame;
  }
  const address = new QueryAddress();
  keyboardHelp(TABLE_KEYS);
  const queries = new GroupQueries(model);
  const views = new Map<Grouping, GroupingView>();
  const buttons = choiceButtons(
    "Compare",
    available.map((by) => [by, by === "genre" ? worded("Genres") : "Subgenres"] as const),
    (by) => writeGrouping(address, by as Grouping),
  );
  const choices = element("div", { class: "choices" }, buttons.node);
  choices.hidden = available.length < 2;
  let shown: Grouping | undefined;
  const show = () => {
    const by = readGrouping(address, available);
    let view = views.get(by);
    if (view === undefined) views.set(by, view = new GroupingView(model, by, address, queries));
    if (by !== shown) {
      shown = by;
      buttons.update(by);
      frame.figures.replaceChildren(choices, ...view.nodes);
      view.begin(frame.opening, frame.figures);
    }
    view.showPair();
  };
  address.subscribe(show);
  show();
  return frame;
}

const NOTHING = worded(
  "This data set names no two genres, so there is nothing to compare. Give its " +
    "playlists a genre or a subgenre (the columns playlist_genre and playlist_subgenre, or others " +
    "that loaders/settings.ts names) and build again.",
);
