/**
 * `npm run tune`: searches the tuned model's numbers, the blend weights and the classic hybrid's
 * scaler on inner splits, and says what they would gain.
 *
 * A fifth of each playlist is set aside first and never looked at, so that the splits of
 * `npm run evaluate` with the same seed stay unseen. What is left is split again twice: one inner
 * split to search on, one to judge the winner on, with a paired bootstrap interval.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  MARKED_WEIGHTS,
  TUNED_PARAMETERS,
  type TunedParameters,
} from "../src/recommender/tuned_parameters.ts";
import type { Catalogue } from "../src/recommender/contract.ts";
import { tunedModel } from "../src/recommender/tuned.ts";
import { drawResamples, mean, pairedBootstrap } from "./bootstrap.ts";
import { catalogueOf } from "./catalogue.ts";
import { type Command, help, readFlags, runCommand } from "./command_line.ts";
import { UserError } from "./errors.ts";
import { type Holdout, randomHoldout } from "./holdout.ts";
import { measure, type Measured } from "./measure.ts";
import { CLASSIC_HYBRID, DEFAULT_METHOD, FAMILIES, type Method, weightGrid } from "./methods.ts";
import { describe, modelRequest, ROOT } from "./request.ts";
import { type Progress, stderrProgress } from "./progress.ts";
import { readRequest } from "./request_data.ts";
import { writeFileWhole } from "./store.ts";
import { type ScalerKind, SCALERS } from "../src/recommender/scaling.ts";
import { KNOBS, withKnob, withWeights, writtenParameters, writtenScaler } from "./tune_knobs.ts";

const COMMAND: Command = {
  name: "npm run tune --",
  summary: "Searches the models' numbers on inner splits, and says what they would gain.",
  options: [
    { flag: "csv", value: "FILE", description: "the data set; else it is looked for" },
    { flag: "seed", value: "N", description: "seed of the splits [1]" },
    { flag: "rounds", value: "N", description: "times that every number is tried anew [1]" },
    {
      flag: "write",
      description:
        "write the winners to src/recommender/tuned_parameters.ts and loaders/settings.ts",
    },
  ],
};

const PARAMETERS_FILE = join(ROOT, "src", "recommender", "tuned_parameters.ts");
const SETTINGS_FILE = join(ROOT, "loaders", "settings.ts");
/** A change is kept when it gains more than this, so that the search does not chase noise. */
const LEAST_GAIN = 0.0005;

/** What the search maximises: the mean of NDCG@10 and Recall@50, warm and cold, all four alike. */
export function objective(measured: readonly Measured[]): number {
  return mean(Float64Array.from(measured, ({ values }) => mean(values)));
}

/** Measures parameters on a split, at some weights. */
function measureParameters(
  split: Holdout,
  parameters: TunedParameters,
  methods: readonly Method[] = [{ name: DEFAULT_METHOD, weights: MARKED_WEIGHTS }],
): Measured[] {
  const model = tunedModel(split.training, { parameters, claims: "compute" });
  const context = { vectors: new Float32Array(0), d: 0 };
  return measure({ model, methods }, split, context, () => false);
}

/** Tries smaller and larger values of one number after the other, keeping what gains. */
export async function search(
  split: Holdout,
  start: TunedParameters,
  rounds: number,
  progress: Progress,
): Promise<TunedParameters> {
  let best = start;
  let bestValue = objective(measureParameters(split, start));
  progress.say(`As it stands: ${bestValue.toFixed(4)}`);
  for (let round = 0; round < rounds; round++) {
    for (const knob of KNOBS) {
      await progress.stage(knob.name, () => {
        for (const factor of knob.factors) {
          const value = Number((knob.get(best) * factor).toPrecision(3));
          const candidate = withKnob(best, knob, value);
          const measured = objective(measureParameters(split, candidate));
          if (!(measured > bestValue + LEAST_GAIN)) continue;
          progress.say(
            `  ${knob.name} ${knob.get(best)} → ${value}: ${bestValue.toFixed(4)} → ${
              measured.toFixed(4)
            }`,
          );
          best = candidate;
          bestValue = measured;
          break;
        }
      });
    }
  }
  return best;
}

/** Lines that set two measurements side by side, with the paired interval of their difference. */
export function comparison(before: readonly Measured[], after: readonly Measured[]): string[] {
  return before.map((one, i) => {
    const other = after[i];
    const known = (values: Float64Array) => values.filter((_, p) => !Number.isNaN(one.values[p]));
    const was = known(one.values), is = known(other.values);
    const { value, low, high } = pairedBootstrap(is, was, drawResamples(was.length, 2000, 1));
    const signed = (x: number) => (x < 0 ? "" : "+") + x.toFixed(4);
    return `  ${`${one.subset} ${one.metric}@${one.k}`.padEnd(16)} ${mean(was).toFixed(4)} → ${
      mean(is).toFixed(4)
    }  ${signed(value)}  (95 %: ${signed(low)} to ${signed(high)})`;
  });
}

/** The best point of the grid of weights on a split, and what it reaches. */
function bestWeights(split: Holdout, parameters: TunedParameters) {
  const methods = weightGrid();
  const measured = measureParameters(split, parameters, methods);
  const perPoint = measured.length / methods.length;
  let best = 0, bestValue = -Infinity;
  methods.forEach((_, point) => {
    const value = objective(measured.slice(point * perPoint, (point + 1) * perPoint));
    if (value > bestValue) [best, bestValue] = [point, value];
  });
  return { weights: methods[best].weights, value: bestValue };
}

/** Moves the strengths of the signals to the best weights of the grid, where that gains. */
function searchWeights(
  split: Holdout,
  parameters: TunedParameters,
  progress: Progress,
): TunedParameters {
  const before = objective(measureParameters(split, parameters));
  const { weights, value } = bestWeights(split, parameters);
  progress.say(
    `  best weights of the grid: collaborative ${weights.collaborative}, audio ${weights.audio}, ` +
      `catalogue ${weights.catalogue}: ${before.toFixed(4)} → ${value.toFixed(4)}`,
  );
  return value > before + LEAST_GAIN ? withWeights(parameters, weights) : parameters;
}

/** Measures the classic hybrid, half and half, with a scaler. */
function measureScaler(split: Holdout, rank: number, scaler: ScalerKind): Measured[] {
  const { model, methods } = FAMILIES.classic(split.training, rank, scaler);
  const hybrid = methods.filter(({ name }) => name === CLASSIC_HYBRID);
  return measure(
    { model, methods: hybrid },
    split,
    { vectors: new Float32Array(0), d: 0 },
    () => false,
  );
}

/** The scaler with which the classic hybrid does best on a split; the present one unless beaten. */
export function bestScaler(split: Holdout, rank: number, present: ScalerKind): ScalerKind {
  const values = SCALERS.map((kind) => objective(measureScaler(split, rank, kind)));
  const was = values[SCALERS.indexOf(present)], best = Math.max(...values);
  return best > was + LEAST_GAIN ? SCALERS[values.indexOf(best)] : present;
}

/** The inner splits of a seed: none of them sees what `randomHoldout` with the seed holds out. */
export function innerSplits(catalogue: Catalogue, seed: number): [Holdout, Holdout] {
  const { training } = randomHoldout(catalogue, seed);
  return [randomHoldout(training, seed + 1000), randomHoldout(training, seed + 2000)];
}

async function main(): Promise<void> {
  const flags = readFlags(COMMAND, Deno.args);
  if (flags === null) {
    console.log(help(COMMAND));
    return;
  }
  const seed = wholeNumber("seed", flags.seed ?? "1", 0);
  const rounds = wholeNumber("rounds", flags.rounds ?? "1", 1);
  const request = modelRequest(flags), progress = stderrProgress();
  progress.say(`Tuning on inner splits of ${describe(request.dataset)}`);
  const catalogue = catalogueOf(await readRequest(request, progress));
  const [searched, judged] = innerSplits(catalogue, seed);
  const numbers = await search(searched, TUNED_PARAMETERS, rounds, progress);
  const winner = await progress.stage(
    "blend weights",
    () => searchWeights(searched, numbers, progress),
  );
  const lines = comparison(
    measureParameters(judged, TUNED_PARAMETERS),
    measureParameters(judged, winner),
  );
  console.log(
    `${
      KNOBS.filter((knob) => knob.get(winner) !== knob.get(TUNED_PARAMETERS)).length
    } of ${KNOBS.length} numbers change; on the split that the search did not see:`,
  );
  console.log(lines.join("\n"));
  const { rank, scaler } = request.effective.settings;
  const better = await progress.stage("scaler", () => bestScaler(searched, rank, scaler));
  console.log(`The classic hybrid's scaler: ${scaler} → ${better}`);
  if (better !== scaler) {
    const was = measureScaler(judged, rank, scaler), is = measureScaler(judged, rank, better);
    console.log(comparison(was, is).join("\n"));
  }
  if (flags.write === undefined) return;
  writeFileWhole(SETTINGS_FILE, writtenScaler(readFileSync(SETTINGS_FILE, "utf8"), better));
  writeFileWhole(
    PARAMETERS_FILE,
    writtenParameters(readFileSync(PARAMETERS_FILE, "utf8"), winner),
  );
  console.log(
    `Written to ${PARAMETERS_FILE} and ${SETTINGS_FILE}; the site's model and evaluation are stale now`,
  );
}

function wholeNumber(flag: string, text: string, least: number): number {
  const number = text.trim() === "" ? NaN : Number(text);
  if (Number.isInteger(number) && number >= least && number < 2 ** 30) return number;
  throw new UserError(
    `Cannot use --${flag} ${text}: it must be a whole number of at least ${least}`,
  );
}

if (import.meta.main) await runCommand(main);
