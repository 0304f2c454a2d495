import assert from "node:assert/strict";
import { listMoves, moveSign, moveWords, overlapWords } from "./list_moves.ts";

Deno.test("listMoves() follows each song to its rank in the other list", () => {
  const moves = listMoves([10, 20, 30, 40], [20, 10, 50, 40]);
  assert.deepEqual(moves, {
    to: [2, 1, 0, 4],
    from: [2, 1, 0, 4],
    shared: 3,
    moved: 2,
    distance: 2 / 3,
  });
  assert.deepEqual(listMoves([], [1]).from, [0]);
});

Deno.test("overlapWords() says how much of the list is the same, and whether it moved", () => {
  const words = (before: number[], after: number[]) =>
    overlapWords(listMoves(before, after), after.length);
  assert.equal(words([1, 2, 3], [1, 2, 3]), "All 3 songs are the same, in the same order.");
  assert.equal(
    words([1, 2, 3], [3, 2, 1]),
    "All 3 songs are the same; 2 of them moved, by 1.3 ranks on average.",
  );
  assert.equal(words([1, 2, 3], [4, 5, 6]), "None of the 3 songs is the same.");
  assert.equal(
    words([1, 2, 3], [2, 5, 6]),
    "1 of 3 songs is the same; it moved, by 1 rank on average.",
  );
  assert.equal(words([1], []), "One of the lists is empty.");
});

Deno.test("a song's move is a sign to see and words to hear", () => {
  assert.deepEqual([[5, 2], [2, 5], [3, 3], [0, 1]].map(([from, rank]) => moveSign(from, rank)), [
    "▲ 3",
    "▼ 3",
    "=",
    "new",
  ]);
  assert.equal(moveWords(3, 2), "up 1 rank");
  assert.equal(moveWords(2, 5), "down 3 ranks");
});
