/** Names as people type them: without accents, capitals and apostrophes. */

/** Letters that are no letter with an accent to Unicode. */
const LETTERS: Readonly<Record<string, string>> = {
  "ß": "ss",
  "ø": "o",
  "æ": "ae",
  "œ": "oe",
  "ł": "l",
  "đ": "d",
  "ð": "d",
  "þ": "th",
  "ı": "i",
};

/** Most names are ASCII, which needs no decomposition, and in which letters are found faster. */
// deno-lint-ignore no-control-regex
const ASCII = /^[\x00-\x7f]*$/;

/** Lower case without accents, apostrophes and slashes: "AC/DC" is "acdc", "Don’t" is "dont". */
export function foldText(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase().replace(/['`/]/g, "");
  return text.normalize("NFKD").replace(/\p{M}|['’‘`´ʼ/]/gu, "").toLowerCase()
    .replace(/[ßøæœłđðþı]/g, (letter) => LETTERS[letter]);
}

/** What is between words; of ASCII alone the same, faster. */
const BETWEEN = /[^\p{L}\p{N}]+/gu, ASCII_BETWEEN = /[^a-z0-9]+/g;

const betweenWords = (text: string) => ASCII.test(text) ? ASCII_BETWEEN : BETWEEN;

/** The letters and digits of a folded text, with something else, or nothing, for what is between. */
export function lettersOf(text: string, between = ""): string {
  return text.replace(betweenWords(text), between);
}

/** The runs of letters and digits in a folded text. */
export function wordsOf(text: string): string[] {
  return text.split(betweenWords(text)).filter((word) => word !== "");
}
