/**
 * Which names may be meant by what someone typed: those of the same letters, wherever the spaces
 * stand, and those one slip away; a title and an artist together, each so.
 */
import { type Incidence, incidenceFromPairs, rowIndices } from "../../recommender/incidence.ts";
import { endOfTitle } from "../../recommender/recordings.ts";
import { lettersOf } from "./fold_text.ts";
import { OneSlipIndex } from "./one_slip_index.ts";

/** What someone may have meant: a row of titles, artists or another list of names. */
export interface MeantName {
  readonly list: number;
  readonly row: number;
  /** 0 where the letters are the same. */
  readonly slips: 0 | 1;
}

/** A title of an artist. */
export interface MeantSong {
  readonly row: number;
  /** Of title and artist together, 0 to 2. */
  readonly slips: number;
}

/** Longer names are found by their words. */
const LONGEST = 60;

/** Fewer letters are one slip from too many names. */
const SHORTEST = 3;

/** Folded names of songs and of other things. */
export interface KnownNames {
  readonly titles: readonly string[];
  /** Row among the artists of each title; −1 where it has none. */
  readonly artistRows: Int32Array;
  readonly artists: readonly string[];
  readonly others: readonly (readonly string[])[];
}

/** Lists of `MeantName`; those after them are the others. */
export const TITLES = 0, ARTISTS = 1;

export class MeantNames {
  readonly #near: OneSlipIndex;
  /** Names by their letters. */
  readonly #letters: string[];
  /** Names × what they name. */
  readonly #named: Incidence;
  /** Of each thing named. */
  readonly #lists: Int32Array;
  readonly #rows: Int32Array;
  readonly #artistRows: Int32Array;

  /** Some 100 ms for 28,000 songs. */
  constructor({ titles, artistRows, artists, others }: KnownNames) {
    this.#artistRows = artistRows;
    const places = new Map<string, number>();
    const names: number[] = [], lists: number[] = [], rows: number[] = [];
    const add = (name: string, list: number, row: number) => {
      const letters = lettersOf(name);
      if (letters === "" || letters.length > LONGEST) return;
      let place = places.get(letters);
      if (place === undefined) places.set(letters, place = places.size);
      names.push(place);
      lists.push(list);
      rows.push(row);
    };
    titles.forEach((title, row) => {
      add(title, TITLES, row);
      const end = endOfTitle(title);
      if (end < title.length) add(title.slice(0, end), TITLES, row);
    });
    [artists, ...others].forEach((names, i) =>
      names.forEach((name, row) => add(name, ARTISTS + i, row))
    );
    this.#letters = [...places.keys()];
    this.#lists = Int32Array.from(lists);
    this.#rows = Int32Array.from(rows);
    this.#named = incidenceFromPairs(
      this.#letters.length,
      names.length,
      Int32Array.from(names),
      Int32Array.from(names, (_, i) => i),
    );
    this.#near = new OneSlipIndex(this.#letters);
  }

  /** What is called as all of the text says, or one slip away. */
  named(text: string): MeantName[] {
    return this.#find(lettersOf(text), SHORTEST);
  }

  /** Songs whose title and artist the words are, in either order, also as "title by artist". */
  titleAndArtist(words: readonly string[]): MeantSong[] {
    const best = new Map<number, number>();
    for (let cut = 1; cut < words.length; cut++) {
      const left = words.slice(0, cut), right = words.slice(cut);
      const isBy = right.length > 1 && right[0] === "by";
      for (
        const [title, artist] of [
          [left, right],
          [right, left],
          ...isBy ? [[left, right.slice(1)]] : [],
        ]
      ) {
        for (const { row, slips } of this.#songs(title.join(""), artist.join(""))) {
          if (slips < (best.get(row) ?? Infinity)) best.set(row, slips);
        }
      }
    }
    return Array.from(best, ([row, slips]) => ({ row, slips }));
  }

  #songs(title: string, artist: string): MeantSong[] {
    const artists = new Map<number, number>();
    for (const { list, row, slips } of this.#find(lettersOf(artist), SHORTEST)) {
      if (list === ARTISTS) artists.set(row, Math.min(slips, artists.get(row) ?? 1));
    }
    if (artists.size === 0) return [];
    return this.#find(lettersOf(title), SHORTEST - 1).flatMap(({ list, row, slips }) => {
      const ofArtist = list === TITLES ? artists.get(this.#artistRows[row]) : undefined;
      return ofArtist === undefined ? [] : [{ row, slips: slips + ofArtist }];
    });
  }

  /** @param shortest letters from which on a slip is forgiven */
  #find(letters: string, shortest: number): MeantName[] {
    if (letters === "") return [];
    const out: MeantName[] = [];
    for (const name of this.#near.near(letters)) {
      const slips = this.#letters[name] === letters ? 0 : 1;
      if (slips > 0 && letters.length < shortest) continue;
      for (const i of rowIndices(this.#named, name)) {
        out.push({ list: this.#lists[i], row: this.#rows[i], slips });
      }
    }
    return out;
  }
}
