/** Names of songs and artists as they are compared, whoever wrote them. */
import { recordingTitle, workTitle } from "../../recommender/recordings.ts";
import { foldText, lettersOf } from "./fold_text.ts";

/** A title in the forms in which two writers may mean the same song. */
export interface TitleForms {
  /** All of it. */
  readonly full: string;
  /** Without credits and words of re-release: "song | a remix". */
  readonly recording: string;
  /** What stands before the first bracket or dash. */
  readonly work: string;
}

const CREDIT = /[([]?\b(?:feat|ft|featuring)\b\.?\s[^()[\]]*?(?=[)\]]|\s-\s|$)[)\]]?/g;
/** Letters, digits, apostrophes and single spaces, without a word of a credit. */
const PLAIN_WORDS = /^(?!.*\b(?:feat|ft|featuring)\b)[a-z0-9']+(?: [a-z0-9']+)*$/i;
const BETWEEN_ARTISTS =
  /\s*(?:[,;&+/]|\band\b|\bx\b|\bvs\b\.?|\bwith\b|\bfeat\b\.?|\bft\b\.?|\bfeaturing\b)\s*/;

/** Folded words, one space between: "Don’t Stop!" is "dont stop", "&" is "and". */
export function foldedWords(text: string): string {
  return lettersOf(foldText(text.replaceAll("&", " and ")), " ").trim();
}

export function titleForms(title: string): TitleForms {
  const full = foldedWords(title);
  // Words alone are the same in all forms, as most titles are.
  if (PLAIN_WORDS.test(title)) return { full, recording: full, work: full };
  const folded = foldText(title.replaceAll("&", " and ").replace(/\s[–—―−]\s/gu, " - "));
  const bare = folded.replace(CREDIT, " ").trim() || folded;
  return { full, recording: recordingTitle(bare), work: workTitle(bare) };
}

/** The names that an artist's line may stand for: all of it, then each of several; folded. */
export function artistForms(artist: string): string[] {
  if (PLAIN_WORDS.test(artist) && !BETWEEN_ARTISTS.test(artist.toLowerCase())) {
    return [foldedWords(artist)];
  }
  const parts = foldText(artist).split(BETWEEN_ARTISTS).map(foldedWords);
  return [...new Set([foldedWords(artist), ...parts])].filter((name) => name !== "");
}

/**
 * Slips of the hand between two texts: letters left out, added, mistaken for another, or two
 * neighbours swapped (optimal string alignment, each one slip).
 *
 * @param most more slips than these are not counted: Infinity
 */
export function slips(a: string, b: string, most = Infinity): number {
  if (a === b) return 0;
  if (Math.abs(a.length - b.length) > most) return Infinity;
  const width = b.length + 1;
  if (rows[0].length < width) rows = rows.map(() => new Uint16Array(2 * width));
  let [before, last, now] = rows;
  for (let j = 0; j < width; j++) last[j] = j;
  for (let i = 1; i <= a.length; i++) {
    const unit = a.charCodeAt(i - 1), unitBefore = i > 1 ? a.charCodeAt(i - 2) : -1;
    // Farther from the diagonal than the most slips there is nothing to find.
    const from = Math.max(1, i - most), to = Math.min(b.length, i + most);
    now[from - 1] = from === 1 ? i : FAR;
    let least = now[from - 1], otherBefore = from > 1 ? b.charCodeAt(from - 2) : -1;
    for (let j = from; j <= to; j++) {
      const other = b.charCodeAt(j - 1);
      let cost = last[j - 1] + (unit === other ? 0 : 1);
      if (now[j - 1] + 1 < cost) cost = now[j - 1] + 1;
      if (last[j] + 1 < cost) cost = last[j] + 1;
      if (unit === otherBefore && unitBefore === other && before[j - 2] + 1 < cost) {
        cost = before[j - 2] + 1;
      }
      now[j] = cost;
      if (cost < least) least = cost;
      otherBefore = other;
    }
    if (to < b.length) now[to + 1] = FAR;
    if (least > most) return Infinity;
    [before, last, now] = [last, now, before];
  }
  return last[b.length] > most ? Infinity : last[b.length];
}

/** More slips than any two names have. */
const FAR = 0x7fff;

/** Three rows of the table of costs, used again by every comparison. */
let rows = [new Uint16Array(64), new Uint16Array(64), new Uint16Array(64)];
