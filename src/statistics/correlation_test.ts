import assert from "node:assert/strict";
import {
  correlation,
  correlationMatrix,
  orderByCorrelation,
  orderByDistance,
} from "./correlation.ts";
import { midRanks } from "./ranks.ts";

const of = (...values: number[]) => Float64Array.from(values);

function near(value: number, wanted: number, within = 1e-12): void {
  assert.ok(Math.abs(value - wanted) < within, `${value} is not ${wanted}`);
}

Deno.test("correlation() is Pearson's r worked by hand", () => {
  // Deviations −1.5 −0.5 0.5 1.5 and −1 −1 0 2: products sum to 5, squares to 5 and 6.
  near(correlation(of(1, 2, 3, 4), of(1, 1, 2, 4), "pearson").value, 5 / Math.sqrt(30));
});

Deno.test("correlation() of ranks sees any rising relation as 1 and any falling one as −1", () => {
  const x = of(1, 2, 3, 4, 5);
  near(correlation(x, x.map((v) => v ** 7), "spearman").value, 1);
  near(correlation(x, x.map((v) => -Math.exp(v)), "spearman").value, -1);
});

Deno.test("midRanks() gives equal values the mean of their ranks", () => {
  assert.deepEqual([...midRanks(of(10, 20, 10, 30, 20, 20))], [1.5, 4, 1.5, 6, 4, 4]);
});

Deno.test("correlation() leaves songs out of a pair for which either value is missing", () => {
  const { value, count } = correlation(of(1, NaN, 3, 4, 9), of(2, 5, 6, 8, NaN), "pearson");
  near(value, correlation(of(1, 3, 4), of(2, 6, 8), "pearson").value);
  assert.equal(count, 3);
  const matrix = correlationMatrix([of(1, NaN, 3, 4, 9), of(2, 5, 6, 8, NaN)], "spearman");
  near(matrix[0][1].value, 1);
});

Deno.test("correlation() is not defined for a constant column or fewer than three songs", () => {
  assert.ok(Number.isNaN(correlation(of(0.1, 0.1, 0.1), of(1, 2, 3), "pearson").value));
  assert.ok(Number.isNaN(correlation(of(1, 2), of(1, 2), "spearman").value));
});

Deno.test("correlation() gives Fisher's interval, symmetric about artanh r", () => {
  const { value, low, high } = correlation(
    of(1, 2, 3, 4, 5, 6, 7),
    of(2, 1, 4, 3, 7, 5, 6),
    "pearson",
  );
  near(Math.atanh(high) - Math.atanh(value), 1.959964 / 2, 1e-9);
  near(Math.atanh(value) - Math.atanh(low), 1.959964 / 2, 1e-9);
});

Deno.test("orderByCorrelation() puts columns that move together side by side", () => {
  const x = of(1, 4, 2, 8, 5, 7), y = of(3, 1, 4, 1, 5, 9);
  const columns = [x, y, x.map((v, i) => -v + 0.1 * i), y.map((v, i) => v + 0.2 * i)];
  const order = orderByCorrelation(correlationMatrix(columns, "pearson"));
  assert.deepEqual(order.toSorted(), [0, 1, 2, 3]);
  assert.equal(Math.abs(order.indexOf(0) - order.indexOf(2)), 1);
  assert.equal(Math.abs(order.indexOf(1) - order.indexOf(3)), 1);
});

Deno.test("orderByDistance() takes none, one and two columns as they are", () => {
  assert.deepEqual(orderByDistance([]), []);
  assert.deepEqual(orderByDistance([[0]]), [0]);
  assert.deepEqual(orderByDistance([[0, 1], [1, 0]]), [0, 1]);
});
