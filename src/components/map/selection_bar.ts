/** What is selected, in words, and what can be made of it: a query, a table, a file. */
import { element, setText } from "../dom.ts";
import { count, percent } from "../feature_format.ts";
import { exportedSong } from "../export/exported_song.ts";
import { exportMenu } from "../export/export_menu.ts";
import { artistName, type PageModel } from "../model.ts";
import { worded } from "../nouns.ts";
import { songTable } from "../song_table.ts";
import type { DataTable } from "../table/data_table.ts";

/** Picks that a selection adds at most: a longer query makes an address that cannot be shared. */
export const MOST_PICKS = 100;

export interface SelectionActions {
  /** Adds songs to the query. */
  pick(songs: Int32Array): void;
  clear(): void;
  /** The fragment of the page, for links. */
  fragment(): string;
}

export class SelectionBar {
  readonly node: HTMLElement;
  /** The songs as a table, made when it is first asked for. */
  readonly table: HTMLElement;
  readonly #model: PageModel;
  readonly #words = element("p", { class: "words", role: "status" });
  readonly #pick = element("button", { type: "button" });
  readonly #show = element("button", { type: "button", "aria-expanded": "false" });
  readonly #actions: SelectionActions;
  #songs: Int32Array = new Int32Array(0);
  #made: DataTable | undefined;

  constructor(model: PageModel, actions: SelectionActions) {
    this.#model = model;
    this.#actions = actions;
    const clear = element("button", { type: "button" }, "Clear");
    clear.addEventListener("click", () => actions.clear());
    this.#pick.addEventListener("click", () => actions.pick(bestKnown(model, this.#songs)));
    this.#show.addEventListener("click", () => this.#toggleTable());
    this.table = element("div", { class: "selection-table", hidden: true });
    this.node = element(
      "div",
      { class: "selection-bar", role: "group", "aria-label": "Selection" },
      this.#words,
      this.#pick,
      this.#show,
      exportMenu(() => ({
        name: worded("Selected songs"),
        songs: Array.from(this.#songs, (song) => exportedSong(model, song)),
      })),
      clear,
    );
    this.update(null);
  }

  /** @param songs those selected, ascending; null where nothing is */
  update(songs: Int32Array | null): void {
    this.#songs = songs ?? new Int32Array(0);
    this.node.hidden = songs === null;
    if (songs === null && !this.table.hidden) this.#toggleTable();
    setText(this.#words, songs === null ? "" : selectionWords(this.#model, songs));
    setText(
      this.#pick,
      this.#songs.length > MOST_PICKS ? `Pick the ${MOST_PICKS} best known` : "Pick them",
    );
    this.#pick.disabled = this.#show.disabled = this.#songs.length === 0;
    if (!this.table.hidden) this.#made?.update(this.#songs);
    this.#label();
  }

  #toggleTable(): void {
    this.table.hidden = !this.table.hidden;
    this.#label();
    if (this.table.hidden) return;
    if (this.#made === undefined) {
      this.#made = songTable(this.#model, this.#songs, {
        label: worded("Selected songs"),
        height: 420,
        features: this.#model.catalogue.features.slice(0, 3).map(({ name }) => name),
        fragment: () => this.#actions.fragment(),
      });
      this.table.append(this.#made.node);
    } else this.#made.update(this.#songs);
    this.table.scrollIntoView({ block: "nearest" });
  }

  #label(): void {
    setText(this.#show, this.table.hidden ? "Show as table" : "Hide table");
    this.#show.setAttribute("aria-expanded", String(!this.table.hidden));
  }
}

/** The most popular of the songs, at most `MOST_PICKS`, in the order of the catalogue. */
export function bestKnown(
  { catalogue: { popularities } }: PageModel,
  songs: Int32Array,
): Int32Array {
  if (songs.length <= MOST_PICKS) return songs;
  const popularity = (song: number) => popularities[song] >= 0 ? popularities[song] : -1;
  return songs.slice().sort((a, b) => popularity(b) - popularity(a) || a - b)
    .slice(0, MOST_PICKS).sort();
}

/** "128 songs selected: rock most often (58 %), 4 by Queen." */
export function selectionWords(model: PageModel, songs: Int32Array): string {
  const { catalogue, songGenres } = model;
  const genre = mostFrequent(songs, songGenres), artist = mostFrequent(songs, catalogue.artists);
  const parts = [
    genre.count > 0
      ? `${catalogue.genreNames[genre.code]} most often (${percent(genre.count / songs.length)})`
      : "",
    artist.count > 1 ? `${artist.count} by ${artistName(model, songs[artist.first])}` : "",
  ].filter((part) => part !== "");
  const selected = `${count(songs.length, "song")} selected`;
  return parts.length > 0 ? `${selected}: ${parts.join(", ")}.` : `${selected}.`;
}

function mostFrequent(songs: Int32Array, codes: Int32Array) {
  const counts = new Map<number, number>();
  let code = -1, most = 0;
  for (const song of songs) {
    if (codes[song] < 0) continue;
    const next = (counts.get(codes[song]) ?? 0) + 1;
    counts.set(codes[song], next);
    if (next > most) [code, most] = [codes[song], next];
  }
  return { code, count: most, first: songs.findIndex((song) => codes[song] === code) };
}
