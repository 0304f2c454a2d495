/** The Song page: everything about the song that the address names. */
import { rowIndices } from "../../recommender/incidence.ts";
import { EMPTY_QUERY } from "../../recommender/query.ts";
import { datasetLine, datasetNotice } from "../dataset_notice.ts";
import { element, setText } from "../dom.ts";
import { withFigureMenu } from "../export/figure_menu.ts";
import { count } from "../feature_format.ts";
import { keyboardHelp, SEARCH_KEY } from "../keyboard_help.ts";
import { genreName, type PageModel, playlistName, songTitle, spotifyAddress } from "../model.ts";
import { worded } from "../nouns.ts";
import { PLAYLIST_PARAMETER, playlistAddress } from "../playlist_address.ts";
import { artistSongs } from "../query/artist_songs.ts";
import { QueryAddress } from "../query/query_address.ts";
import { featureWeights } from "../query/query_state.ts";
import { searchBox } from "../query/search_box.ts";
import { audioProfiles, createRanker } from "../recommend/ranking_models.ts";
import { SONG_PARAMETER } from "../song_address.ts";
import { openingSentence, type RelatedSongs, relatedSongs, standings } from "./facts.ts";
import { featuresHeight, featuresPlot } from "./features_plot.ts";
import { neighborsView } from "./neighbors_view.ts";
import { songLinks } from "./song_links.ts";
import { startView } from "./start.ts";

export interface SongPage {
  readonly notice: Node;
  readonly search: HTMLElement;
  readonly content: HTMLElement;
  readonly foot: HTMLElement;
}

export function songPage(model: PageModel): SongPage {
  const address = new QueryAddress();
  const ranker = createRanker("tuned", model);
  const content = element("div", { class: "song-content" });
  const search = searchBox(model, ({ list, row }) => {
    const song = list === "songs" ? row : list === "artists" ? artistSongs(model, row, 1)[0] : -1;
    if (song >= 0) address.set(SONG_PARAMETER, model.trackIds[song]);
  }, {
    label: worded("Look at a song"),
    placeholder: worded(
      model.catalogue.artistNames.length > 0
        ? "Search for a song or an artist"
        : "Search for a song",
    ),
    lists: ["songs", "artists"],
  });
  keyboardHelp([
    SEARCH_KEY,
    { keys: ["ArrowUp", "ArrowDown"], does: "Move among what was found" },
    { keys: ["Enter"], does: "Look at it" },
  ]);

  let shown: string | null | undefined;
  function show(): void {
    const id = address.get(SONG_PARAMETER);
    if (id !== shown) {
      const isFirst = shown === undefined;
      shown = id;
      content.replaceChildren(contentOf(id));
      // Another song is another page, to those who follow links and to those who listen.
      if (!isFirst) {
        scrollTo({ top: 0 });
        content.querySelector<HTMLElement>("h2")?.focus({ preventScroll: true });
      }
    }
    for (const button of content.querySelectorAll<HTMLElement>(".pick")) updatePick(button);
  }

  function contentOf(id: string | null): Node {
    const song = id === null ? -1 : model.trackIds.indexOf(id);
    document.title = song < 0 ? worded("Song | Segue") : `${songTitle(model, song)} | Segue`;
    if (song >= 0) return songView(song);
    const start = startView(model);
    if (id === null) return start;
    const missing = element(
      "p",
      { role: "status" },
      worded`The song ${id} of this address is not in this data set.`,
    );
    return element("div", {}, missing, start);
  }

  function updatePick(button: HTMLElement): void {
    const isPicked = address.state.songs.includes(button.dataset.song!);
    button.setAttribute("aria-pressed", String(isPicked));
    setText(button, isPicked ? "In your picks" : "Add to picks");
  }

  function songView(song: number): HTMLElement {
    const id = model.trackIds[song];
    const title = songTitle(model, song);
    const pick = element("button", { type: "button", class: "pick outlined", "data-song": id });
    pick.addEventListener("click", () => {
      const { songs } = address.state;
      const others = songs.filter((other) => other !== id);
      address.update({ songs: others.length < songs.length ? others : [...songs, id] });
    });
    const like = element(
      "a",
      { class: "outlined", href: `./#songs=${encodeURIComponent(id)}` },
      worded("Songs like this one"),
    );
    const spotify = spotifyAddress(model, song);
    const listen = spotify === null ? [] : [element("a", {
      class: "outlined listen",
      href: spotify,
      target: "_blank",
      rel: "noopener noreferrer",
    }, "Hear it at Spotify ↗")];
    const back = element("button", { type: "button", class: "outlined back" }, "← Back");
    back.addEventListener("click", () => history.back());
    back.hidden = history.length < 2;
    const related = relatedSongs(model, song);
    return element(
      "article",
      { class: "song-view", "aria-label": title },
      element("h2", { tabindex: -1 }, title),
      element("p", { class: "opening" }, openingSentence(model, song)),
      element("div", { class: "song-actions" }, pick, like, ...listen, back),
      soundView(song),
      neighborsSection(song, related),
      element(
        "div",
        { class: "song-rest" },
        playlistsSection(song),
        ...relatedSections(song, related),
      ),
    );
  }

  function soundView(song: number): Node {
    const { catalogue: { features }, songGenres } = model;
    const found = standings(model, song);
    if (found.length === 0) {
      const note = worded("This data set says nothing of how the song sounds.");
      return element("p", { class: "none sound-missing" }, note);
    }
    const genre = genreName(model, song);
    const genreSongs = genre === "" ? [] : Array.from(songGenres.keys())
      .filter((other) => songGenres[other] === songGenres[song]);
    const frame = element("div", { class: "plot-frame" });
    const room = document.documentElement.clientWidth;
    frame.style.minHeight = `${featuresHeight(found.length, room)}px`;
    let drawn = 0;
    new ResizeObserver(([{ contentRect }]) => {
      const width = Math.floor(contentRect.width);
      if (width === 0 || width === drawn) return;
      drawn = width;
      const { scalers } = audioProfiles(model).audio;
      const options = { features, scalers, standings: found, genreSongs, genre, width };
      frame.replaceChildren(featuresPlot(options));
    }).observe(frame);
    const title = `How “${songTitle(model, song)}” sounds` +
      (genre === "" ? "" : ` among ${genre}`);
    const caption = genre === ""
      ? worded("The dot is the song, the area all songs.")
      : worded`The dot is the song, the line the ${
        count(genreSongs.length, "song")
      } of ${genre}, the ` +
        worded`area all songs; at the right the value and the share of ${genre} that lies below it.`;
    return withFigureMenu(
      element(
        "figure",
        { class: "sound", "aria-label": title },
        element("h3", {}, title),
        frame,
        element("figcaption", {}, `${caption} Heights are on a square-root scale.`),
      ),
      title,
    );
  }

  function neighborsSection(song: number, { versions }: RelatedSongs): HTMLElement {
    const place = element("div", { class: "neighbors-place" });
    place.append(element("p", { class: "loading", role: "status" }, "Finding its neighbours…"));
    const section = element(
      "section",
      { class: "neighbors-section", "aria-labelledby": "neighbors-title" },
      element("h2", { id: "neighbors-title" }, worded("Its nearest songs, by each signal alone")),
      place,
    );
    // The model takes some tenths of a second to build, and the page is read from its top.
    setTimeout(() => {
      if (!section.isConnected) return;
      const weights = featureWeights(address.state, model, {});
      const parts = ranker.model.parts({ ...EMPTY_QUERY, songs: [song] }, weights);
      const excluded = new Uint8Array(model.catalogue.songCount);
      for (const other of [song, ...versions]) excluded[other] = 1;
      const name = songTitle(model, song);
      place.replaceChildren(neighborsView(model, parts, excluded, name).node);
    });
    return section;
  }

  function playlistsSection(song: number): HTMLElement {
    const { songPlaylists, playlistSongs, playlistGenres, genreNames } = model.catalogue;
    const playlists = Array.from(rowIndices(songPlaylists, song));
    const items = playlists.map((playlist) => {
      const songs = count(rowIndices(playlistSongs, playlist).length, "song");
      const genre = genreNames[playlistGenres[playlist]] ?? "";
      return element(
        "li",
        {},
        element(
          "span",
          { class: "words" },
          element(
            "a",
            { href: playlistAddress(model, playlist), "data-carries": PLAYLIST_PARAMETER },
            playlistName(model, playlist),
          ),
          element("span", { class: "about" }, genre === "" ? songs : `${songs} · ${genre}`),
        ),
      );
    });
    return element(
      "section",
      {},
      element("h3", {}, `In ${count(playlists.length, "playlist")}`),
      element("ul", { class: "song-links", "aria-label": worded("Its playlists") }, ...items),
    );
  }

  function relatedSections(song: number, related: RelatedSongs): HTMLElement[] {
    const lists = [
      [related.versions, "Other versions", "No other version of it is in this data set."],
      [related.sameAlbum, worded("On the same album"), ""],
      [related.sameArtist, worded("By the same artist"), ""],
    ] as const;
    return lists.flatMap(([songs, title, none]) => {
      if (songs.length === 0 && none === "") return [];
      const heading = element("h3", {}, songs.length === 0 ? title : `${title} (${songs.length})`);
      return [element(
        "section",
        {},
        heading,
        songs.length === 0
          ? element("p", { class: "none" }, none)
          : songLinks(model, songs, `${title} of ${songTitle(model, song)}`, { first: 6 }),
      )];
    });
  }

  show();
  address.subscribe(show);
  return {
    notice: datasetNotice(model.manifest),
    search,
    content,
    foot: datasetLine(model.manifest),
  };
}
