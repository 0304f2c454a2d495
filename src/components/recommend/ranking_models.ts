/** The ranking models that a page can name, each with its explanations, in one table. */
import { AudioProfiles, audioVectors } from "../../recommender/audio.ts";
import { type ClassicModel, classicModel } from "../../recommender/classic.ts";
import { type ClassicReasons, explainClassic } from "../../recommender/classic_reasons.ts";
import type {
  FeatureWeights,
  Parts,
  Query,
  RankingModel,
  Weights,
} from "../../recommender/contract.ts";
import { type TunedModel, tunedModel } from "../../recommender/tuned.ts";
import type { Answer as TunedAnswer } from "../../recommender/tuned_answer.ts";
import { MARKED_WEIGHTS } from "../../recommender/tuned_parameters.ts";
import { explainTuned, type TunedReasons } from "../../recommender/tuned_reasons.ts";
import type { PageModel } from "../model.ts";

/** What is explained: one song of a list. */
export interface Explained {
  readonly query: Query;
  readonly featureWeights: FeatureWeights;
  /** As the ranker's model gave them for this query. */
  readonly parts: Parts;
  readonly weights: Weights;
  readonly song: number;
}

/** Why a song is listed, by the model that ranked it. */
export type Explanation =
  | { readonly by: "classic"; readonly reasons: ClassicReasons }
  | { readonly by: "tuned"; readonly reasons: TunedReasons };

/** A ranking model with what the pages ask of it besides ranks. */
export interface Ranker {
  readonly name: string;
  /** Built when it is first asked for, which takes some tenths of a second. */
  readonly model: RankingModel;
  /** The blend at which the model is meant to be used. */
  readonly markedBlend: number;
  /** Audio's share of content there. */
  readonly markedSplit: number;
  /** Whether songs have a catalogue signal, so that the share of content is worth choosing. */
  readonly isSplit: boolean;
  explain(what: Explained): Explanation;
}

/** The models by name, as people read them, the default of a page that names none first. */
export const MODEL_LABELS: Readonly<Record<string, string>> = {
  tuned: "Tuned: three signals",
  classic: "Classic hybrid",
};

const RANKERS: Readonly<Record<string, (model: PageModel) => Ranker>> = {
  tuned: tunedRanker,
  classic: classicRanker,
};

function tunedRanker(
  { catalogue, manifest, claims, tunedParameters, tunedFindings }: PageModel,
): Ranker {
  let tuned: TunedModel | undefined;
  const built = () =>
    tuned ??= tunedModel(catalogue, {
      parameters: tunedParameters,
      claims: claims ?? "none",
      findings: tunedFindings,
    });
  let model: RankingModel | undefined;
  // Explanations read the tables that the parts were made of.
  const answers = new WeakMap<Parts, TunedAnswer>();
  // Without features the other two signals stand in for audio, as wherever a signal is absent.
  const audio = catalogue.features.length > 0 ? MARKED_WEIGHTS.audio : 0;
  const content = audio + MARKED_WEIGHTS.catalogue;
  return {
    name: "tuned",
    markedBlend: MARKED_WEIGHTS.collaborative / (MARKED_WEIGHTS.collaborative + content),
    markedSplit: audio / content,
    isSplit: audio > 0,
    get model() {
      return model ??= {
        ...built(),
        parts(query, featureWeights) {
          const answer = built().answer(query, featureWeights);
          answers.set(answer.parts, answer);
          return answer.parts;
        },
      };
    },
    explain({ query, featureWeights, parts, weights, song }) {
      const answer = answers.get(parts) ?? built().answer(query, featureWeights);
      const profiles = audioProfiles({ catalogue, manifest });
      const reasons = explainTuned(built(), answer, profiles, featureWeights, weights, song);
      return { by: "tuned", reasons };
    },
  };
}

function classicRanker({ catalogue, manifest, playlistFactors }: PageModel): Ranker {
  let model: ClassicModel | undefined;
  const { scaler } = manifest.settings;
  const built = () => model ??= classicModel(catalogue, { scaler, ...playlistFactors });
  return {
    name: "classic",
    // The two cosines count the same: the classic hybrid of the evaluation.
    markedBlend: 0.5,
    markedSplit: 0.5,
    isSplit: false,
    get model() {
      return built();
    },
    explain: ({ query, featureWeights, song }) => ({
      by: "classic",
      reasons: explainClassic(built(), query, featureWeights, song),
    }),
  };
}

/** A ranking model by its name, not yet built. @throws RangeError when there is none of that name */
export function createRanker(name: string, model: PageModel): Ranker {
  if (!Object.hasOwn(RANKERS, name)) {
    const names = Object.keys(RANKERS).join(", ");
    throw new RangeError(`Cannot rank songs: there is no model "${name}", only ${names}`);
  }
  return RANKERS[name](model);
}

const knownProfiles = new WeakMap<PageModel["catalogue"], AudioProfiles>();

/** Scaled features of the catalogue, for profiles and scales of the charts; made when first asked. */
export function audioProfiles(
  { catalogue, manifest }: Pick<PageModel, "catalogue" | "manifest">,
): AudioProfiles {
  let profiles = knownProfiles.get(catalogue);
  if (profiles === undefined) {
    profiles = new AudioProfiles(audioVectors(catalogue, manifest.settings.scaler), catalogue);
    knownProfiles.set(catalogue, profiles);
  }
  return profiles;
}

/**
 * The three weights of a blend: `blend` for the collaborative signal, the rest for the content
 * signals that the query has, audio's share of it by `split`. At the model's own blend and split
 * these are its marked weights.
 *
 * Content that a query does not have is left out before, not after: so the collaborative signal
 * keeps exactly the weight that the slider shows.
 *
 * @param blend 0 (content only) to 1 (collaborative only)
 * @param split 0 (catalogue only) to 1 (audio only), within content
 */
export function blendWeights(
  ranker: Ranker,
  parts: Parts,
  blend: number,
  split: number,
): Weights {
  const hasAudio = parts.audio !== null, hasCatalogue = parts.catalogue !== null;
  const isMarked = ranker.isSplit && blend === ranker.markedBlend && split === ranker.markedSplit;
  // To the last bit: the ranking there is the one that was evaluated.
  if (isMarked && hasAudio && hasCatalogue) return ranker.model.defaultWeights;
  const content = 1 - blend;
  // With no content at all the rest goes to a signal without a part, and so to nobody.
  if (!hasAudio && !hasCatalogue) return { collaborative: blend, audio: content, catalogue: 0 };
  const audio = hasAudio && hasCatalogue ? split : hasAudio ? 1 : 0;
  return {
    collaborative: blend,
    audio: content * audio,
    catalogue: content * (1 - audio),
  };
}
