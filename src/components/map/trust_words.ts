/** The words on how far the map can be trusted, measured after the first picture. */
import { setText, whenIdle } from "../dom.ts";
import type { PageModel } from "../model.ts";
import {
  componentsSentence,
  openingSentence,
  qualitySentence,
  type Shown,
  trustSentence,
} from "./caption.ts";
import {
  type FeatureVectors,
  fillNeighbors,
  neighborSample,
  sameGenreByChance,
  sameGenreShare,
  sharedNeighbors,
  unitVectors,
  varianceShare,
} from "./fidelity.ts";
import type { MapLayout } from "./layouts.ts";
import type { PixelPlaces } from "./transition.ts";
import type { MapVariable } from "./variables.ts";

/** Neighbours of a song that are compared, as when the layouts were made. */
export const NEIGHBORS = 15;

/** Songs that are compared, and how many at a time: some milliseconds' work. */
const SAMPLE = 400, PORTION = 20;

export interface TrustWordsOptions {
  readonly model: PageModel;
  /** Scaled features: songs × dimensions. */
  readonly vectors: FeatureVectors;
  readonly layouts: readonly MapLayout[];
  /** The features as variables, in their order. */
  readonly features: readonly MapVariable[];
  /** Where the words go: the page's first sentence, and the caption's last. */
  readonly opening: HTMLElement;
  readonly trust: HTMLElement;
}

export class TrustWords {
  readonly #options: TrustWordsOptions;
  readonly #sample;
  #variance: number | undefined;
  #shown: Shown | undefined;
  #places: (() => PixelPlaces) | undefined;

  constructor(options: TrustWordsOptions) {
    this.#options = options;
    this.#sample = neighborSample(options.model.catalogue.songCount, SAMPLE, NEIGHBORS);
  }

  /** Measures, a portion at a time, then writes; afterwards `show` writes at once. */
  measure(): void {
    const { model: { catalogue: { songCount }, songGenres }, vectors, layouts, opening } =
      this.#options;
    const unit = unitVectors(vectors), sample = this.#sample;
    const pca = layouts.find(({ name }) => name === "pca");
    const next = (from: number) => {
      fillNeighbors(unit, songCount, sample, from, from + PORTION);
      if (from + PORTION < sample.songs.length) return whenIdle(() => next(from + PORTION));
      this.#variance = pca === undefined ? NaN : varianceShare({
        x: Float32Array.from(pca.x.values),
        y: Float32Array.from(pca.y.values),
      }, vectors);
      const same = sameGenreShare(sample, songGenres), chance = sameGenreByChance(songGenres);
      const { dimensions } = vectors, isLaidOut = layouts.length > 0;
      setText(
        opening,
        openingSentence(songCount, dimensions, sample.k, same, chance, isLaidOut),
      );
      opening.dataset.ready = "";
      this.#write();
    };
    next(0);
  }

  /** @param places in pixels, asked when they are needed */
  show(shown: Shown, places: () => PixelPlaces): void {
    this.#shown = shown;
    this.#places = places;
    this.#write();
  }

  #write(): void {
    const shown = this.#shown, variance = this.#variance;
    const { vectors: { dimensions }, features, trust } = this.#options;
    if (shown === undefined) return;
    const { layout } = shown;
    if (layout !== null && layout.quality !== null) {
      const components = layout.name === "pca" && variance !== undefined
        ? componentsSentence(variance, layout.x, layout.y, features)
        : "";
      const quality = qualitySentence(layout.quality, layout.of, dimensions);
      return setText(trust, `${components} ${quality}`.trim());
    }
    // Before the measuring is done nothing is known of two features; without any there is no truth.
    if (variance === undefined || dimensions === 0) return setText(trust, "");
    const shared = sharedNeighbors(this.#places!(), this.#sample);
    const { k, songs } = this.#sample;
    setText(trust, trustSentence(shared, k, dimensions, songs.length));
  }
}
