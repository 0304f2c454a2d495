/** A long table of songs: what is known of each, with a link to its page. */
import { featureLabel, fixed, formatFeature } from "./feature_format.ts";
import { albumName, artistName, genreName, type PageModel, songTitle } from "./model.ts";
import { worded } from "./nouns.ts";
import { SONG_PARAMETER, songAddress } from "./song_address.ts";
import {
  type DataTable,
  dataTable,
  type DataTableOptions,
  type TableColumn,
} from "./table/data_table.ts";
import { upperFirst } from "./words.ts";

export interface SongTableOptions extends Partial<DataTableOptions> {
  /** Features of the model shown as columns, by name. */
  readonly features?: readonly string[];
  /** Columns of the caller's own, before the features: how well a song fits, where it is. */
  readonly further?: readonly TableColumn[];
  /** The fragment that links to songs show before they are used; then they carry the page's. */
  readonly fragment?: () => string;
}

/**
 * @param model what the songs are rows of
 * @param songs the songs at the start; `update` on the table shows others
 */
export function songTable(
  model: PageModel,
  songs: ArrayLike<number>,
  { features = [], further = [], fragment, ...options }: SongTableOptions = {},
): DataTable {
  const table = dataTable({
    label: worded("Songs"),
    noun: ["song", "songs"],
    ...options,
    columns: options.columns ??
      [...songColumns(model, fragment), ...further, ...featureColumns(model, features)],
  });
  table.update(songs);
  return table;
}

/** Title, artist, album, year, genre and popularity, as far as the data set has them. */
export function songColumns(model: PageModel, fragment: () => string = () => ""): TableColumn[] {
  const { years, songGenres, albumNames, catalogue: { popularities, artists } } = model;
  const has = (values: ArrayLike<number>) => Array.from(values).some((value) => value >= 0);
  const columns: (TableColumn | null)[] = [
    {
      name: "title",
      label: "Title",
      text: (song) => songTitle(model, song),
      href: (song) => songAddress(model, song, fragment()),
      carries: SONG_PARAMETER,
      width: "minmax(9rem, 2fr)",
      narrow: "title",
    },
    has(artists)
      ? {
        name: "artist",
        label: worded("Artist"),
        text: (song) => artistName(model, song),
        width: "minmax(7rem, 1.3fr)",
        narrow: "about",
      }
      : null,
    has(albumNames.codes)
      ? {
        name: "album",
        label: worded("Album"),
        text: (song) => albumName(model, song),
        width: "minmax(6rem, 1.3fr)",
      }
      : null,
    has(years)
      ? {
        name: "year",
        label: "Year",
        text: (song) => Number.isFinite(years[song]) ? String(years[song]) : "",
        key: (song) => years[song],
        isNumeric: true,
        width: "3.2rem",
        narrow: "value",
      }
      : null,
    has(songGenres)
      ? {
        name: "genre",
        label: worded("Genre"),
        text: (song) => genreName(model, song),
        width: "5rem",
      }
      : null,
    has(popularities)
      ? {
        name: "popularity",
        label: "Popularity",
        text: (song) => Number.isFinite(popularities[song]) ? fixed(popularities[song], 0) : "",
        key: (song) => popularities[song],
        isNumeric: true,
        width: "5.2rem",
      }
      : null,
  ];
  return columns.filter((column) => column !== null);
}

/** Columns of features that the model has; names that it has not are passed over. */
export function featureColumns({ catalogue }: PageModel, names: readonly string[]): TableColumn[] {
  return names.flatMap((wanted) => {
    const feature = catalogue.features.find(({ name }) => name === wanted);
    if (feature === undefined) return [];
    return [
      {
        name: wanted,
        label: upperFirst(featureLabel(wanted)),
        text: (song) =>
          Number.isFinite(feature.values[song]) ? formatFeature(wanted, feature.values[song]) : "",
        key: (song) => feature.values[song],
        isNumeric: true,
        width: "7.2rem",
      } satisfies TableColumn,
    ];
  });
}
