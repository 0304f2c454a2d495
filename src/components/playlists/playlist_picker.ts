/** All playlists as a table to search and sort, one of them picked. */
import { rowIndices } from "../../recommender/incidence.ts";
import { element } from "../dom.ts";
import { type PageModel, playlistName } from "../model.ts";
import { worded } from "../nouns.ts";
import { foldText } from "../query/fold_text.ts";
import { dataTable, type TableColumn } from "../table/data_table.ts";

export interface PlaylistPicker {
  readonly node: HTMLElement;
  update(playlist: number): void;
}

/** @param pick called with a playlist that someone chooses */
export function playlistPicker(
  model: PageModel,
  pick: (playlist: number) => void,
): PlaylistPicker {
  const { playlistCount, playlistSongs, genreNames, subgenreNames, ...of } = model.catalogue;
  const size = (playlist: number) => rowIndices(playlistSongs, playlist).length;
  const genre = (playlist: number) => genreNames[of.playlistGenres[playlist]] ?? "";
  const subgenre = (playlist: number) => subgenreNames[of.playlistSubgenres[playlist]] ?? "";
  const all = Int32Array.from({ length: playlistCount }, (_, playlist) => playlist);
  const folded = Array.from(
    all,
    (playlist) =>
      foldText(`${playlistName(model, playlist)} ${genre(playlist)} ${subgenre(playlist)}`),
  );
  const columns: TableColumn[] = [
    {
      name: "name",
      label: worded("Playlist"),
      text: (playlist) => playlistName(model, playlist),
      width: "minmax(8rem, 2fr)",
      narrow: "title",
    },
    ...(genreNames.length > 0
      ? [{
        name: "genre",
        label: worded("Genre"),
        text: genre,
        width: "5rem",
        narrow: "about" as const,
      }]
      : []),
    ...(subgenreNames.length > 0
      ? [{ name: "subgenre", label: "Subgenre", text: subgenre, width: "minmax(6rem, 1fr)" }]
      : []),
    {
      name: "songs",
      label: worded("Songs"),
      text: (playlist) => size(playlist).toLocaleString("en"),
      key: size,
      isNumeric: true,
      width: "4.2rem",
      narrow: "value",
    },
  ];
  const table = dataTable({
    label: worded("Playlists"),
    noun: ["playlist", "playlists"],
    columns,
    height: 300,
    sort: { column: "songs", isDescending: true },
    actions: [],
    onOpen: pick,
    onSelect(rows) {
      // On a phone a touch adds to what is selected.
      const chosen = rows.find((row) => row !== picked);
      if (chosen !== undefined) pick(chosen);
    },
  });
  let picked = -1;
  const input = element("input", {
    type: "search",
    id: "playlist-name",
    placeholder: subgenreNames.length > 0
      ? worded("Name, genre or subgenre")
      : genreNames.length > 0
      ? worded("Name or genre")
      : "Name",
    autocomplete: "off",
    spellcheck: "false",
  });
  function filter(): void {
    const words = foldText(input.value).split(/\s+/).filter((word) => word !== "");
    table.update(all.filter((playlist) => words.every((word) => folded[playlist].includes(word))));
  }
  input.addEventListener("input", filter);
  filter();
  return {
    node: element(
      "div",
      { class: "playlist-picker" },
      element(
        "label",
        { for: "playlist-name", class: "heading" },
        worded("A playlist of the data set"),
      ),
      input,
      table.node,
    ),
    update(playlist) {
      if (playlist === picked) return;
      picked = playlist;
      table.select(playlist < 0 ? [] : [playlist]);
    },
  };
}
