/**
 * Search over all songs, playlists and genres as one types: accents, case, apostrophes and one
 * wrong letter a word are forgiven, words may come in any order.
 *
 * Matching is uFuzzy's (one regular expression for the whole catalogue, about 2 ms for 28,000
 * songs); the order is ours: exact titles and artists first, then starts, then words, then what
 * only nearly matches; the better known song before the lesser.
 */
import uFuzzy from "npm:@leeoniya/ufuzzy";
import { type PageModel, playlistName, songTitle } from "../model.ts";
import { foldText } from "./fold_text.ts";
import { Vocabulary } from "./misspelt_words.ts";
import type { PickList } from "./query_state.ts";

/** What can be found: what can be picked, and artists, who stand for their songs. */
export type SearchList = PickList | "artists";

/** Something to pick: a row of the list that it belongs to. */
export interface SearchHit {
  readonly list: SearchList;
  readonly row: number;
}

/** Letters of Latin and Cyrillic: words of other scripts are found by `includes`. */
const FUZZY = new uFuzzy({ intraMode: 1, alpha: "a-zа-я" });
const OTHER_SCRIPT = /[^\p{ASCII}а-яё]/u;

/** Single letters match thousands: of more than these only the best known are put in order. */
const MOST_ORDERED = 2500;

/** A search over one model. Making it folds all names, some 50 ms for 28,000 songs. */
export class SongSearch {
  /** The songs, best known first; the arrays below are in this order. */
  readonly #songs: Int32Array;
  readonly #titles: string[];
  readonly #artists: string[];
  readonly #haystack: string[];
  #vocabulary: Vocabulary | undefined;
  readonly #groups: readonly { list: SearchList; names: readonly string[] }[];

  constructor(model: PageModel) {
    const { catalogue } = model;
    const { popularities } = catalogue;
    const known = (song: number) => Number.isFinite(popularities[song]) ? popularities[song] : -1;
    this.#songs = Int32Array.from({ length: catalogue.songCount }, (_, song) => song)
      .sort((a, b) => known(b) - known(a) || a - b);
    const artists = catalogue.artistNames.map(foldText);
    const songs = Array.from(this.#songs);
    this.#titles = songs.map((song) => foldText(songTitle(model, song)));
    this.#artists = songs.map((song) => artists[catalogue.artists[song]] ?? "");
    this.#haystack = this.#titles.map((title, i) => `${title} ${this.#artists[i]}`);
    const playlists = model.playlistIds.map((_, playlist) => playlistName(model, playlist));
    this.#groups = [
      { list: "artists", names: artists },
      { list: "genres", names: catalogue.genreNames.map(foldText) },
      { list: "subgenres", names: catalogue.subgenreNames.map(foldText) },
      { list: "playlists", names: playlists.map(foldText) },
    ];
  }

  /**
   * The best matches: songs in their order, then artists, genres, subgenres and playlists; what is
   * named as typed comes first, songs before artists.
   *
   * @param songs most songs to give
   * @param others most artists, genres, subgenres and playlists to give, of each
   * @param lists what to look among; everything unless told
   */
  search(
    typed: string,
    { songs = 8, others = 3, lists }: {
      songs?: number;
      others?: number;
      lists?: readonly SearchList[];
    } = {},
  ): SearchHit[] {
    const needle = foldText(typed).trim().replace(/\s+/g, " ");
    if (needle === "") return [];
    const words = needle.split(" ");
    const isWanted = (list: SearchList) => lists === undefined || lists.includes(list);
    const groups = this.#groups.filter(({ list }) => isWanted(list)).flatMap(({ list, names }) =>
      best(this.#matches(names, needle), others, (row) => closeness(names[row], needle))
        .map(({ row, rating }) => ({ list, row, rating }))
    );
    const matches = isWanted("songs") ? this.#matches(this.#haystack, needle) : [];
    const isNothing = matches.length === 0 && groups.length === 0 && isWanted("songs");
    const found = best(
      isNothing && !OTHER_SCRIPT.test(needle) ? this.#misspelt(words) : matches,
      songs,
      (place) => this.#rating(place, needle, words),
    );
    const exact = found.filter(({ rating }) => rating === EXACT).length;
    const isFirst = ({ list, rating }: { list: SearchList; rating: number }) =>
      rating === EXACT && (list !== "artists" || exact === 0);
    return [
      ...groups.filter(isFirst),
      ...found.map(({ row }) => ({ list: "songs" as const, row: this.#songs[row] })),
      ...groups.filter((hit) => !isFirst(hit)),
    ].map(({ list, row }) => ({ list, row }));
  }

  #matches(haystack: readonly string[], needle: string): readonly number[] {
    if (OTHER_SCRIPT.test(needle)) {
      return haystack.flatMap((text, row) => text.includes(needle) ? [row] : []);
    }
    const [rows] = FUZZY.search(haystack as string[], needle, 1, 0);
    return rows ?? [];
  }

  /** Makes what only misspelt words need, some 100 ms for 28,000 songs; else the first one waits. */
  prepareSpelling(): void {
    this.#vocabulary ??= new Vocabulary(this.#haystack);
  }

  /** Songs that have the words, each as it is or one letter off; for when nothing else is found. */
  #misspelt(words: readonly string[]): number[] {
    const vocabulary = this.#vocabulary ??= new Vocabulary(this.#haystack);
    const meant = words.flatMap((word) => word.split(/[^\p{L}\p{N}]+/u)).filter((word) =>
      word !== ""
    )
      .map((word) => [word, ...vocabulary.near(word)]);
    if (meant.length === 0) return [];
    // The longest word first: it leaves the fewest songs to look at for the others.
    meant.sort((a, b) => b[0].length - a[0].length);
    let places = Array.from(this.#haystack.keys());
    for (const forms of meant) {
      places = places.filter((place) => {
        const text = this.#haystack[place];
        return forms.some((form) => text.includes(form));
      });
    }
    return places;
  }

  #rating(place: number, needle: string, words: readonly string[]): number {
    const title = this.#titles[place], artist = this.#artists[place];
    const rating = Math.max(closeness(title, needle), closeness(artist, needle) - 0.5);
    if (rating > 0 || words.length === 1) return rating;
    const text = this.#haystack[place];
    const both = Math.max(closeness(text, needle), closeness(`${artist} ${title}`, needle));
    // A word that is mistyped is not found as it is, the others are.
    const found = words.filter((word) => text.startsWith(word) || text.includes(` ${word}`));
    return Math.max(both, 0.9 * found.length / words.length);
  }
}

const EXACT = 4;

/** How well a text holds what was typed, from 0 (nearly) to `EXACT`. */
function closeness(text: string, needle: string): number {
  const at = text.indexOf(needle);
  if (at < 0) return 0;
  if (text.length === needle.length) return EXACT;
  if (at > 0) return text.includes(` ${needle}`) ? 2 : 1;
  return /\s|[-(]/.test(text[needle.length]) ? 3.5 : 3;
}

/** The rows of the highest ratings, the highest first; equal ones in their own order. */
function best(
  rows: readonly number[],
  size: number,
  rate: (row: number) => number,
): { row: number; rating: number }[] {
  const rated = rows.slice(0, MOST_ORDERED).map((row) => ({ row, rating: rate(row) }));
  return rated.sort((a, b) => b.rating - a.rating || a.row - b.row).slice(0, size);
}
