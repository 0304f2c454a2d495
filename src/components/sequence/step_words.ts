/** Steps from song to song in words. */
import {
  camelotLabel,
  type KeyRelation,
  keyStep,
  type MixColumns,
  TEMPO_TOLERANCE,
  temposBlend,
  tempoStep,
} from "../../recommender/harmony.ts";
import { fixed, percent } from "../feature_format.ts";
import { worded } from "../nouns.ts";

/** One thing that a step does, and whether it fits. */
export interface StepPart {
  readonly name: "key" | "tempo" | "energy" | "artist";
  readonly text: string;
  readonly fits: boolean;
}

/** Difference of energy, in the unit of the data set's reach, that is not heard as a break. */
const SMALL_SHARE = 0.4;

/** What leads from one song to the next: the parts that the data set knows. */
export function stepParts(
  { keys, tempos, energies }: MixColumns,
  artists: Int32Array,
  energyReach: number,
  from: number,
  to: number,
): StepPart[] {
  const parts: StepPart[] = [];
  if (keys !== null) parts.push(keyPart(keys[from], keys[to]));
  if (tempos !== null) parts.push(tempoPart(tempos[from], tempos[to]));
  if (energies !== null) {
    const change = Math.abs(energies[from] - energies[to]);
    parts.push({
      name: "energy",
      text: `energy ${number(energies[from])} → ${number(energies[to])}`,
      fits: change <= SMALL_SHARE * energyReach,
    });
  }
  if (artists[from] >= 0 && artists[from] === artists[to]) {
    parts.push({ name: "artist", text: worded("the same artist again"), fits: false });
  }
  return parts;
}

const RELATIONS: Readonly<Record<KeyRelation, (steps: number, mode: string) => string>> = {
  same: () => "the same key",
  relative: (_, mode) => `the relative ${mode}`,
  step: (steps) => signed(steps),
  diagonal: (steps, mode) => `${signed(steps)} and to ${mode}`,
  boost: (steps) => `${signed(steps < 0 ? steps + 12 : steps)}, an energy boost`,
  parallel: (_, mode) => `the parallel ${mode}`,
  clash: (steps, mode) => steps === 0 ? `to ${mode}` : `${signed(steps)}, a clash`,
  unknown: () => "",
};

function keyPart(from: number, to: number): StepPart {
  const { relation, steps } = keyStep(from, to);
  if (relation === "unknown") return { name: "key", text: "key unknown", fits: false };
  const mode = to < 12 ? "minor" : "major";
  return {
    name: "key",
    text: `${camelotLabel(from)} → ${camelotLabel(to)}, ${RELATIONS[relation](steps, mode)}`,
    fits: relation === "same" || relation === "step" || relation === "relative",
  };
}

function tempoPart(from: number, to: number): StepPart {
  const { fold, change } = tempoStep(from, to);
  if (Number.isNaN(change)) return { name: "tempo", text: "tempo unknown", fits: false };
  const time = fold === 0.5 ? " at half time" : fold === 2 ? " at double time" : "";
  return {
    name: "tempo",
    text: `${fixed(from, 0)} → ${fixed(to, 0)} BPM${time}, ${percentChange(change)}`,
    fits: temposBlend(from, to, TEMPO_TOLERANCE),
  };
}

/** How many steps of an order fit in a way; null where the data set does not know. */
export interface FittingSteps {
  readonly key: number | null;
  readonly tempo: number | null;
}

export function fittingSteps(columns: MixColumns, order: ArrayLike<number>): FittingSteps {
  const { keys, tempos } = columns;
  let key = 0, tempo = 0;
  for (let place = 1; place < order.length; place++) {
    const from = order[place - 1], to = order[place];
    if (keys !== null && keyPart(keys[from], keys[to]).fits) key++;
    if (tempos !== null && temposBlend(tempos[from], tempos[to])) tempo++;
  }
  return { key: keys === null ? null : key, tempo: tempos === null ? null : tempo };
}

/** The page's first sentence: what the order gains on the one in which the songs came. */
export function openingSentence(steps: number, now: FittingSteps, before: FittingSteps): string {
  if (steps < 1) return worded("One song is in order by itself: take two or more.");
  const ways = [
    now.key === null ? "" : `${now.key} of ${steps} steps blend in key`,
    now.tempo === null
      ? ""
      : now.key === null
      ? `${now.tempo} of ${steps} steps blend in tempo`
      : `${now.tempo} in tempo`,
  ].filter((text) => text !== "");
  const were = [before.key, before.tempo].filter((count) => count !== null);
  if (ways.length === 0) return worded("This data set knows neither keys nor tempos of its songs.");
  return worded`In this order ${ways.join(" and ")}; as the songs came, ${were.join(" and ")} did.`;
}

function signed(steps: number): string {
  return steps > 0 ? `+${steps}` : fixed(steps, 0);
}

function percentChange(change: number): string {
  return `${change >= 0.0005 ? "+" : ""}${percent(change, 1)}`;
}

function number(value: number): string {
  if (!Number.isFinite(value)) return "unknown";
  return fixed(value, Math.abs(value) >= 10 ? 0 : 2);
}
