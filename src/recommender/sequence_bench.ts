/**
 * Putting lists in playing order, songs drawn from a catalogue without structure.
 *
 *     deno bench src/recommender/sequence_bench.ts
 */
import { camelotCode } from "./harmony.ts";
import { randomNumbers } from "./random.ts";
import { sequence } from "./sequence.ts";
import { type Arc, DEFAULT_SEQUENCE_WEIGHTS, sequenceCosts } from "./sequence_costs.ts";

const random = randomNumbers(3);
const below = (size: number) => Math.floor(random() * size);

function randomList(size: number) {
  const column = (value: () => number) => Float64Array.from({ length: size }, value);
  return {
    songs: Int32Array.from({ length: size }, (_, song) => song),
    columns: {
      keys: Int8Array.from({ length: size }, () => camelotCode(below(12), below(2))),
      tempos: column(() => 80 + 90 * random()),
      energies: column(random),
    },
    artists: Int32Array.from({ length: size }, () => below(size)),
    energyReach: 0.4,
  };
}

for (const size of [20, 50, 200]) {
  const list = randomList(size);
  for (const arc of ["none", "wave"] satisfies Arc[]) {
    const name = arc === "none" ? "no arc" : "a wave";
    Deno.bench(`put ${size} songs in order, ${name}`, { group: "sequence" }, () => {
      sequence(sequenceCosts(list, arc, DEFAULT_SEQUENCE_WEIGHTS));
    });
  }
}

const list = randomList(50);
for (const arc of ["none", "wave"] satisfies Arc[]) {
  const costs = sequenceCosts(list, arc, DEFAULT_SEQUENCE_WEIGHTS);
  const from = sequence(costs);
  for (const places of [[7], [0, 24, 49], [3, 9, 15, 21, 27, 33, 39, 45]]) {
    const pins = new Map(places.map((place, i) => [place, from[31 + i]]));
    const name = `put 50 songs in order, ${places.length} pinned, ${
      arc === "none" ? "no arc" : "a wave"
    }`;
    Deno.bench(name, { group: "sequence" }, () => {
      sequence(costs, { pins });
    });
  }
}
