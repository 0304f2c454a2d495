/**
 * Feedback: songs that someone dislikes push away what is like them, signal by signal.
 *
 * After Rocchio (1971, "Relevance feedback in information retrieval"), whose query moves away from
 * what was judged bad, with two changes. Likeness counts only where it stands out: a part of a
 * disliked song's own query, in standard deviations above `STANDS_OUT` of them, so that the many
 * songs that are a little like it stay where they are. And of several disliked songs the nearest
 * counts, not their mean: a dislike means as much beside ten others as alone.
 *
 *     part′ = part − λ · sd(part) · max over dislikes of max(0, z(part of the dislike) − 2)
 *
 * Each signal keeps its own part, so that the shares still add up to the score and what a dislike
 * takes away stands in the reasons. A signal that the query does not have stays absent.
 */
import { type Parts, type Signal, SIGNALS } from "./contract.ts";

/**
 * λ: how much of the likeness to a disliked song is taken away. At 0.3 more than half of its
 * neighbours leave the first 20 and of the other songs 3 in 100 do (`docs/how-it-works.md`).
 */
export const PUSH = 0.3;

/** Standard deviations above the mean from which a song is like another one. */
export const STANDS_OUT = 2;

/**
 * How far each song stands out as like the song that a query is about, in standard deviations above
 * `STANDS_OUT` of them; 0 for all others.
 *
 * @param parts of a query that holds that song alone
 */
export function likeness(parts: Parts): Parts {
  return mapParts(parts, (part) => {
    const { mean, deviation } = spread(part);
    const out = new Float32Array(part.length);
    if (!(deviation > 0)) return out;
    for (let song = 0; song < part.length; song++) {
      out[song] = Math.max(0, (part[song] - mean) / deviation - STANDS_OUT);
    }
    return out;
  });
}

/**
 * Parts from which songs like the disliked ones are pushed away.
 *
 * @param dislikes likeness to each disliked song, as `likeness` gives it
 * @param push λ, 0 or more
 * @returns new arrays; `parts` itself where there is no dislike
 */
export function pushedAway(parts: Parts, dislikes: readonly Parts[], push = PUSH): Parts {
  if (dislikes.length === 0) return parts;
  return mapParts(parts, (part, signal) => {
    const factor = push * spread(part).deviation;
    const out = part.slice();
    const columns = dislikes.flatMap((dislike) => dislike[signal] ?? []);
    for (let song = 0; song < out.length; song++) {
      let most = 0;
      for (let i = 0; i < columns.length; i++) if (columns[i][song] > most) most = columns[i][song];
      out[song] -= factor * most;
    }
    return out;
  });
}

/** Which of the disliked songs a song is most like in a signal; −1 where it stands out by none. */
export function nearestDislike(dislikes: readonly Parts[], signal: Signal, song: number): number {
  let nearest = -1, most = 0;
  dislikes.forEach((dislike, i) => {
    const value = dislike[signal]?.[song] ?? 0;
    if (value > most) [nearest, most] = [i, value];
  });
  return nearest;
}

function mapParts(
  parts: Parts,
  change: (part: Float32Array, signal: Signal) => Float32Array,
): Parts {
  const [collaborative, audio, catalogue] = SIGNALS.map((signal) => {
    const part = parts[signal];
    return part === null ? null : change(part, signal);
  });
  return { collaborative, audio, catalogue };
}

/** Mean and population standard deviation. */
function spread(values: Float32Array): { mean: number; deviation: number } {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  const mean = sum / Math.max(1, values.length);
  let squares = 0;
  for (let i = 0; i < values.length; i++) squares += (values[i] - mean) ** 2;
  return { mean, deviation: Math.sqrt(squares / Math.max(1, values.length)) };
}
