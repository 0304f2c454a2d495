/** The song that is looked at: its card, and, when one stays with it, its surroundings. */
import type { PageModel } from "../model.ts";
import { nearText, SongCard, type SongRole, songText } from "./card.ts";
import type { MapChart } from "./chart.ts";
import type { LookedBy } from "./chart_contract.ts";
import { type FeatureVectors, unitVectors } from "./fidelity.ts";
import { surroundingsOf } from "./surroundings.ts";
import { NEIGHBORS } from "./trust_words.ts";
import type { MapVariable } from "./variables.ts";
import type { Size } from "./view.ts";

/** So long a song is looked at before its surroundings are searched, in milliseconds. */
const DWELL = 90;

export interface LookedSongOptions {
  readonly model: PageModel;
  chart(): MapChart;
  /** Scaled features of all songs. */
  readonly features: FeatureVectors;
  /** Those that place, colour and size the songs. */
  variables(): readonly MapVariable[];
  /** What a song is to the query. */
  role(song: number): SongRole;
  /** The address of a song's page. */
  page(song: number): string;
  /** Picks a song, or no longer. */
  toggle(song: number): void;
  /** Tells those who read by ear. */
  say(text: string): void;
}

export class LookedSong {
  readonly #options: LookedSongOptions;
  readonly #card: SongCard;
  #song = -1;
  #near = "";
  #dwelling: ReturnType<typeof setTimeout> | undefined;
  #unit: FeatureVectors | undefined;

  constructor(options: LookedSongOptions) {
    this.#options = options;
    const k = Math.min(NEIGHBORS, options.model.trackIds.length - 1);
    this.#card = new SongCard(
      () => this.#song >= 0 && options.toggle(this.#song),
      options.features.dimensions === 0 ? "" : nearText(k, k),
    );
  }

  /** The card, to be put into the plot area. */
  get node(): HTMLElement {
    return this.#card.node;
  }

  /** Whether a place in the plot area lies on the way from the song to its card. */
  keeps(px: number, py: number): boolean {
    return this.#card.isOnTheWay(px, py);
  }

  /** As `ChartListeners.look` has it. */
  look(song: number, by: LookedBy, px: number, py: number, frame: Size): void {
    const { model, chart, role, page, variables, say } = this.#options;
    if (song !== this.#song) {
      clearTimeout(this.#dwelling);
      this.#near = "";
      chart().link(null);
      if (song >= 0) this.#dwelling = setTimeout(() => this.#findNear(song), DWELL);
    }
    this.#song = song;
    if (song < 0) return this.#card.hide();
    const part = role(song);
    const text = { ...songText(model, song, variables(), part), near: this.#near };
    this.#card.show(text, part.isPick, px, py, frame, page(song), by !== "mouse");
    chart().plot.dataset.looked = model.trackIds[song];
    if (by === "keys") say(Object.values(text).filter((line) => line !== "").join(", "));
  }

  #findNear(song: number): void {
    const { features, chart } = this.#options;
    if (song !== this.#song || features.dimensions === 0) return;
    this.#unit ??= unitVectors(features);
    const found = surroundingsOf(this.#unit, chart().places(), song, NEIGHBORS);
    this.#near = nearText(found.shared, found.truly.length);
    chart().link({ song, ...found });
    chart().lookAgain();
  }
}
