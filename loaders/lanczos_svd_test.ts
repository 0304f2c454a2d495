import assert from "node:assert/strict";
import { truncatedSvd } from "./svd.ts";
import {
  assertClose,
  assertDecomposes,
  assertValues,
  blocks,
  chain,
  randomIncidence,
} from "./svd_cases.ts";

Deno.test("truncatedSvd() finds the same triplets iteratively as exactly", () => {
  for (const [rows, columns, most] of [[2000, 400, 8], [500, 450, 20], [300, 900, 12]]) {
    const incidence = randomIncidence(rows, columns, most, rows);
    const exact = truncatedSvd(incidence, { rank: 30, method: "exact" });
    const iterative = truncatedSvd(incidence, { rank: 30, method: "iterative" });
    assert.equal(iterative.converged, true);
    assertValues(iterative.singularValues, exact.singularValues, 1e-10 * exact.singularValues[0]);
    for (let i = 0; i < exact.right.length; i++) {
      assertClose(iterative.right[i], exact.right[i], 1e-5, `entry ${i} of V`);
    }
  }
});

Deno.test("truncatedSvd() finds the same whatever the seed of the iterative method", () => {
  const incidence = randomIncidence(1500, 600, 10, 3);
  const [first, second] = [1, 2].map((seed) =>
    truncatedSvd(incidence, { rank: 20, method: "iterative", seed })
  );
  assert.notDeepEqual(first.right, second.right);
  assertValues(second.singularValues, first.singularValues, 1e-11 * first.singularValues[0]);
});

Deno.test("truncatedSvd() says that it has not converged when it has too few steps", () => {
  const svd = truncatedSvd(chain(700), { rank: 40, method: "iterative", maxSteps: 12 });
  assert.equal(svd.converged, false);
  assert.match(svd.notes[0], /^Of 40 singular triplets \d+ have not converged: the largest/);
  assert.ok(Math.max(...svd.residuals) > 1e-9 * svd.singularValues[0]);
  assertDecomposes(chain(700), svd);
});

Deno.test("truncatedSvd() finds fewer triplets than asked for with one step, and says so", () => {
  const svd = truncatedSvd(chain(100), { rank: 40, method: "iterative", maxSteps: 1 });
  assert.equal(svd.rank, 8);
  assert.equal(svd.converged, false);
  assert.equal(svd.notes[0], "Rank 40 was asked for, but only 8 triplets were found");
});

Deno.test("truncatedSvd() says when only the search for missed values was cut short", () => {
  const incidence = blocks(...Array.from({ length: 60 }, (_, i): [number, number] => [i + 1, 2]));
  const whole = truncatedSvd(incidence, { rank: 3, method: "iterative" });
  assert.equal(whole.converged, true);
  const short = truncatedSvd(incidence, {
    rank: 3,
    method: "iterative",
    maxSteps: whole.iterations - 1,
  });
  assert.equal(short.converged, false);
  assert.match(short.notes[0], /^All singular triplets have converged, but \d+ steps were too few/);
  assertValues(short.singularValues, whole.singularValues, 1e-9);
});
