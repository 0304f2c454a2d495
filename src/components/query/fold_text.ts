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

/** Lower case without accents, apostrophes and slashes: "AC/DC" is "acdc", "Don’t" is "dont". */
export function foldText(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}|['’‘`´ʼ/]/gu, "").toLowerCase()
    .replace(/[ßøæœłđðþı]/g, (letter) => LETTERS[letter]);
}
