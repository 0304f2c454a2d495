/** What the blend control says: how accurate the blend is, and which signals a query lacks. */
import { type Parts, type Query, type Signal, SIGNALS } from "../../recommender/contract.ts";
import { isEmptyQuery } from "../../recommender/query.ts";
import { fixed, percent } from "../feature_format.ts";
import { worded } from "../nouns.ts";
import type { AnswerRequest } from "./answer.ts";
import { weightsOfBlend } from "./blend_weights.ts";
import type { Ranker } from "./ranking_models.ts";

/** What was measured at a blend; null where it was not. */
export interface Reached {
  readonly ndcg: number | null;
  /** Share of the held-out songs among the first 50. */
  readonly recall: number | null;
}

/** Which held-out songs are looked for. */
export type Known = "warm" | "cold";

export const KNOWN_LABELS: Readonly<Record<Known, string>> = {
  warm: worded("Known songs"),
  cold: worded("New songs"),
};

export const KNOWN_TITLES: Readonly<Record<Known, string>> = {
  warm: worded("Warm: held-out songs that other playlists hold"),
  cold: worded("Cold: held-out songs that no other playlist holds"),
};

/** "At this blend 38 % of the held-out songs are found among 50 (the default: 39 %); warm NDCG@10 …" */
export function accuracyWords(known: Known, here: Reached, home: Reached, isHome: boolean): string {
  if (here.ndcg === null) return "";
  const beside = (text: string, own: string | null) =>
    isHome || own === null ? text : `${text} (default ${own})`;
  const ndcg = `${known} NDCG@10 ${
    beside(fixed(here.ndcg, 3), home.ndcg === null ? null : fixed(home.ndcg, 3))
  }`;
  const start = isHome ? "At the default" : "At this blend";
  if (here.recall === null) return `${start}: ${ndcg}.`;
  const found = beside(percent(here.recall), home.recall === null ? null : percent(home.recall));
  return worded`${start}: held-out songs found among the first 50: ${found}; ${ndcg}.`;
}

/** The signals that a query does not have; none for an empty one, which has not been asked. */
export function absentSignals(parts: Parts, query: Query): Set<Signal> {
  return new Set(isEmptyQuery(query) ? [] : SIGNALS.filter((signal) => parts[signal] === null));
}

/** "This query has no collaborative signal: what else it has fills its place."; "" where all are there. */
export function absenceWords(absent: ReadonlySet<Signal>): string {
  if (absent.size === 0) return "";
  const names = [...absent].join(" and no ");
  return absent.size < SIGNALS.length
    ? `This query has no ${names} signal: ${
      absent.size === 1 ? "what else it has fills" : "the other fills"
    } its place.`
    : "This query has no signal at all.";
}

/** A blend in one line: "blend 40 / 20 / 40", or of a model with two signals "40 % collaborative". */
export function blendLine(
  { blend, split }: Pick<AnswerRequest, "blend" | "split">,
  { isSplit }: Pick<Ranker, "isSplit">,
): string {
  if (!isSplit) return `blend ${percent(blend)} collaborative`;
  const weights = weightsOfBlend(blend, split);
  return `blend ${SIGNALS.map((signal) => Math.round(100 * weights[signal])).join(" / ")}`;
}
