/** The list with its head, and the pinned list beside it where one is pinned. */
import type { Recommendation } from "../../recommender/contract.ts";
import { isEmptyQuery } from "../../recommender/query.ts";
import { element, setText } from "../dom.ts";
import { exportedSong } from "../export/exported_song.ts";
import { exportMenu } from "../export/export_menu.ts";
import { artistName, type PageModel, songTitle } from "../model.ts";
import { worded } from "../nouns.ts";
import type { QueryAddress } from "../query/query_address.ts";
import { queryWords } from "../query/query_words.ts";
import { undoButtons } from "../query/undo_buttons.ts";
import { songAddress } from "../song_address.ts";
import { answerNotice } from "./answer_notice.ts";
import { blendLine } from "./blend_words.ts";
import { type Feedback, feedbackStrip, giveFeedback } from "./feedback_strip.ts";
import { listMoves, overlapWords } from "./list_moves.ts";
import type { PageAnswer, PageAnswers } from "./page_answers.ts";
import { pinnedState, readPin, setPin, swapPin } from "./pin.ts";
import { pinnedList } from "./pinned_list.ts";
import { signalLegend } from "./signal_legend.ts";
import { songList } from "./song_list.ts";
import { whyPanel } from "./why_panel.ts";

export interface Results {
  readonly node: HTMLElement;
  update(answer: PageAnswer): void;
}

/** Lists that share at least this much are one list that changes: its rows glide. */
const SAME_LIST = 1 / 3;

export function results(
  model: PageModel,
  address: QueryAddress,
  answers: PageAnswers,
): Results {
  let answer: PageAnswer | undefined;
  let pinned: { pin: string; answer: PageAnswer; songs: readonly number[] } | undefined;

  const give = (list: Feedback, song: number) => {
    giveFeedback(address, list, model.trackIds[song]);
    const title = songTitle(model, song);
    setText(
      said,
      list === "songs"
        ? `${title} is one of your picks now. Ctrl+Z takes it back.`
        : `${title} and what is most like it step back. Ctrl+Z takes it back.`,
    );
  };
  const songs = songList(model, {
    like: (song) => give("songs", song),
    dislike: (song) => give("dislikes", song),
    addressOf: (song) => songAddress(model, song, address.fragment),
    explain: (entry) => explanation(entry),
  });
  const said = element("p", { class: "visually-hidden", role: "status" });
  const feedback = feedbackStrip(
    model,
    address,
    (list, song) =>
      setText(
        said,
        `${songTitle(model, song)} is no longer ${list === "songs" ? "liked" : "disliked"}.`,
      ),
  );
  const legend = signalLegend();
  const notice = element("p", { class: "answer-notice", role: "status" });
  const undo = undoButtons(address);
  const pin = element("button", {
    type: "button",
    class: "tool pin",
    title: "Keep this list beside the next ones, to compare",
  }, "Pin");
  pin.addEventListener("click", () => setPin(address, address.state));
  const comparison = pinnedList(model, songs.rows, {
    unpin: () => setPin(address, null),
    swap: () => swapPin(address),
  });
  const tools = element("div", { class: "tools" }, undo.node, pin, exportMenu(exported));
  const lists = element("div", { class: "lists" }, ...comparison.nodes, songs.node);

  function explanation(entry: Recommendation): Node {
    if (answer === undefined || answer.weights === null) return document.createTextNode("");
    const { request: { query, featureWeights }, modelParts: parts, weights, ranker } = answer;
    const { song } = entry;
    const reasons = ranker.explain({ query, featureWeights, parts, weights, song });
    const panel = whyPanel(model, answer, entry, reasons);
    if (model.catalogue.artists[song] >= 0) panel.append(leaveOutButton(song));
    return panel;
  }

  function leaveOutButton(song: number): HTMLElement {
    const artist = artistName(model, song);
    const button = element(
      "button",
      { type: "button", class: "outlined leave-out" },
      worded`List no song by ${artist}`,
    );
    button.addEventListener("click", () => {
      address.update({ without: [...new Set([...address.state.without, artist])] });
    });
    return button;
  }

  function exported() {
    const words = answer === undefined ? "" : queryWords(answer.resolved, model);
    return {
      name: worded`Songs like ${words}`,
      songs: (answer?.list ?? []).map(({ song, rank, score, match }) =>
        exportedSong(model, song, { rank, score, match })
      ),
    };
  }

  function compare(next: PageAnswer): readonly number[] | null {
    const text = readPin(address);
    if (text === null) {
      pinned = undefined;
      return null;
    }
    if (pinned?.pin !== text) {
      const other = answers.answer(pinnedState(text), "pinned");
      pinned = { pin: text, answer: other, songs: other.list.map(({ song }) => song) };
    }
    const moves = listMoves(pinned.songs, next.list.map(({ song }) => song));
    const size = Math.max(pinned.songs.length, next.list.length);
    const { request, ranker, resolved } = pinned.answer;
    const about = [queryWords(resolved, model), blendLine(request, ranker)];
    comparison.update(
      pinned.songs,
      moves,
      about.filter((text) => text !== "").join(" · "),
      overlapWords(moves, next.list.length === 0 ? 0 : size),
    );
    return moves.from;
  }

  return {
    node: element(
      "div",
      { class: "found" },
      element("div", { class: "results-head" }, element("h2", {}, "Recommendations"), tools),
      legend.node,
      notice,
      said,
      feedback.node,
      lists,
    ),
    update(next) {
      const glides = answer !== undefined && isSameList(answer, next);
      answer = next;
      const from = compare(next);
      lists.classList.toggle("comparing", from !== null);
      pin.hidden = from !== null;
      songs.update(next.list, { glides, passes: address.isPreview, from });
      if (from !== null) comparison.draw();
      legend.update(next.weights);
      const unfit = address.state.fits.length > 0 && next.request.filters.fits === null
        ? worded("No pick is there to fit in key or tempo, so that filter lets all songs through.")
        : "";
      setText(
        notice,
        [isEmptyQuery(next.request.query) ? "" : answerNotice(next), unfit].join(" ").trim(),
      );
      undo.update();
      feedback.update(address.state);
    },
  };
}

function isSameList(last: PageAnswer, next: PageAnswer): boolean {
  if (last.parts === next.parts) return true;
  const songs = new Set(last.list.map(({ song }) => song));
  const shared = next.list.filter(({ song }) => songs.has(song)).length;
  return shared >= SAME_LIST * next.list.length;
}
