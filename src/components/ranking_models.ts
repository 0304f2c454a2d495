/** The ranking models that a page can name, each with its explanations, in one table. */
import { classicModel } from "../recommender/classic.ts";
import { type ClassicReasons, explainClassic } from "../recommender/classic_reasons.ts";
import type {
  FeatureWeights,
  Parts,
  Query,
  RankingModel,
  Weights,
} from "../recommender/contract.ts";
import type { AudioProfiles } from "../recommender/audio.ts";
import type { PageModel } from "./model.ts";

/** A ranking model with what the pages ask of it besides ranks. */
export interface Ranker {
  readonly model: RankingModel;
  /** Scaled features of the catalogue, for profiles and for scales of the charts. */
  readonly profiles: AudioProfiles;
  explain(query: Query, featureWeights: FeatureWeights, song: number): ClassicReasons;
}

const RANKERS: Readonly<Record<string, (model: PageModel) => Ranker>> = {
  classic: ({ catalogue, manifest, playlistFactors }) => {
    const { scaler } = manifest.settings;
    const model = classicModel(catalogue, { scaler, ...playlistFactors });
    return {
      model,
      profiles: model.profiles,
      explain: (query, weights, song) => explainClassic(model, query, weights, song),
    };
  },
};

/** Builds a ranking model by its name. @throws RangeError when there is none of that name */
export function createRanker(name: string, model: PageModel): Ranker {
  if (!Object.hasOwn(RANKERS, name)) {
    const names = Object.keys(RANKERS).join(", ");
    throw new RangeError(`Cannot rank songs: there is no model "${name}", only ${names}`);
  }
  return RANKERS[name](model);
}

/**
 * The three weights of a blend: `blend` for the collaborative signal, the rest for the content
 * signals that the query has, in the proportion that the model is meant to be used at.
 *
 * Content that a query does not have is left out before, not after: so the collaborative signal
 * keeps exactly the weight that the slider shows.
 *
 * @param blend 0 (content only) to 1 (collaborative only)
 */
export function blendWeights(model: RankingModel, parts: Parts, blend: number): Weights {
  const { defaultWeights } = model;
  const content = (["audio", "catalogue"] as const).filter((signal) => parts[signal] !== null);
  const whole = content.reduce((sum, signal) => sum + defaultWeights[signal], 0);
  const share = (signal: "audio" | "catalogue") => {
    // With no content at all the rest goes to a signal without a part, and so to nobody.
    if (whole === 0) return signal === "audio" ? 1 - blend : 0;
    return content.includes(signal) ? (1 - blend) * defaultWeights[signal] / whole : 0;
  };
  return { collaborative: blend, audio: share("audio"), catalogue: share("catalogue") };
}
