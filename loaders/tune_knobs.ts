/** The numbers that `tune.ts` may turn: how to read, change and write each of them. */
import type { BorrowingKind } from "../src/recommender/backoff.ts";
import type { TraitKind } from "../src/recommender/taste.ts";
import { MARKED_WEIGHTS, type TunedParameters } from "../src/recommender/tuned_parameters.ts";
import type { Weights } from "../src/recommender/contract.ts";
import type { ScalerKind } from "../src/recommender/scaling.ts";
import { TERM_SIGNALS, TERMS, withStrengths } from "../src/recommender/term_strengths.ts";

/** One number of the tuned model. */
export interface Knob {
  readonly name: string;
  /** What it is multiplied by in the search, in order; the first that gains is kept. */
  readonly factors: readonly number[];
  get(parameters: TunedParameters): number;
  set(parameters: TunedParameters, value: number): TunedParameters;
  /** Finds it in the text of `tuned_parameters.ts`: what stands before it, then the number. */
  readonly written: RegExp;
}

const FACTORS = [0.7, 1.4];
const NUMBER = "(-?[\\d.]+)";

/** A number that stands at the top of the parameters. */
function plain(
  name:
    | "neighborhoodFloor"
    | "artistRepeats"
    | "sameWork"
    | "popularity"
    | "claims"
    | "claimSharpness",
): Knob {
  return {
    name,
    factors: FACTORS,
    get: (parameters) => parameters[name],
    set: (parameters, value) => ({ ...parameters, [name]: value }),
    written: new RegExp(`(\\n {2}${name}: )${NUMBER}`),
  };
}

function backoff(name: "smoothing" | "degreeExponent" | "selfFactor", factors = FACTORS): Knob {
  return {
    name,
    factors,
    get: (parameters) => parameters.backoff[name],
    set: (parameters, value) => ({
      ...parameters,
      backoff: { ...parameters.backoff, [name]: value },
    }),
    written: new RegExp(`(\\n {4}${name}: )${NUMBER}`),
  };
}

function borrowing(kind: BorrowingKind): Knob {
  return {
    name: `${kind} strength`,
    factors: FACTORS,
    get: ({ backoff }) => backoff.strengths[kind],
    set: (parameters, value) => ({
      ...parameters,
      backoff: {
        ...parameters.backoff,
        strengths: { ...parameters.backoff.strengths, [kind]: value },
      },
    }),
    written: new RegExp(`(strengths: \\{[^}]*\\b${kind}: )${NUMBER}`),
  };
}

function trait(kind: TraitKind): Knob {
  return {
    name: `${kind} strength`,
    factors: FACTORS,
    get: ({ traits }) => traits[kind].strength,
    set: (parameters, value) => ({
      ...parameters,
      traits: { ...parameters.traits, [kind]: { ...parameters.traits[kind], strength: value } },
    }),
    written: new RegExp(`("${kind}": \\{ strength: )${NUMBER}`),
  };
}

function share(name: "own" | "borrowed"): Knob {
  return {
    name: `${name} playlists strength`,
    factors: FACTORS,
    get: ({ neighborhood }) => neighborhood[name],
    set: (parameters, value) => ({
      ...parameters,
      neighborhood: { ...parameters.neighborhood, [name]: value },
    }),
    written: new RegExp(`(neighborhood: \\{[^}]*\\b${name}: )${NUMBER}`),
  };
}

/** All of them, in the order in which they are searched. */
export const KNOBS: readonly Knob[] = [
  trait("feature"),
  trait("artist mean"),
  trait("era"),
  trait("date"),
  trait("artist size"),
  {
    name: "version words strength",
    factors: FACTORS,
    get: ({ versionWords }) => versionWords.strength,
    set: (parameters, value) => ({
      ...parameters,
      versionWords: { ...parameters.versionWords, strength: value },
    }),
    written: new RegExp(`(versionWords: \\{ strength: )${NUMBER}`),
  },
  plain("claims"),
  plain("claimSharpness"),
  plain("popularity"),
  plain("artistRepeats"),
  plain("sameWork"),
  plain("neighborhoodFloor"),
  share("own"),
  share("borrowed"),
  backoff("degreeExponent", [0.85, 1.15]),
  backoff("smoothing", [0.5, 2]),
  backoff("selfFactor"),
  borrowing("artist"),
  borrowing("album"),
  borrowing("featured"),
];

/** The parameters with one number changed. */
export function withKnob(parameters: TunedParameters, knob: Knob, value: number): TunedParameters {
  return knob.set(parameters, value);
}

/**
 * The parameters under which the marked weights rank as other weights do now: every term multiplied
 * by what its signal gains. The marked point itself stays, so that pages and figures do.
 */
export function withWeights(
  parameters: TunedParameters,
  weights: Weights,
  marked: Weights = MARKED_WEIGHTS,
): TunedParameters {
  const factors = TERM_SIGNALS.map((signal) => weights[signal] / marked[signal]);
  factors[TERMS.indexOf("listing")] *= parameters.listing;
  return withStrengths(parameters, factors, 1);
}

/** The text of `settings.ts` with another scaler. @throws Error when it names none */
export function writtenScaler(text: string, scaler: ScalerKind): string {
  const written = /(\n {2}scaler: )"\w+"/;
  if (!written.test(text)) throw new Error("There is no scaler to write");
  return text.replace(written, `$1"${scaler}"`);
}

/**
 * The text of `tuned_parameters.ts` with the numbers of other parameters; nothing else changes.
 *
 * @throws Error when a number cannot be found in the text
 */
export function writtenParameters(text: string, parameters: TunedParameters): string {
  // The values stand after the interface, whose members have the same names.
  const start = text.indexOf("export const TUNED_PARAMETERS");
  let values = text.slice(start);
  for (const knob of KNOBS) {
    if (!knob.written.test(values)) throw new Error(`There is no ${knob.name} to write`);
    values = values.replace(knob.written, (_, before) => before + String(knob.get(parameters)));
  }
  return text.slice(0, start) + values;
}
