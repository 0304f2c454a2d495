import type { RowGroups } from "./collapse.ts";

/** The nearest groups of each group. */
export interface NearestGroups {
  /** Groups listed for each group. */
  keep: number;
  /** `keep` a group, by score descending, ties by lower group; never the group itself. */
  neighbors: Int32Array;
  scores: Float32Array;
  /** Neighbours wanted for each row. */
  topN: number;
  /** The score of a row with those equal to it. Asked of groups of several rows only. */
  ownScore: (row: number) => number;
}

/** Nearest rows of each row, as compressed sparse rows. */
export interface NearestRows {
  offsets: Int32Array;
  neighbors: Int32Array;
  scores: Float32Array;
}

/**
 * From the nearest groups of each group to the nearest rows of each row: the topN others, or as many
 * as there are, by score descending, ties by lower row. The rows of a group are each other's
 * neighbours at their own score.
 *
 * topN groups are enough, or all others if they are fewer: of each group that precedes another one,
 * by score and then by first row, at least one row precedes all rows of the other.
 */
export function expandGroups(groups: RowGroups, nearest: NearestGroups): NearestRows {
  const { groupOf, offsets: starts, members } = groups;
  const count = groupOf.length;
  const each = Math.max(0, Math.min(nearest.topN, members.length - 1));
  const offsets = new Int32Array(count + 1);
  for (let row = 0; row < count; row++) {
    offsets[row + 1] = offsets[row] + (groupOf[row] < 0 ? 0 : each);
  }
  const neighbors = new Int32Array(offsets[count]);
  const scores = new Float32Array(offsets[count]);
  // For a group of several rows: one row more than wanted, as each of them leaves itself out.
  const listRows = new Int32Array(each + 1);
  const listScores = new Float32Array(each + 1);
  for (let group = 0; group < groups.count; group++) {
    const first = starts[group];
    const end = starts[group + 1];
    if (end - first === 1) {
      const to = offsets[members[first]];
      writeList(groups, nearest, group, neighbors, scores, to, to + each);
      continue;
    }
    writeList(groups, nearest, group, listRows, listScores, 0, each + 1);
    for (let m = first; m < end; m++) {
      const row = members[m];
      let to = offsets[row];
      for (let i = 0; to < offsets[row + 1]; i++) {
        if (listRows[i] === row) continue;
        neighbors[to] = listRows[i];
        scores[to++] = listScores[i];
      }
    }
  }
  return { offsets, neighbors, scores };
}

/**
 * Writes the best rows for a group to places from `to` up to `end`; its own rows are among them if
 * it has several.
 */
function writeList(
  groups: RowGroups,
  nearest: NearestGroups,
  group: number,
  rows: Int32Array,
  scores: Float32Array,
  to: number,
  end: number,
): void {
  const { offsets: starts, members } = groups;
  let ownLeft = starts[group + 1] - starts[group] > 1;
  const ownScore = ownLeft ? nearest.ownScore(members[starts[group]]) : -Infinity;
  let next = group * nearest.keep;
  const last = next + nearest.keep;
  while (to < end) {
    const score = next < last
      ? Math.max(nearest.scores[next], ownLeft ? ownScore : -Infinity)
      : ownScore;
    // All groups of this score: their rows go together, in ascending order.
    const first = next;
    while (next < last && nearest.scores[next] === score) next++;
    const own = ownLeft && ownScore === score;
    if (own) ownLeft = false;
    if (next - first + (own ? 1 : 0) === 1) {
      const single = own ? group : nearest.neighbors[first];
      for (let m = starts[single]; m < starts[single + 1] && to < end; m++) {
        rows[to] = members[m];
        scores[to++] = score;
      }
      continue;
    }
    const tied = Array.from(nearest.neighbors.subarray(first, next));
    if (own) tied.push(group);
    const all = tied.flatMap((one) =>
      // More rows of one group than there are places are not needed.
      Array.from(members.subarray(starts[one], Math.min(starts[one + 1], starts[one] + end - to)))
    ).sort((a, b) => a - b);
    for (let i = 0; i < all.length && to < end; i++) {
      rows[to] = all[i];
      scores[to++] = score;
    }
  }
}
