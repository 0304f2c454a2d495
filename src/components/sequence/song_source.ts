/** Which songs are put in order, and what they are called. */
import { rowIndices } from "../../recommender/incidence.ts";
import { isEmptyQuery } from "../../recommender/query.ts";
import { type PageModel, playlistName } from "../model.ts";
import { worded } from "../nouns.ts";
import { LONGEST_LIST, type QueryState } from "../query/query_state.ts";
import type { PageAnswers } from "../recommend/page_answers.ts";
import type { Source } from "./choices.ts";

export interface SongSource {
  /** In the order in which they came. */
  readonly songs: Int32Array;
  /** What they are, in words: becomes the name of a file. */
  readonly name: string;
  /** What is left out, or why there is nothing; "" where there is nothing to say. */
  readonly note: string;
}

export function songSource(
  source: Source,
  state: QueryState,
  model: PageModel,
  answers: PageAnswers,
): SongSource {
  if (typeof source === "object") return ofPlaylist(model, source.playlist);
  const answer = answers.answer(state);
  const { query } = answer.resolved;
  if (source === "picks") {
    const songs = Int32Array.from(query.songs);
    const note = songs.length > 0 ? "" : worded("No song is picked yet: add some above.");
    return limited(songs, "My picks", note);
  }
  const songs = Int32Array.from(answer.list, ({ song }) => song);
  const note = songs.length === 0 && !isEmptyQuery(query)
    ? "The query has no recommendations: change it on the Recommend page."
    : "";
  return limited(songs, "Recommendations", note);
}

function ofPlaylist(model: PageModel, id: string): SongSource {
  const playlist = model.playlistIds.indexOf(id);
  if (playlist < 0) {
    const note = worded`There is no playlist ${id} in this data set: choose another one.`;
    return { songs: new Int32Array(0), name: worded("Playlist"), note };
  }
  const songs = rowIndices(model.catalogue.playlistSongs, playlist);
  return limited(Int32Array.from(songs), playlistName(model, playlist), "");
}

function limited(songs: Int32Array, name: string, note: string): SongSource {
  if (songs.length <= LONGEST_LIST) return { songs, name, note };
  return {
    songs: songs.slice(0, LONGEST_LIST),
    name,
    note: worded`The first ${LONGEST_LIST} of ${songs.length.toLocaleString("en")} songs.`,
  };
}
