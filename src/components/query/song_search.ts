/**
 * Search over all songs, playlists and genres as one types: accents, case, apostrophes, spaces and a
 * slip of the hand are forgiven, words may come in any order.
 *
 * Matching is uFuzzy's (one regular expression for the whole catalogue, about 2 ms for 28,000
 * songs). Where nothing begins as typed, names of the same letters and names one slip away
 * (`meant_names.ts`) come as well, and where the words are not all found, songs that have all but
 * one of them or one a slip away (`word_index.ts`). The order is ours: exact titles and artists
 * first, then starts, names that may be meant, words, and what only nearly matches; the better known
 * song before the lesser.
 */
import uFuzzy from "npm:@leeoniya/ufuzzy";
import { type PageModel, playlistName, songTitle } from "../model.ts";
import { foldText, lettersOf } from "./fold_text.ts";
import { ARTISTS, MeantNames } from "./meant_names.ts";
import { WordIndex } from "./word_index.ts";
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

/** What is found, and how well; 0 is nearly, `EXACT` the best. */
interface Rated {
  readonly row: number;
  readonly rating: number;
}

/** What the lists of `MeantNames` are here. */
const MEANT_LISTS = ["songs", "artists", "genres", "subgenres", "playlists"] as const;

/** A search over one model. Making it folds all names, some 50 ms for 28,000 songs. */
export class SongSearch {
  /** The songs, best known first; the arrays below are in this order. */
  readonly #songs: Int32Array;
  readonly #titles: string[];
  readonly #artists: string[];
  readonly #haystack: string[];
  /** Row of the artist of each song; −1 where it has none. */
  readonly #artistRows: Int32Array;
  #names: MeantNames | undefined;
  #words: WordIndex | undefined;
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
    this.#artistRows = this.#songs.map((song) => catalogue.artists[song]);
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
    const found = new Map<SearchList, Rated[]>();
    for (const { list, names } of this.#groups) {
      if (!isWanted(list)) continue;
      found.set(
        list,
        rated(this.#matches(names, needle), (row) => closeness(names[row], needle)),
      );
    }
    if (isWanted("songs")) {
      found.set(
        "songs",
        rated(this.#matches(this.#haystack, needle), (row) => this.#rating(row, needle, words)),
      );
    }
    this.#addMeant(found, needle, words);
    const groups = this.#groups.flatMap(({ list }) =>
      best(found.get(list) ?? [], others).map(({ row, rating }) => ({ list, row, rating }))
    );
    const hits = best(found.get("songs") ?? [], songs);
    const first = hits[0]?.rating ?? -1;
    // An artist of whom nothing is named better than the artist is, was meant.
    const isFirst = ({ list, rating }: { list: SearchList; rating: number }) =>
      rating === EXACT
        ? list !== "artists" || first < EXACT
        : MEANT_RATINGS.has(rating) && rating > first;
    return [
      ...groups.filter(isFirst),
      ...hits.map(({ row }) => ({ list: "songs" as const, row: this.#songs[row] })),
      ...groups.filter((hit) => !isFirst(hit)),
    ].map(({ list, row }) => ({ list, row }));
  }

  /**
   * Makes what only misspelt names need, some 200 ms for 28,000 songs, in two steps; else the first
   * such name waits. @returns whether more is to be made
   */
  prepareSpelling(): boolean {
    if (this.#names === undefined) {
      this.#meant();
      return true;
    }
    this.#byWords();
    return false;
  }

  #meant(): MeantNames {
    const [{ names: artists }, ...others] = this.#groups;
    return this.#names ??= new MeantNames({
      titles: this.#titles,
      artistRows: this.#artistRows,
      artists,
      others: others.map(({ names }) => names),
    });
  }

  #byWords(): WordIndex {
    return this.#words ??= new WordIndex(this.#haystack);
  }

  #matches(haystack: readonly string[], needle: string): readonly number[] {
    if (OTHER_SCRIPT.test(needle)) {
      return haystack.flatMap((text, row) => text.includes(needle) ? [row] : []);
    }
    const [rows] = FUZZY.search(haystack as string[], needle, 1, 0);
    return rows ?? [];
  }

  /** Adds what may be meant to what is found, where that does not begin as typed. */
  #addMeant(found: Map<SearchList, Rated[]>, needle: string, words: readonly string[]): void {
    const bestOf = (list: SearchList) =>
      (found.get(list) ?? []).reduce((most, { rating }) => Math.max(most, rating), -1);
    const add = (list: SearchList, row: number, rating: number) => {
      if (rating >= 0) found.get(list)?.push({ row, rating });
    };
    const size = lettersOf(needle).length;
    if (size < SHORTEST_MEANT) return;
    const most = Math.max(...MEANT_LISTS.map(bestOf));
    if (most === EXACT) return;
    // Beside names that begin as typed only those of the same letters stand.
    const isBegun = most >= BEGUN_ARTIST;
    if (isBegun && this.#names === undefined) return;
    const ofArtists = new Map<number, number>();
    for (const { list, row, slips } of this.#meant().named(needle)) {
      if (slips > 0 && isBegun) continue;
      const rating = slips === 0 ? SAME_LETTERS : ONE_SLIP[Math.min(size, ONE_SLIP.length - 1)];
      add(MEANT_LISTS[list], row, rating);
      if (list === ARTISTS) ofArtists.set(row, rating);
    }
    if (ofArtists.size > 0) {
      this.#artistRows.forEach((artist, row) => {
        const rating = ofArtists.get(artist);
        if (rating !== undefined) add("songs", row, rating - LESS_FOR_ARTIST);
      });
    }
    if (isBegun || words.length === 1 && bestOf("songs") >= 0) return;
    for (const { row, slips } of this.#meant().titleAndArtist(words)) {
      add("songs", row, BOTH_NAMES[slips]);
    }
    if (bestOf("songs") >= ALL_WORDS) return;
    for (const { row, share } of this.#byWords().search(words)) {
      add("songs", row, ALL_WORDS * share);
    }
  }

  #rating(place: number, needle: string, words: readonly string[]): number {
    const title = this.#titles[place], artist = this.#artists[place];
    const rating = Math.max(closeness(title, needle), closeness(artist, needle) - LESS_FOR_ARTIST);
    if (rating > 0 || words.length === 1) return rating;
    const text = this.#haystack[place];
    const both = Math.max(closeness(text, needle), closeness(`${artist} ${title}`, needle));
    // A word that is mistyped is not found as it is, the others are.
    const found = words.filter((word) => text.startsWith(word) || text.includes(` ${word}`));
    return Math.max(both, ALL_WORDS * found.length / words.length);
  }
}

/** Ratings: named as typed; begun with it, as a word or within one; with it as a later word, or in a word. */
const EXACT = 4, BEGUN_WORD = 3.5, BEGUN = 3, LATER_WORD = 2, IN_WORD = 1;

/** A song is meant less by its artist's name than by its title. */
const LESS_FOR_ARTIST = 0.5;

const BEGUN_ARTIST = BEGUN - LESS_FOR_ARTIST;

/** Each word is there, in any order. */
const ALL_WORDS = 0.9;

/** Fewer letters are begun names of many kinds. */
const SHORTEST_MEANT = 3;

/** Named with the same letters, but for spaces and signs. */
const SAME_LETTERS = 3.6;

/** Named with one slip, by the number of letters: the fewer, the more names are that near. */
const ONE_SLIP = [-1, -1, -1, 1.1, 1.6, 2.4];

/** Title and artist are both named, by slips. */
const BOTH_NAMES = [3.8, 3.2, 2.6];

const MEANT_RATINGS: ReadonlySet<number> = new Set([SAME_LETTERS, ...ONE_SLIP.slice(-1)]);

/** How well a text holds what was typed, from 0 (nearly) to `EXACT`. */
function closeness(text: string, needle: string): number {
  const at = text.indexOf(needle);
  if (at < 0) return 0;
  if (text.length === needle.length) return EXACT;
  if (at > 0) return text.includes(` ${needle}`) ? LATER_WORD : IN_WORD;
  return /\s|[-(]/.test(text[needle.length]) ? BEGUN_WORD : BEGUN;
}

function rated(rows: readonly number[], rate: (row: number) => number): Rated[] {
  return rows.slice(0, MOST_ORDERED).map((row) => ({ row, rating: rate(row) }));
}

/** The rows of the highest ratings, each once, the highest first; equal ones in their own order. */
function best(found: readonly Rated[], size: number): Rated[] {
  const out: Rated[] = [];
  const advantage = (a: Rated, b: Rated) => a.rating - b.rating || b.row - a.row;
  // Few of thousands: most are no better than the last one.
  for (const hit of found) {
    if (out.length === size && advantage(hit, out[size - 1]) <= 0) continue;
    const known = out.findIndex(({ row }) => row === hit.row);
    if (known >= 0) {
      if (out[known].rating >= hit.rating) continue;
      out.splice(known, 1);
    } else if (out.length === size) out.pop();
    const at = out.findIndex((other) => advantage(hit, other) > 0);
    out.splice(at < 0 ? out.length : at, 0, hit);
  }
  return out;
}
