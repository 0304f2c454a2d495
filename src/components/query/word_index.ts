/** Songs by the words of their names, each as it is, begun or one slip away. */
import { type Incidence, incidenceFromPairs, rowIndices } from "../../recommender/incidence.ts";
import { wordsOf } from "./fold_text.ts";
import { OneSlipIndex } from "./one_slip_index.ts";

/** How much of a word is found in a text that has it as it is, begun, or one slip away. */
const WHOLE = 1, BEGUN = 0.95, NEAR = 0.8;

/** Shorter words are one slip from too many others. */
const SHORTEST = 3;

/** The words of texts, and which texts have them. */
export class WordIndex {
  readonly #words: string[];
  /** Words × texts. */
  readonly #texts: Incidence;
  readonly #near: OneSlipIndex;
  readonly #found: Float32Array;

  /** @param texts folded names (`foldText`); some 100 ms for 28,000 */
  constructor(texts: readonly string[]) {
    const places = new Map<string, number>();
    const words: number[] = [], rows: number[] = [];
    texts.forEach((text, row) => {
      for (const word of new Set(wordsOf(text))) {
        let place = places.get(word);
        if (place === undefined) places.set(word, place = places.size);
        words.push(place);
        rows.push(row);
      }
    });
    this.#words = [...places.keys()];
    this.#texts = incidenceFromPairs(
      this.#words.length,
      texts.length,
      Int32Array.from(words),
      Int32Array.from(rows),
    );
    this.#near = new OneSlipIndex(this.#words);
    this.#found = new Float32Array(texts.length);
  }

  /**
   * The texts that have all of the words, or of three and more all but one.
   *
   * @returns each text's row, and how much of the words it has, 0 to 1
   */
  search(words: readonly string[]): { row: number; share: number }[] {
    const asked = [...new Set(words.flatMap(wordsOf))];
    if (asked.length === 0) return [];
    const sums = this.#found.fill(0);
    const best = new Map<number, number>();
    for (const word of asked) {
      best.clear();
      for (const [form, share] of this.#forms(word)) {
        for (const row of rowIndices(this.#texts, form)) best.set(row, share);
      }
      for (const [row, share] of best) sums[row] += share;
    }
    const least = (asked.length > 2 ? asked.length - 1 : asked.length) * NEAR - 1e-3;
    const out: { row: number; share: number }[] = [];
    sums.forEach((sum, row) => {
      if (sum >= least) out.push({ row, share: sum / asked.length });
    });
    return out;
  }

  /** Words that one may be meant for, with what each is worth, the best last. */
  #forms(word: string): [form: number, share: number][] {
    const out: [number, number][] = [];
    if (word.length >= SHORTEST) {
      for (const form of this.#near.near(word)) out.push([form, NEAR]);
    }
    this.#words.forEach((form, i) => {
      if (form.length > word.length && word.length >= SHORTEST && form.startsWith(word)) {
        out.push([i, BEGUN]);
      } else if (form === word) out.push([i, WHOLE]);
    });
    return out.sort((a, b) => a[1] - b[1]);
  }
}
