/** Names of songs and artists as they are compared, whoever wrote them. */
import { recordingTitle, workTitle } from "../../recommender/recordings.ts";
import { foldText } from "./fold_text.ts";

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
const BETWEEN_ARTISTS =
  /\s*(?:[,;&+/]|\band\b|\bx\b|\bvs\b\.?|\bwith\b|\bfeat\b\.?|\bft\b\.?|\bfeaturing\b)\s*/;

/** Folded words, one space between: "Don’t Stop!" is "dont stop", "&" is "and". */
export function foldedWords(text: string): string {
  // Most names are ASCII, which needs no decomposition.
  // deno-lint-ignore no-control-regex
  if (/^[\x00-\x7f]*$/.test(text)) {
    return text.toLowerCase().replace(/['`/]/g, "").replaceAll("&", " and ")
      .replace(/[^a-z0-9]+/g, " ").trim();
  }
  return foldText(text.replaceAll("&", " and ")).replace(/[^\p{L}\p{N}]+/gu, " ").trim();
}

export function titleForms(title: string): TitleForms {
  const folded = foldText(title.replaceAll("&", " and ").replace(/\s[–—―−]\s/gu, " - "));
  const bare = folded.replace(CREDIT, " ").trim() || folded;
  return { full: foldedWords(title), recording: recordingTitle(bare), work: workTitle(bare) };
}

/** The names that an artist's line may stand for: all of it, then each of several; folded. */
export function artistForms(artist: string): string[] {
  const parts = foldText(artist).split(BETWEEN_ARTISTS).map(foldedWords);
  return [...new Set([foldedWords(artist), ...parts])].filter((name) => name !== "");
}

/**
 * Slips of the hand between two texts: letters left out, added, mistaken for another, or two
 * neighbours swapped (optimal string alignment, each one slip).
 */
export function slips(a: string, b: string, most = Infinity): number {
  if (a === b) return 0;
  if (Math.abs(a.length - b.length) > most) return Infinity;
  const width = b.length + 1;
  let before = new Uint16Array(width), last = new Uint16Array(width), now = new Uint16Array(width);
  for (let j = 0; j < width; j++) last[j] = j;
  for (let i = 1; i <= a.length; i++) {
    now[0] = i;
    let least = i;
    for (let j = 1; j < width; j++) {
      const isSame = a.charCodeAt(i - 1) === b.charCodeAt(j - 1);
      let cost = Math.min(last[j] + 1, now[j - 1] + 1, last[j - 1] + (isSame ? 0 : 1));
      if (
        i > 1 && j > 1 && a.charCodeAt(i - 1) === b.charCodeAt(j - 2) &&
        a.charCodeAt(i - 2) === b.charCodeAt(j - 1)
      ) cost = Math.min(cost, before[j - 2] + 1);
      now[j] = cost;
      if (cost < least) least = cost;
    }
    if (least > most) return Infinity;
    [before, last, now] = [last, now, before];
  }
  return last[b.length];
}
