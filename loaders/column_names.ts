/**
 * The usual names of columns in data sets of people and what they take up: songs in playlists,
 * ratings of films, books of readers, products in baskets. Names are compared by their letters and
 * digits alone, without case: `movieId`, `movie_id` and `Movie-ID` are one.
 */
import type { ColumnRole } from "./usual_columns.ts";

const ITEMS =
  ("track song item movie film product book recipe article game app anime show series episode podcast " +
    "video beer wine food dish drink restaurant business place venue hotel poi course paper " +
    "document story listing post page").split(" ");
const GROUPS =
  ("playlist basket cart order invoice transaction session user customer reader viewer listener " +
    "player member reviewer visitor client shopper buyer household account profile person guest " +
    "patron subscriber student group list shelf collection cookbook menu meal party").split(" ");
const PEOPLE = ["user", "reviewer", "profile", "member", "customer", "reader"];

const each = (nouns: readonly string[], ...endings: readonly string[]) =>
  endings.flatMap((ending) => nouns.map((noun) => noun + ending));
const words = (text: string) => text.split(/\s+/);

/** The usual names for each part, the most telling first. */
const NAMES: Readonly<Record<ColumnRole, readonly string[]>> = {
  track_id: [
    ...each([...ITEMS, "title", "artist"], "id"),
    ...words("isbn isbn13 asin parentasin sku stockcode ean upc gtin"),
    ...each(ITEMS, "uri", "code", "no", "number", "key", "index", ""),
    "id",
    "artist",
  ],
  playlist_id: [
    ...each(GROUPS, "id"),
    ...words("uid pid"),
    ...each(GROUPS, "uri", "code", "no", "number", "key", "index", ""),
    ...each(PEOPLE, "name"),
  ],
  track_name: [...each(ITEMS, "name", "title"), "title", "name", ...each(ITEMS, "description", "")]
    .concat("description", "label"),
  track_artist: words(
    `trackartist artistname artist artists performer author authors authorname bookauthor writer
     director directors brand brandname maker creator developer publisher manufacturer vendor
     producer studio brewery winery chef channel seller`,
  ),
  track_album_id: words("trackalbumid albumid seriesid"),
  track_album_name: words("trackalbumname albumname album seriesname"),
  release_date: words(
    `trackalbumreleasedate releasedate releaseyear year published publishedyear publicationyear
     yearofpublication originalpublicationyear publicationdate datepublished publishdate pubyear
     released yearreleased submitted launchdate vintage`,
  ),
  track_popularity: words(
    `trackpopularity popularity popularityscore votes votecount numvotes ratingcount ratingscount
     numratings numberofratings reviewcount reviewscount numreviews`,
  ),
  track_genre: words(
    `trackgenre genre genres maingenre category categories maincategory productcategory department
     aisle cuisine section subject topic style type tags`,
  ),
  playlist_name: each(GROUPS, "name", "title"),
  playlist_genre: each(GROUPS, "genre", "category", "segment", "type"),
  playlist_subgenre: each(GROUPS, "subgenre", "subcategory"),
  weight: words(
    `rating ratings stars score userrating bookrating movierating userscore myrating reviewscore
     overall weight quantity qty plays playcount count listencount listens purchases clicks views
     frequency amount`,
  ),
  timestamp: words(
    `timestamp time datetime date ratedat addedat createdat playedat purchasedat listenedat orderedat
     ratingtimestamp reviewtimestamp unixreviewtime reviewtime reviewdate ratingdate orderdate
     invoicedate purchasedate transactiondate borrowedat readat viewedat watchedat eventtime
     dateadded addeddate ts`,
  ),
};

/** Names of a weight that says how much something is liked, not how often it was taken up. */
const OPINIONS = new Set(NAMES.weight.slice(0, NAMES.weight.indexOf("weight")));

/** A column's name by its letters and digits alone. */
export function plainName(column: string): string {
  return column.normalize("NFKD").toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
}

/**
 * The columns that by their names may play a part, the likeliest first. For ids also names that
 * only end in a usual one, as `goodreads_book_id` does.
 *
 * @param listsPairs whether the file has pairs: then its "id" may number the rows, and "book" is
 *   the likelier id of a book; in a list of books it is their title
 */
export function likelyColumns(
  role: ColumnRole,
  columns: readonly string[],
  listsPairs = true,
): string[] {
  const plain = columns.map((column) => ({ column, name: plainName(column) }));
  const usual = role === "track_id" && !listsPairs
    ? NAMES.track_id.filter((name) => !ITEMS.includes(name))
    : NAMES[role];
  const found = usual.flatMap((name) => plain.filter((column) => column.name === name));
  if (role === "track_id" || role === "playlist_id") {
    const endings = usual.filter((name) => name.length > 2 && name.endsWith("id"));
    found.push(...endings.flatMap((ending) => plain.filter(({ name }) => name.endsWith(ending))));
  }
  return [...new Set(found.map(({ column }) => column))];
}

/** Whether a weight is an opinion (a rating, a score) rather than an amount (plays, a quantity). */
export function isOpinion(column: string): boolean {
  return OPINIONS.has(plainName(column));
}

/** Whether a column's name is that of an identifier or a row number, which measures nothing. */
export function isIdentifier(column: string): boolean {
  return /(^|[^a-z])(id|ids|uri|url|code)$/i.test(column) || /[a-z](Id|ID|Code)$/.test(column) ||
    /^(unnamed.*|index|rownumber|row|column0|isbn|isbn13|asin|sku|ean|upc|zip|zipcode|phone|latitude|longitude)$/
      .test(plainName(column)) ||
    plainName(column) === "";
}
