/** The songs most at home in both of two groups: a table, and ways on to a query and a file. */
import { type Bridge, bridgesBetween } from "../../statistics/bridges.ts";
import { element } from "../dom.ts";
import { exportedSong } from "../export/exported_song.ts";
import { exportMenu } from "../export/export_menu.ts";
import { percent } from "../feature_format.ts";
import { type PageModel, songTitle } from "../model.ts";
import { worded } from "../nouns.ts";
import type { QueryAddress } from "../query/query_address.ts";
import { songColumns, songTable } from "../song_table.ts";
import type { DataTable, TableColumn } from "../table/data_table.ts";
import type { Group, Grouping } from "./groups.ts";
import type { GroupQueries } from "./recommended.ts";

/** Bridges listed, and those of them that a query starts from. */
const LISTED = 100, STARTED = 5;
/** What is told of a song besides how much it is at home. */
const SHOWN = ["title", "artist", "year", "genre"];

/** The section, to be shown for any pair. */
export class BridgeSection {
  readonly node = element("section", { id: "bridges", "aria-label": "Bridges" });
  readonly #model: PageModel;
  readonly #queries: GroupQueries;
  readonly #address: QueryAddress;
  readonly #heading = element("h2", {});
  readonly #about = element("p", { class: "remark" });
  readonly #actions = element("div", { class: "choices" });
  #table: DataTable | undefined;

  constructor(model: PageModel, queries: GroupQueries, address: QueryAddress) {
    this.#model = model;
    this.#queries = queries;
    this.#address = address;
    this.node.append(this.#heading, this.#about, this.#actions);
  }

  show(by: Grouping, first: Group, second: Group): void {
    const bridges = bridgesBetween(
      this.#queries.scores(by, first),
      this.#queries.scores(by, second),
      LISTED,
    );
    // Of this table alone: one that is replaced may yet be drawn once more.
    const bridgeOf = new Map(bridges.map((bridge) => [bridge.song, bridge]));
    const songs = bridges.map(({ song }) => song);
    this.#heading.textContent = songs.length === 0
      ? worded`No song lies between ${first.name} and ${second.name}`
      : `“${
        songTitle(this.#model, songs[0])
      }” is most at home in both ${first.name} and ${second.name}`;
    this.#about.textContent =
      worded`At home in ${first.name} is the share of all songs that a query for it ranks lower; at home ` +
      "in both is the geometric mean of the two.";
    this.#actions.replaceChildren(
      this.#recommendLink(songs, first, second),
      exportMenu(() => ({
        name: worded`songs between ${first.name} and ${second.name}`,
        songs: songs.map((song, i) => {
          const { first: a, second: b, both } = bridgeOf.get(song)!;
          return exportedSong(this.#model, song, {
            rank: i + 1,
            at_home_in_both: both,
            at_home_in_first: a,
            at_home_in_second: b,
          });
        }),
      }), worded("Export these songs")),
    );
    const table = songTable(this.#model, songs, {
      label: worded`Songs between ${first.name} and ${second.name}`,
      height: 420,
      columns: [
        ...songColumns(this.#model, () => this.#address.fragment)
          .filter(({ name }) => SHOWN.includes(name)),
        ...bridgeColumns(bridgeOf, first, second),
      ],
    });
    if (this.#table) this.#table.node.replaceWith(table.node);
    else this.node.append(table.node);
    this.#table = table;
  }

  /** To the Recommend page, with the first bridges as what songs shall be like. */
  #recommendLink(songs: readonly number[], first: Group, second: Group): HTMLElement {
    const ids = songs.slice(0, STARTED).map((song) =>
      encodeURIComponent(this.#model.trackIds[song])
    );
    const link = element(
      "a",
      { class: "action", href: `./#songs=${ids.join(",")}`, "data-ids": ids.join(",") },
      worded`Recommend songs between ${first.name} and ${second.name}`,
    );
    link.hidden = ids.length === 0;
    return link;
  }
}

/** How much at home each song is. */
function bridgeColumns(
  bridgeOf: ReadonlyMap<number, Bridge>,
  first: Group,
  second: Group,
): TableColumn[] {
  const column = (
    name: string,
    label: string,
    of: (bridge: Bridge) => number,
  ): TableColumn => ({
    name,
    label,
    text: (song) => percent(of(bridgeOf.get(song)!), 1),
    key: (song) => of(bridgeOf.get(song)!),
    isNumeric: true,
    width: "6.5rem",
  });
  return [
    column("both", "In both", ({ both }) => both),
    column("first", `In ${first.name}`, ({ first }) => first),
    column("second", `In ${second.name}`, ({ second }) => second),
  ];
}
