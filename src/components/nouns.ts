/**
 * What the things of the data set are called. The texts of pages speak of songs and playlists; where
 * the settings name books and shelves, `worded` puts these in their place, in our own words only:
 * what comes from the data stays as it is.
 */

/** A noun for one of a thing and for many. */
export type Noun = readonly [one: string, many: string];

/** The nouns of a data set, by those that the texts are written with. */
export type Nouns = Readonly<Record<"song" | "playlist" | "artist" | "album" | "genre", Noun>>;

/** Not within names of files, columns and options, nor in quotation marks. */
const USUAL =
  /(?<!["\w./#[<=-])(?:(an?) )?(song|playlist|artist|album|genre)(s?)(?!["\w/\]=>(-]|\.\w)/gi;

/** A function that puts a data set's nouns into a text that is written with the usual ones. */
export function renaming(nouns: Nouns): (text: string) => string {
  return (text) =>
    text.replace(USUAL, (_, article: string | undefined, word: string, many: string) => {
      const noun = nouns[word.toLowerCase() as keyof Nouns][many === "" ? 0 : 1];
      const isCapital = word[0] !== word[0].toLowerCase();
      const named = isCapital ? noun.charAt(0).toUpperCase() + noun.slice(1) : noun;
      if (article === undefined) return named;
      return `${article[0]}${/^[aeiou]/i.test(named) ? "n" : ""} ${named}`;
    });
}

/** The nouns that a page's `meta` holds; null for the usual ones. */
function nounsOfPage(): Nouns | null {
  if (typeof document === "undefined") return null;
  const meta = document.querySelector<HTMLMetaElement>('meta[name="nouns"]');
  return meta === null ? null : JSON.parse(meta.content);
}

const nouns = nounsOfPage();
const renamed = nouns === null ? (text: string) => text : renaming(nouns);
if (nouns !== null) document.title = renamed(document.title);

/**
 * Our own words with the data set's nouns: of a template, the text around what is put in.
 *
 *     worded`${title} is in ${n} playlists`
 */
export function worded(
  text: string | TemplateStringsArray,
  ...values: readonly (string | number)[]
): string {
  if (typeof text === "string") return renamed(text);
  return text.map((part, i) => renamed(part) + (i < values.length ? String(values[i]) : "")).join(
    "",
  );
}
