/** What a person has to know of an answer besides its list, in plain sentences. */
import type { Answer } from "./answer.ts";
import { isUnfiltered } from "../../recommender/filters.ts";
import { count } from "../feature_format.ts";
import { worded } from "../nouns.ts";

/** Why there is no list, or what the list leaves out; "" where there is nothing to say. */
export function answerNotice(answer: Answer): string {
  const { request: { query, blend, count: length }, parts, weights, list } = answer;
  const hasPicks = query.songs.length + query.playlists.length > 0;
  const hasCollaborative = parts.collaborative !== null;
  const hasContent = parts.audio !== null || parts.catalogue !== null;
  const unshared = hasPicks
    ? worded("No other song shares enough playlists with these picks for the collaborative signal")
    : worded(
      "Genres and wanted features have no collaborative signal: no playlist holds them as songs",
    );
  if (weights === null) {
    if (!hasCollaborative && !hasContent) {
      return worded`There is nothing to rank songs by: ${
        lowerFirst(unshared)
      }, and no feature that ` +
        `counts is left. Give a feature a weight.`;
    }
    return hasContent
      ? `${unshared}, and the blend asks for nothing else. Move the blend towards content.`
      : "No feature counts, and the blend asks for content alone. Move the blend towards " +
        "collaborative, or give a feature a weight.";
  }
  const isFiltered = !isUnfiltered(answer.request.filters);
  if (list.length === 0 && isFiltered) {
    return answer.allowedCount === 0
      ? worded("No song passes the filters. Widen one of them.")
      : worded("No song that passes the filters has anything in common with these picks.");
  }
  if (list.length === 0) {
    return blend > 0.5
      ? worded(
        "No song has anything in common with these picks under this blend. Move it towards content.",
      )
      : worded("No song has anything in common with these picks under this blend.");
  }
  const notes: string[] = [];
  if (!hasCollaborative && blend > 0) notes.push(`${unshared}, so content alone ranks this list.`);
  if (!hasContent && blend < 1) {
    notes.push("No feature counts, so the collaborative signal alone ranks this list.");
  }
  if (list.length < length) {
    const verb = list.length === 1 ? "has" : "have";
    const those = count(list.length, "song");
    notes.push(
      isFiltered
        ? `Only ${those} ${verb} passed the filters and the limits of the list.`
        : `Only ${those} ${verb} anything in common with these picks.`,
    );
  }
  return notes.join(" ");
}

function lowerFirst(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1);
}
