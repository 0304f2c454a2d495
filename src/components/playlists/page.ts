/** The Playlists page: a playlist picked or brought along, what it is and what would continue it. */
import { keyboardHelp, TABLE_KEYS } from "../keyboard_help.ts";
import { datasetLine, datasetNotice } from "../dataset_notice.ts";
import { element, setText, whenIdle } from "../dom.ts";
import { count } from "../feature_format.ts";
import { type PageModel, playlistName } from "../model.ts";
import { worded } from "../nouns.ts";
import { QueryAddress } from "../query/query_address.ts";
import { EMPTY_STATE, formatFragment, type QueryState, writeState } from "../query/query_state.ts";
import { pageQueryDefaults } from "../recommend/defaults.ts";
import { PageAnswers } from "../recommend/page_answers.ts";
import { type MatchedLine, matchReview, songsTaken } from "./match_review.ts";
import type { OwnSong } from "../query/own_songs.ts";
import { newSongs } from "./new_songs.ts";
import { overlapMatrix } from "./overlap_matrix.ts";
import { pasteBox } from "./paste_box.ts";
import type { PastedLine } from "./pasted_line.ts";
import { pastedLines } from "./pasted_playlist.ts";
import { playlistPicker } from "./playlist_picker.ts";
import { SongMatcher } from "./song_matcher.ts";
import { subjectOf } from "./subject.ts";
import { subjectView } from "./subject_view.ts";

/** Lines that are looked for in one go, some 200 ms; longer lists say how far they are. */
const LINES_AT_ONCE = 500;

/** Milliseconds that a part of a longer list takes. */
const SLICE = 40;

/** The parts of the page, to be placed. */
export interface PlaylistsPage {
  readonly notice: Node;
  readonly opening: HTMLElement;
  readonly choose: HTMLElement;
  readonly subject: HTMLElement;
  readonly foot: HTMLElement;
}

export function playlistsPage(model: PageModel): PlaylistsPage {
  const { catalogue } = model;
  const address = new QueryAddress();
  keyboardHelp(TABLE_KEYS);
  const answers = new PageAnswers(model, pageQueryDefaults());
  let matcher: SongMatcher | undefined;
  let matched: readonly MatchedLine[] = [];
  /** Of the lines that were pasted last. */
  let own: readonly OwnSong[] = [];
  let confirmed = new Map<PastedLine, number>();
  /** Number of the list that is being read: an earlier one stops. */
  let reading = 0;
  let shown = "";

  const pick = (playlist: number) => address.set("list", model.playlistIds[playlist]);
  const opening = element("p", { class: "opening", role: "status" });
  const picker = playlistPicker(model, pick);
  const review = element("div", { class: "review" });
  const box = pasteBox(readPlaylist);
  const view = subjectView(model, {
    pickPlaylist: pick,
    addSong: (song) =>
      address.update({ songs: [...new Set([...address.state.songs, model.trackIds[song]])] }),
    fragment: () => address.fragment,
  });
  const matrix = overlapMatrix(model, pick);

  function ready(): SongMatcher {
    return matcher ??= new SongMatcher({
      trackIds: model.trackIds,
      titles: catalogue.titles,
      artistOf: (song) => catalogue.artistNames[catalogue.artists[song]] ?? "",
      popularities: catalogue.popularities,
    });
  }

  function readPlaylist(text: string): void {
    const songs = ready();
    const lines = pastedLines(text, (id) => songs.isId(id));
    const mine = ++reading, isLong = lines.length > LINES_AT_ONCE;
    const found: MatchedLine[] = [];
    const goOn = () => {
      if (mine !== reading) return;
      const until = performance.now() + SLICE;
      while (found.length < lines.length && (!isLong || performance.now() < until)) {
        const line = lines[found.length];
        found.push({ line, match: songs.match(line) });
      }
      const isDone = found.length === lines.length;
      if (isLong) {
        const done = found.length.toLocaleString("en");
        box.say(isDone ? "" : `Looking for ${count(lines.length, "line")}: ${done} so far`, false);
      }
      if (isDone) showMatched(found);
      else setTimeout(goOn);
    };
    goOn();
  }

  function showMatched(found: readonly MatchedLine[]): void {
    matched = found;
    confirmed = new Map();
    const missing = matched.filter(({ match }) => match.certainty === "none");
    own = newSongs(missing.map(({ line }) => line), model);
    review.replaceChildren(
      matchReview(model, matched, own.length, {
        confirm(line, song) {
          if (song === null) confirmed.delete(line);
          else confirmed.set(line, song);
          take();
        },
        confirmAll() {
          for (const { line, match: { certainty, candidates } } of matched) {
            if (certainty === "doubtful" && !confirmed.has(line)) {
              confirmed.set(line, candidates[0]);
            }
          }
          take();
        },
      }),
    );
    take();
  }

  /** Makes the songs found the query, in place of what was picked before; the back button undoes it. */
  function take(): void {
    const songs = songsTaken(matched, confirmed).map((song) => model.trackIds[song]);
    if (songs.length === 0 && own.length === 0) return;
    if (address.get("list") !== null) address.set("list", null, "preview");
    address.update({ songs, own, playlists: [], genres: [], subgenres: [], near: {} });
  }

  /** The state that asks for the continuation of a playlist, tuned as the address says. */
  function continuing(state: QueryState, id: string | null): QueryState {
    const playlists = id === null ? [] : [id];
    const songs = id === null ? state.songs : [];
    const own = id === null ? state.own : [];
    return { ...state, songs, own, playlists, genres: [], subgenres: [], near: {} };
  }

  function show(state: QueryState): void {
    const id = knownPlaylist(address.get("list"), model);
    const subject = subjectOf(id, state, model);
    picker.update(subject?.playlist ?? -1);
    matrix.update(subject?.playlist ?? -1);
    view.node.hidden = subject === null;
    if (subject === null) {
      setText(opening, invitation(model));
      shown = "";
      return;
    }
    const asked = continuing(state, id);
    const key = JSON.stringify([asked, id]);
    if (key === shown) return;
    shown = key;
    setText(opening, view.opening(subject));
    const fragment = fragmentOf(asked);
    view.show(subject, answers.answer(asked), {
      recommend: `./${fragment}`,
      sequence: id === null
        ? `./sequence#order=picks&${fragment.slice(1)}`
        : `./sequence#order=playlist:${encodeURIComponent(id)}`,
    });
  }
  show(address.state);
  // What was found of a list is seen before its continuation is computed.
  let waiting = 0;
  address.subscribe((state) => {
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(() => whenIdle(() => state === address.state && show(state)));
  });
  // What a pasted list takes, made before there is one.
  whenIdle(() =>
    setTimeout(() => {
      whenIdle(ready);
      whenIdle(() => answers.prepare(address.state));
    }, 500)
  );

  return {
    notice: datasetNotice(model.manifest),
    opening,
    choose: element("div", { class: "choose" }, picker.node, box.node, review),
    subject: element("div", {}, view.node, matrix.node),
    foot: datasetLine(model.manifest),
  };
}

function knownPlaylist(id: string | null, model: PageModel): string | null {
  return id !== null && model.playlistIds.includes(id) ? id : null;
}

function fragmentOf(state: QueryState): string {
  const parameters = new Map<string, string>();
  writeState({ ...EMPTY_STATE, ...state }, parameters);
  return formatFragment(parameters);
}

/** What the page says before anything is picked. */
function invitation(model: PageModel): string {
  const { catalogue: { songCount, playlistCount, songPlaylists: { indptr } } } = model;
  let several = 0;
  for (let song = 0; song < songCount; song++) if (indptr[song + 1] - indptr[song] > 1) several++;
  const largest = Array.from({ length: playlistCount }, (_, playlist) => playlist)
    .reduce((a, b) => songsOf(model, b) > songsOf(model, a) ? b : a, 0);
  const example = playlistCount > 0
    ? ` The largest, “${playlistName(model, largest)}”, has ${
      count(songsOf(model, largest), "song")
    }.`
    : "";
  return `${count(songCount, "song")} in ${count(playlistCount, "playlist")}, ` +
    worded`${
      several.toLocaleString("en")
    } of them in more than one.${example} Pick a playlist, or bring ` +
    `your own.`;
}

function songsOf(
  { catalogue: { playlistSongs: { indptr } } }: PageModel,
  playlist: number,
): number {
  return indptr[playlist + 1] - indptr[playlist];
}
