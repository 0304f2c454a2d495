import assert from "node:assert/strict";
import { type Nouns, renaming, worded } from "./nouns.ts";

const BOOKS: Nouns = {
  song: ["item", "items"],
  playlist: ["shelf", "shelves"],
  artist: ["author", "authors"],
  album: ["series", "series"],
  genre: ["topic", "topics"],
};

Deno.test("renaming() puts a data set's nouns in place of the usual ones", () => {
  const rename = renaming(BOOKS);
  assert.equal(rename("Songs in playlists"), "Items in shelves");
  assert.equal(
    rename("A playlist's songs, its artists' albums."),
    "A shelf's items, its authors' series.",
  );
  assert.equal(rename("Add a song, an artist or a genre"), "Add an item, an author or a topic");
  assert.equal(rename("no song: one artist"), "no item: one author");
});

Deno.test("renaming() leaves names of columns, files and quoted texts alone", () => {
  const rename = renaming(BOOKS);
  for (
    const text of [
      'column "song"',
      "playlist_id",
      "songs.arrow",
      "./playlists",
      "#song=1",
      "songwriter",
      "<song>",
      "sub-genre",
    ]
  ) assert.equal(rename(text), text);
});

Deno.test("worded() gives templates and texts as they are written where nothing is named", () => {
  assert.equal(worded`${"Song 2"} is in ${3} playlists`, "Song 2 is in 3 playlists");
  assert.equal(worded("a song"), "a song");
});
