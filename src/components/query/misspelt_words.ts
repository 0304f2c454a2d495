/** Words that are one letter off: what someone may have meant by a word that no name has. */

/** The words of a catalogue's names, each with how many names hold it. */
export class Vocabulary {
  readonly #words: string[];
  readonly #counts: number[];

  /** @param texts folded names (`foldText`) */
  constructor(texts: readonly string[]) {
    const counts = new Map<string, number>();
    for (const text of texts) {
      for (const word of text.split(/[^\p{L}\p{N}]+/u)) {
        if (word.length >= SHORTEST) counts.set(word, (counts.get(word) ?? 0) + 1);
      }
    }
    this.#words = [...counts.keys()];
    this.#counts = [...counts.values()];
  }

  /** Words that differ from this one by one letter (left out, more, another, two exchanged), the commonest first. */
  near(word: string, most = 8): string[] {
    if (word.length < SHORTEST) return [];
    const found: number[] = [];
    this.#words.forEach((other, i) => {
      if (isOneOff(word, other)) found.push(i);
    });
    return found.sort((a, b) => this.#counts[b] - this.#counts[a] || a - b)
      .slice(0, most).map((i) => this.#words[i]);
  }
}

/** Shorter words are one letter from too many others. */
const SHORTEST = 3;

/** Whether two words differ by exactly one letter, or by two neighbours that are exchanged. */
export function isOneOff(a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (long.length - short.length > 1) return false;
  let start = 0;
  while (start < short.length && short[start] === long[start]) start++;
  if (short.length < long.length) return short.slice(start) === long.slice(start + 1);
  if (start === short.length) return false;
  if (short.slice(start + 1) === long.slice(start + 1)) return true;
  return short[start] === long[start + 1] && short[start + 1] === long[start] &&
    short.slice(start + 2) === long.slice(start + 2);
}
