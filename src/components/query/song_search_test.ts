import assert from "node:assert/strict";
import { pageModelOf } from "../sample_page_models.ts";
import { foldText } from "./fold_text.ts";
import { SongSearch } from "./song_search.ts";

const model = pageModelOf([
  { title: "Halo", artist: "Beyoncé", popularity: 80 },
  { title: "bad guy", artist: "Billie Eilish", popularity: 90 },
  { title: "Don't Stop Me Now", artist: "Queen", popularity: 70 },
  { title: "Thunderstruck", artist: "AC/DC", popularity: 60 },
  { title: "Queen", artist: "Somebody Else", popularity: 10 },
  { title: "晴天", artist: "周杰倫", popularity: 50 },
  { title: "Love", artist: "One", popularity: 20 },
  { title: "Love", artist: "Two", popularity: 40 },
  { title: "Lovely", artist: "Three", popularity: 95 },
]);
const search = new SongSearch(model);
const titles = (typed: string) =>
  search.search(typed).filter(({ list }) => list === "songs").map(({ row }) =>
    model.catalogue.titles[row]
  );

Deno.test("search() forgives accents, case, apostrophes, slashes and one wrong letter a word", () => {
  assert.equal(titles("BEYONCE")[0], "Halo");
  assert.equal(titles("dont stop")[0], "Don't Stop Me Now");
  assert.equal(titles("Don’t stop")[0], "Don't Stop Me Now");
  assert.equal(titles("acdc")[0], "Thunderstruck");
  assert.equal(titles("bilie eilish")[0], "bad guy");
});

Deno.test("search() forgives a wrong letter in a short word, when nothing is named as typed", () => {
  assert.deepEqual(titles("dont stop me mow"), ["Don't Stop Me Now"]);
  assert.deepEqual(titles("hlao"), ["Halo"]);
  assert.deepEqual(titles("bad gut billie"), ["bad guy"]);
});

Deno.test("search() forgives a slip anywhere, spaces and dots: first letters, across words, in both names", () => {
  assert.equal(titles("gad guy")[0], "bad guy");
  assert.equal(titles("badguy")[0], "bad guy");
  assert.equal(titles("ba dguy")[0], "bad guy");
  assert.equal(titles("thundrstruck")[0], "Thunderstruck");
  assert.equal(titles("billie elish bda guy")[0], "bad guy");
  assert.equal(titles("Bad Guy by Bilie Eilish")[0], "bad guy");
  assert.equal(titles("me dont now stop queem")[0], "Don't Stop Me Now");
  assert.deepEqual(search.search("eyonce")[0], {
    list: "artists",
    row: model.catalogue.artistNames.indexOf("Beyoncé"),
  });
});

Deno.test("search() puts what begins as typed before what is one slip away", () => {
  assert.deepEqual(titles("love"), ["Love", "Love", "Lovely"]);
  assert.equal(titles("lovel")[0], "Lovely");
});

Deno.test("search() finds the same whether or not spelling is prepared", () => {
  const prepared = new SongSearch(model);
  while (prepared.prepareSpelling());
  for (const typed of ["halo", "hlao", "lov", "queen", "bad gut billie", "x", "晴"]) {
    assert.deepEqual(prepared.search(typed), search.search(typed), typed);
  }
});

Deno.test("search() finds artists: before all where no song is named so, else after the songs", () => {
  const artists = model.catalogue.artistNames;
  assert.deepEqual(search.search("beyonce")[0], {
    list: "artists",
    row: artists.indexOf("Beyoncé"),
  });
  const queen = search.search("queen").map(({ list }) => list);
  assert.equal(queen[0], "songs");
  assert.ok(queen.includes("artists"));
  assert.deepEqual(search.search("queen", { lists: ["artists"] }).map(({ list }) => list), [
    "artists",
  ]);
});

Deno.test("search() takes words of title and artist in any order", () => {
  assert.deepEqual(titles("queen stop me"), ["Don't Stop Me Now"]);
  assert.deepEqual(titles("stop me queen"), ["Don't Stop Me Now"]);
});

Deno.test("search() finds other scripts as they are written", () => {
  assert.deepEqual(titles("周杰"), ["晴天"]);
});

Deno.test("search() puts exact titles first, the better known before the lesser", () => {
  assert.deepEqual(
    search.search("love").map(({ row }) => row),
    [7, 6, 8],
  );
});

Deno.test("search() finds playlists and genres; a genre named as typed comes first", () => {
  assert.deepEqual(search.search("rock")[0], { list: "genres", row: 1 });
  assert.deepEqual(search.search("dance")[0], { list: "subgenres", row: 0 });
  assert.deepEqual(search.search("list 2")[0], { list: "playlists", row: 2 });
});

Deno.test("search() of nothing, or of signs alone, finds nothing", () => {
  assert.deepEqual(search.search("  "), []);
  assert.deepEqual(search.search("(*"), []);
});

Deno.test("foldText() writes names as people type them", () => {
  assert.equal(
    foldText("Motörhead’s AC/DC – Żal Straße Ødegård"),
    "motorheads acdc – zal strasse odegard",
  );
});
