/** All that the page shows of one playlist: profile, continuation, songs that fit least, relations. */
import {
  type FitScale,
  fitScale,
  type SongFit,
  songFits,
} from "../../statistics/playlist_outliers.ts";
import { relatedPlaylists } from "../../statistics/playlist_overlap.ts";
import { rowIndices } from "../../recommender/incidence.ts";
import { element, setText } from "../dom.ts";
import { exportMenu } from "../export/export_menu.ts";
import { exportedSong } from "../export/exported_song.ts";
import { fixed } from "../feature_format.ts";
import { type PageModel, songTitle } from "../model.ts";
import type { Recommendation } from "../../recommender/contract.ts";
import { worded } from "../nouns.ts";
import { answerNotice } from "../recommend/answer_notice.ts";
import type { PageAnswer } from "../recommend/page_answers.ts";
import { audioProfiles } from "../recommend/ranking_models.ts";
import { songColumns, songTable } from "../song_table.ts";
import { contrasts, openingSentence, reasonWords } from "./playlist_words.ts";
import { profileFigure } from "./profile_figure.ts";
import { relatedList } from "./related_list.ts";
import type { Subject } from "./subject.ts";

export interface SubjectView {
  readonly node: HTMLElement;
  /** The page's first sentence about it. */
  opening(subject: Subject): string;
  show(subject: Subject, answer: PageAnswer, links: SubjectLinks): void;
}

/** Where the subject can be taken. */
export interface SubjectLinks {
  readonly recommend: string;
  readonly sequence: string;
}

export interface SubjectActions {
  pickPlaylist(playlist: number): void;
  addSong(song: number): void;
  fragment(): string;
}

/** Songs that are shown of those that fit least. */
const LEAST_FITTING = 8;

export function subjectView(model: PageModel, actions: SubjectActions): SubjectView {
  const { catalogue } = model;
  const { features } = catalogue;
  const hasFeatures = features.length > 0;
  let scale: FitScale | undefined;
  let fits = new Map<number, SongFit>();
  let entries = new Map<number, Recommendation>();
  let shown: Subject | undefined;

  const profile = hasFeatures ? profileFigure(features, audioProfiles(model).audio.scalers) : null;
  const noFeatures = element(
    "p",
    { class: "about" },
    worded(
      "This data set has no audio features: there is no profile, and no telling which songs fit least.",
    ),
  );
  const notice = element("p", { class: "answer-notice", role: "status" });
  const add = {
    label: (song: number) => `Add ${songTitle(model, song)} to your picks`,
    sign: "+",
    run: actions.addSong,
  };
  const continuation = songTable(model, [], {
    label: "Continuation",
    fragment: actions.fragment,
    height: 420,
    actions: [add],
    columns: [
      {
        name: "rank",
        label: "#",
        text: (song) => String(entries.get(song)?.rank ?? ""),
        key: (song) => entries.get(song)?.rank ?? NaN,
        isNumeric: true,
        width: "2.2rem",
      },
      ...songColumns(model, actions.fragment),
      {
        name: "match",
        label: "Match",
        text: (song) => fixed(entries.get(song)?.match ?? NaN, 1),
        key: (song) => entries.get(song)?.match ?? NaN,
        isNumeric: true,
        width: "4.2rem",
      },
    ],
  });
  const distance = (song: number) => fits.get(song)?.distance ?? NaN;
  const why = {
    name: "why",
    label: "What sets it apart",
    text: (song: number) => reasonWords(features, song, fits.get(song)?.reasons ?? []),
    width: "minmax(12rem, 4fr)",
    narrow: "about" as const,
  };
  const away = {
    name: "away",
    label: "Apart",
    text: (song: number) => Number.isFinite(distance(song)) ? fixed(distance(song), 1) : "",
    key: distance,
    isNumeric: true,
    width: "4.4rem",
  };
  const namesOnly = songColumns(model, actions.fragment)
    .filter(({ name }) => name === "title" || name === "artist")
    .map((column) => column.name === "artist" ? { ...column, narrow: undefined } : column);
  const outliers = songTable(model, [], {
    label: worded("Songs that fit least"),
    height: 360,
    columns: [...namesOnly, why, away],
  });
  const songs = songTable(model, [], {
    label: worded("Songs of the playlist"),
    height: 420,
    fragment: actions.fragment,
    further: hasFeatures ? [away] : [],
    features: ["energy"],
  });
  const toRecommend = element("a", {}, "Tune it on Recommend");
  const toSequence = element("a", {}, worded("Put its songs in playing order"));
  const related = element("div", {});
  const exported = (of: () => Iterable<number>, what: string) =>
    exportMenu(() => ({
      name: `${shown?.name ?? ""} ${what}`,
      songs: Array.from(of(), (song) => exportedSong(model, song)),
    }));

  const node = element(
    "div",
    { class: "subject" },
    profile?.node ?? noFeatures,
    related,
    section(
      "What would continue it",
      exported(() => continuation.rows, "continued"),
      element("p", { class: "about links" }, toRecommend),
      notice,
      continuation.node,
    ),
    ...(hasFeatures
      ? [section(
        worded("Songs that fit least"),
        null,
        element(
          "p",
          { class: "about" },
          worded(
            "By how they sound: the distance from the playlist’s medians, in its usual deviations.",
          ),
        ),
        outliers.node,
      )]
      : []),
    section(
      worded("Its songs"),
      exported(() => songs.rows, "songs"),
      element("p", { class: "about links" }, toSequence),
      songs.node,
    ),
  );

  return {
    node,
    opening(subject) {
      const alone = subject.songs.filter((song) => {
        const playlists = rowIndices(catalogue.songPlaylists, song).length;
        return playlists <= 1;
      }).length;
      return openingSentence({
        name: subject.playlist >= 0 ? subject.name : null,
        songs: subject.songs.length,
        alone,
        ofWhat: subject.ofWhat,
        contrasts: contrasts(features, subject.songs, subject.others),
      });
    },
    show(subject, answer, links) {
      const isOther = subject.songs !== shown?.songs;
      shown = subject;
      toRecommend.href = links.recommend;
      toSequence.href = links.sequence;
      entries = new Map(answer.list.map((entry) => [entry.song, entry]));
      continuation.update(answer.list.map(({ song }) => song));
      setText(notice, answerNotice(answer));
      if (!isOther) return;
      if (hasFeatures) {
        scale ??= fitScale(features);
        const ordered = songFits(features, scale, subject.songs);
        fits = new Map(ordered.map((fit) => [fit.song, fit]));
        outliers.update(ordered.slice(0, LEAST_FITTING).map(({ song }) => song));
        profile?.update(subject.songs, subject.others, subject.ofWhat);
      }
      songs.update(subject.songs);
      related.replaceChildren();
      if (subject.playlist >= 0) {
        const { songPlaylists, playlistSongs } = catalogue;
        related.append(relatedList(
          model,
          relatedPlaylists(songPlaylists, playlistSongs, subject.playlist),
          actions.pickPlaylist,
        ));
      }
    },
  };
}

function section(title: string, tool: HTMLElement | null, ...content: HTMLElement[]): HTMLElement {
  return element(
    "section",
    { "aria-label": title },
    element(
      "div",
      { class: "section-head" },
      element("h2", {}, title),
      ...(tool === null ? [] : [tool]),
    ),
    ...content,
  );
}
