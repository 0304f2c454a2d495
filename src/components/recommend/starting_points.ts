/** Ready-made queries from the data, for a page on which nothing is picked yet. */
import { rowIndices } from "../../recommender/incidence.ts";
import { element } from "../dom.ts";
import { count, featureLabel, formatFeature } from "../feature_format.ts";
import { artistName, type PageModel, playlistName, songTitle } from "../model.ts";
import { worded } from "../nouns.ts";
import type { QueryState } from "../query/query_state.ts";
import { upperFirst } from "../words.ts";

export interface StartingPoint {
  readonly title: string;
  readonly about: string;
  readonly query: Partial<QueryState>;
}

/** Up to three queries, the same for the same data: what it has not cannot be asked for. */
export function startingPoints(model: PageModel): StartingPoint[] {
  return [
    betweenTwoGenres(model),
    playlistToContinue(model),
    genreWithFeature(model),
    // Where one of those cannot be asked.
    songsLikeOne(model),
  ].filter((point) => point !== null).slice(0, 3);
}

/** The invitation, its queries as buttons. */
export function startingPointsList(
  model: PageModel,
  pick: (query: Partial<QueryState>) => void,
): HTMLElement {
  const { genreNames, features } = model.catalogue;
  const buttons = startingPoints(model).map(({ title, about, query }) => {
    const button = element(
      "button",
      { type: "button" },
      element("span", { class: "title" }, title),
      element("span", { class: "about" }, about),
    );
    button.addEventListener("click", () => pick(query));
    return element("li", {}, button);
  });
  return element(
    "div",
    { class: "starting-points" },
    element("h2", {}, "Pick something you like"),
    element(
      "p",
      {},
      worded(
        `Search for a song${genreNames.length > 0 ? ", a playlist or a genre" : " or a playlist"}${
          features.length > 0 ? ", or set how it should sound" : ""
        }. Or start here:`,
      ),
    ),
    element("ul", {}, ...buttons),
  );
}

/** The best known song among those in several playlists. */
function songsLikeOne(model: PageModel): StartingPoint | null {
  const [song] = bestKnownSongs(model, 1, () => true);
  if (song === undefined) return null;
  const artist = artistName(model, song), { indptr } = model.catalogue.songPlaylists;
  return {
    title: worded`Songs like “${songTitle(model, song)}”`,
    about: artist === ""
      ? `in ${count(indptr[song + 1] - indptr[song], "playlist")}`
      : `by ${artist}`,
    query: { songs: [model.trackIds[song]] },
  };
}

/** The best known songs of two genres, but for the one that stands alone in the point before. */
function betweenTwoGenres(model: PageModel): StartingPoint | null {
  const { songGenres, catalogue } = model;
  const [skipped, first] = bestKnownSongs(model, 2, (song) => songGenres[song] >= 0);
  const genre = songGenres[first];
  const [other] = bestKnownSongs(
    model,
    1,
    (song) => songGenres[song] >= 0 && songGenres[song] !== genre && song !== skipped,
  );
  if (first === undefined || other === undefined) return betweenTwoSongs(model);
  const genres = [genre, songGenres[other]].map((row) => catalogue.genreNames[row]);
  return {
    title: `Between ${genres.join(" and ")}`,
    about: `“${songTitle(model, first)}” and “${songTitle(model, other)}”`,
    query: { songs: [first, other].map((song) => model.trackIds[song]) },
  };
}

/** Where there are not two genres: the best known songs but the first. */
function betweenTwoSongs(model: PageModel): StartingPoint | null {
  const [, ...songs] = bestKnownSongs(model, 3, () => true);
  if (songs.length < 2) return null;
  return {
    title: `Between ${songs.map((song) => `“${songTitle(model, song)}”`).join(" and ")}`,
    about: worded("two songs together"),
    query: { songs: songs.map((song) => model.trackIds[song]) },
  };
}

/** The playlist whose songs are in the most other playlists: the collaborative signal at its best. */
function playlistToContinue(model: PageModel): StartingPoint | null {
  const { playlistSongs, songPlaylists, playlistCount } = model.catalogue;
  let best = -1, most = -1;
  for (let playlist = 0; playlist < playlistCount; playlist++) {
    const songs = rowIndices(playlistSongs, playlist);
    if (songs.length < 5) continue;
    let shared = 0;
    for (const song of songs) shared += songPlaylists.indptr[song + 1] - songPlaylists.indptr[song];
    if (shared / songs.length > most) {
      most = shared / songs.length;
      best = playlist;
    }
  }
  if (best < 0) return null;
  return {
    title: `Continue “${playlistName(model, best)}”`,
    about: worded`a playlist of ${count(rowIndices(playlistSongs, best).length, "song")}`,
    query: { playlists: [model.playlistIds[best]] },
  };
}

/** One subgenre, wanted at the upper end of one feature: where nine songs of ten lie below. */
function genreWithFeature({ catalogue }: PageModel): StartingPoint | null {
  const genre = catalogue.subgenreNames.length > 0
    ? catalogue.subgenreNames[Math.floor(catalogue.subgenreNames.length / 2)]
    : undefined;
  const feature = catalogue.features.find(({ name }) => name === "acousticness") ??
    catalogue.features[0];
  if (genre === undefined || feature === undefined) return null;
  const sorted = feature.values.filter(Number.isFinite).sort();
  if (sorted.length === 0) return null;
  const value = Number(sorted[Math.floor(0.9 * (sorted.length - 1))].toPrecision(2));
  return {
    title: `${upperFirst(genre)}, but ${featureLabel(feature.name)} near ` +
      formatFeature(feature.name, value),
    about: "a subgenre and a wanted feature",
    query: { subgenres: [genre], near: { [feature.name]: value } },
  };
}

/** The most popular songs that are in two playlists or more, the most popular first. */
function bestKnownSongs(
  { catalogue }: PageModel,
  size: number,
  qualifies: (song: number) => boolean,
): number[] {
  const { songCount, songPlaylists: { indptr }, popularities } = catalogue;
  const best: number[] = [];
  const isTold = popularities.some(Number.isFinite);
  const known = (song: number) =>
    Number.isFinite(popularities[song])
      ? popularities[song]
      : isTold
      ? -1
      : indptr[song + 1] - indptr[song];
  for (let song = 0; song < songCount; song++) {
    if (indptr[song + 1] - indptr[song] < 2 || !qualifies(song)) continue;
    if (best.length === size && known(song) <= known(best[size - 1])) continue;
    best.push(song);
    best.sort((a, b) => known(b) - known(a) || a - b).splice(size);
  }
  return best;
}
