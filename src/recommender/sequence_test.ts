/** Orders of songs, against every order there is and against the orders that people start from. */
import assert from "node:assert/strict";
import { randomNumbers } from "./random.ts";
import { Descent } from "./sequence_descent.ts";
import { sequence } from "./sequence.ts";
import {
  arcCost,
  ARCS,
  arcTargets,
  DEFAULT_SEQUENCE_WEIGHTS,
  type SequenceCosts,
  sequenceCosts,
  type SequenceSongs,
  stepCosts,
  stepsCost,
} from "./sequence_costs.ts";
import { insertionOrder, nearestOrder, withPins } from "./sequence_starts.ts";

/** Songs with every column, drawn by chance; some keys, tempos and energies are unknown. */
function randomList(size: number, seed: number): SequenceSongs {
  const random = randomNumbers(seed);
  const below = (count: number) => Math.floor(random() * count);
  return {
    songs: Int32Array.from({ length: size }, (_, i) => size - 1 - i),
    columns: {
      keys: Int8Array.from({ length: size }, () => below(25) - 1),
      tempos: Float64Array.from({ length: size }, () => below(20) === 0 ? 0 : 70 + 100 * random()),
      energies: Float64Array.from({ length: size }, () => below(20) === 0 ? NaN : random()),
    },
    artists: Int32Array.from({ length: size }, () => below(size / 2)),
    energyReach: 0.4,
  };
}

const totalOf = (costs: SequenceCosts, order: ArrayLike<number>) =>
  stepsCost(costs, order) + arcCost(costs, order);

const ownOrder = (n: number) => Int32Array.from({ length: n }, (_, i) => i);

/** Least total of all orders with the pins that cost no more in steps than `bound`. */
function leastCost(costs: SequenceCosts, pins: ReadonlyMap<number, number>, bound: number): number {
  const { n, steps, places } = costs;
  const isPinned = new Set(pins.values());
  let least = Infinity;
  const extend = (order: number[], used: number, cost: number, ofSteps: number) => {
    if (cost >= least || ofSteps > bound + 1e-9) return;
    const place = order.length;
    if (place === n) {
      least = cost;
      return;
    }
    for (let song = 0; song < n; song++) {
      if (used & 1 << song || (pins.get(place) ?? song) !== song) continue;
      if (!pins.has(place) && isPinned.has(song)) continue;
      const step = place > 0 ? steps[order[place - 1] * n + song] : 0;
      order.push(song);
      extend(order, used | 1 << song, cost + step + places[song * n + place], ofSteps + step);
      order.pop();
    }
  };
  extend([], 0, 0, 0);
  return least;
}

/** What the steps may cost at most: those of the given and of the nearest-neighbour order. */
function stepsBound(costs: SequenceCosts): number {
  return Math.min(
    stepsCost(costs, ownOrder(costs.n)),
    stepsCost(costs, nearestOrder(costs, 0)),
  );
}

Deno.test("sequence() is as good as the best of all orders, for up to 8 songs", () => {
  for (let seed = 1; seed <= 12; seed++) {
    const n = 2 + seed % 7;
    for (const arc of ARCS) {
      const costs = sequenceCosts(randomList(n, seed), arc, DEFAULT_SEQUENCE_WEIGHTS);
      const order = sequence(costs);
      assert.deepEqual(order.toSorted(), ownOrder(n));
      const found = totalOf(costs, order);
      const least = leastCost(costs, new Map(), stepsBound(costs));
      assert.ok(Math.abs(found - least) < 1e-6, `${n} songs, ${arc}: ${found}, best ${least}`);
    }
  }
});

Deno.test("sequence() keeps pinned songs in their places, and is the best around them", () => {
  for (let seed = 1; seed <= 8; seed++) {
    const n = 8;
    const costs = sequenceCosts(randomList(n, 50 + seed), "none", DEFAULT_SEQUENCE_WEIGHTS);
    const pins = new Map([[0, seed % n], [3, (seed + 5) % n], [4, (seed + 2) % n]]);
    const order = sequence(costs, { pins });
    assert.deepEqual(order.toSorted(), ownOrder(n));
    for (const [place, song] of pins) assert.equal(order[place], song);
    const least = leastCost(costs, pins, Infinity);
    assert.ok(Math.abs(totalOf(costs, order) - least) < 1e-6, `seed ${seed}`);
  }
});

Deno.test("sequence() finds a path that is known: songs along a line, shuffled", () => {
  const n = 40;
  const place = Int32Array.from({ length: n }, (_, i) => i * 17 % n);
  const steps = new Float64Array(n * n).map((_, i) =>
    Math.abs(place[Math.floor(i / n)] - place[i % n])
  );
  const costs = { n, steps, places: new Float64Array(n * n), hasArc: false };
  assert.equal(stepsCost(costs, sequence(costs)), n - 1);
});

Deno.test("sequence() beats the given order and the nearest-neighbour one in its steps, with any arc", () => {
  for (let seed = 1; seed <= 4; seed++) {
    const n = 20 + 10 * seed;
    for (const arc of ARCS) {
      for (const weight of [DEFAULT_SEQUENCE_WEIGHTS.arc, 2]) {
        const list = randomList(n, 100 + seed);
        const costs = sequenceCosts(list, arc, { ...DEFAULT_SEQUENCE_WEIGHTS, arc: weight });
        const order = sequence(costs, { effort: 2e5 });
        const bound = stepsBound(costs);
        assert.ok(stepsCost(costs, order) <= bound + 1e-9, `${n} songs, ${arc}, ${weight}`);
        assert.ok(stepsCost(costs, order) < stepsCost(costs, ownOrder(n)) / 1.3);
        if (arc === "none") assert.ok(stepsCost(costs, order) < bound);
        else assert.ok(arcCost(costs, order) < arcCost(costs, ownOrder(n)));
      }
    }
  }
});

Deno.test("sequence() beats the given order and the nearest-neighbour one with the same pins", () => {
  for (let seed = 1; seed <= 4; seed++) {
    for (const arc of ["none", "wave"] as const) {
      const n = 20 + 10 * seed;
      const costs = sequenceCosts(randomList(n, 200 + seed), arc, DEFAULT_SEQUENCE_WEIGHTS);
      const pins = new Map(
        Array.from({ length: 2 + 2 * seed }, (_, i) => [7 * i % n, (11 * i + seed) % n]),
      );
      const from = sequence(costs);
      const order = sequence(costs, { pins, from });
      assert.deepEqual(order.toSorted(), ownOrder(n));
      for (const [place, song] of pins) assert.equal(order[place], song);
      const given = stepsCost(costs, withPins(ownOrder(n), pins));
      const nearest = stepsCost(costs, nearestOrder(costs, 0, false, pins));
      assert.ok(stepsCost(costs, order) < given / 1.2, `${n} songs, ${arc}`);
      assert.ok(stepsCost(costs, order) < nearest + (arc === "none" ? 0 : 1e-9));
      if (arc !== "none") continue;
      // As good as the order without pins put right around them, at least.
      const repaired = new Descent(costs, pins).run(withPins(from, pins));
      assert.ok(totalOf(costs, order) <= repaired.cost + 1e-9, `${n} songs, ${arc}`);
    }
  }
});

Deno.test("sequence() gives the same order for the same seed, never a worse one than it starts from", () => {
  const costs = sequenceCosts(randomList(30, 7), "wave", DEFAULT_SEQUENCE_WEIGHTS);
  const order = sequence(costs, { seed: 3 });
  assert.deepEqual(sequence(costs, { seed: 3 }), order);
  assert.ok(totalOf(costs, sequence(costs, { from: order })) <= totalOf(costs, order));
  const pins = new Map([[4, order[20]]]);
  const found = sequence(costs, { from: order, pins });
  assert.equal(found[4], order[20]);
  assert.ok(totalOf(costs, found) <= totalOf(costs, withPins(order, pins)));
});

Deno.test("sequence() takes lists of no, one and two songs, and all of them pinned", () => {
  for (const n of [0, 1, 2, 3]) {
    const costs = sequenceCosts(randomList(n, 9), "rising", DEFAULT_SEQUENCE_WEIGHTS);
    assert.deepEqual(sequence(costs).toSorted(), ownOrder(n));
  }
  const costs = sequenceCosts(randomList(3, 9), "none", DEFAULT_SEQUENCE_WEIGHTS);
  const pins = new Map([[0, 2], [1, 0], [2, 1]]);
  assert.deepEqual([...sequence(costs, { pins })], [2, 0, 1]);
});

Deno.test("sequence() throws on pins that are not of the list", () => {
  const costs = sequenceCosts(randomList(3, 9), "none", DEFAULT_SEQUENCE_WEIGHTS);
  assert.throws(() => sequence(costs, { pins: new Map([[3, 0]]) }), {
    message: "Cannot pin song 0 to place 3: both must be 0 to 2",
  });
  assert.throws(() => sequence(costs, { pins: new Map([[0, 1], [1, 1]]) }), {
    message: "Cannot pin the songs: one of them is pinned to two places",
  });
});

Deno.test("stepCosts() counts key, tempo, energy and artist, an absent column not at all", () => {
  const list = {
    columns: {
      keys: Int8Array.of(7, 8, 1),
      tempos: Float64Array.of(124, 62, 130),
      energies: Float64Array.of(0.7, 0.8, NaN),
    },
    artists: Int32Array.of(4, 4, -1),
    energyReach: 0.4,
  };
  const costs = stepCosts(list, 0, 1);
  assert.deepEqual({ ...costs, energy: costs.energy.toFixed(3) }, {
    key: 0.1,
    tempo: 0.1,
    energy: "0.250",
    artist: 1,
  });
  assert.equal(stepCosts(list, 1, 2).energy, 0.5);
  assert.equal(stepCosts(list, 2, 2).artist, 0);
  const none = { ...list, columns: { keys: null, tempos: null, energies: null } };
  assert.deepEqual(stepCosts(none, 0, 1), { key: 0, tempo: 0, energy: 0, artist: 1 });
});

Deno.test("arcTargets() hands out the list's own energies by the height of the arc", () => {
  const energies = Float64Array.of(0.2, 0.9, 0.4, 0.6, 0.8);
  const targets = (arc: (typeof ARCS)[number]) => {
    const found = arcTargets(energies, arc);
    return found && [...found];
  };
  assert.equal(targets("none"), null);
  assert.deepEqual(targets("rising"), [0.2, 0.4, 0.6, 0.8, 0.9]);
  assert.deepEqual(targets("falling"), [0.9, 0.8, 0.6, 0.4, 0.2]);
  assert.deepEqual(targets("arch"), [0.2, 0.6, 0.9, 0.8, 0.4]);
  assert.deepEqual(
    targets("wave"),
    [0.2, 0.9, 0.4, 0.8, 0.6].map((_, i) => [0.2, 0.8, 0.4, 0.9, 0.6][i]),
  );
  assert.equal(arcTargets(Float64Array.of(NaN, NaN), "rising"), null);
  assert.deepEqual([...arcTargets(Float64Array.of(NaN, 0.3), "rising")!], [0.3, 0.3]);
});

Deno.test("nearestOrder() goes to the nearest song left around the pins, insertionOrder() inserts where it is cheapest", () => {
  const at = [0, 10, 1, 4];
  const n = at.length;
  const steps = Float64Array.from(
    { length: n * n },
    (_, i) => Math.abs(at[Math.floor(i / n)] - at[i % n]),
  );
  const costs = { n, steps, places: new Float64Array(n * n), hasArc: false };
  assert.deepEqual([...nearestOrder(costs, 2)], [2, 0, 3, 1]);
  assert.deepEqual([...nearestOrder(costs, 2, false, new Map([[1, 1], [3, 2]]))], [0, 1, 3, 2]);
  assert.deepEqual([...nearestOrder(costs, 2, false, new Map([[0, 3]]))], [3, 2, 0, 1]);
  assert.deepEqual([...insertionOrder(costs, 0)], [1, 3, 2, 0]);
});
