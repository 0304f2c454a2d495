/** The card of the feature profile: drawn when the list has come to rest, in room kept for it. */
import type { AudioProfiles } from "../../recommender/audio.ts";
import type { FeatureColumn, Query } from "../../recommender/contract.ts";
import { toPosition } from "../../recommender/scaling.ts";
import type { Answer } from "./answer.ts";
import { AtRest } from "../at_rest.ts";
import { element, whenIdle } from "../dom.ts";
import { withFigureMenu } from "../export/figure_menu.ts";
import { worded } from "../nouns.ts";
import { profileHeight, ProfilePlot } from "./profile_plot.ts";

export interface ProfileCard {
  readonly node: HTMLElement;
  update(answer: Answer): void;
}

/** @param profilesOf gives the scaled features when they are first needed: after the list */
export function profileCard(
  features: readonly FeatureColumn[],
  profilesOf: () => AudioProfiles,
): ProfileCard {
  const room = element("div", { class: "plot" });
  room.style.minHeight = `${profileHeight(features.length)}px`;
  let plot: ProfilePlot | undefined;
  let answer: Answer | undefined;
  const atRest = new AtRest();

  function draw(): void {
    if (answer === undefined || !room.isConnected || room.clientWidth === 0) return;
    const profiles = profilesOf();
    plot ??= new ProfilePlot(features, profiles.audio.scalers);
    const songs = answer.list.map(({ song }) => song);
    const width = Math.min(560, room.clientWidth);
    room.replaceChildren(
      plot.draw(queryPositions(profiles, answer.request.query), songs, { width }),
    );
  }

  function later(): void {
    atRest.run(() => whenIdle(draw));
  }

  new ResizeObserver(later).observe(room);
  return {
    node: withFigureMenu(
      element(
        "figure",
        { class: "profile" },
        element("h2", {}, "How they sound"),
        room,
        element(
          "figcaption",
          {},
          element("span", { class: "key-pick", "aria-hidden": "true" }),
          "Mean of your picks, or the value asked for",
          element("br"),
          element("span", { class: "key-list", "aria-hidden": "true" }),
          "Median of the list; the line is its middle half",
          element("br"),
          element("span", { class: "key-catalogue", "aria-hidden": "true" }),
          worded("All songs of the catalogue (square root of their number)"),
        ),
      ),
      "How the recommendations sound",
    ),
    update(next) {
      answer = next;
      later();
    },
  };
}

/** Where a query lies in the range of each feature: a wanted value, else the picks' mean, else NaN. */
export function queryPositions(profiles: AudioProfiles, query: Query): Float64Array {
  const { scalers } = profiles.audio;
  const mean = profiles.query(query);
  const positions = Float64Array.from(
    scalers,
    (scaler, k) => mean === null ? NaN : toPosition(scaler, scaler.toRaw(mean[k])),
  );
  for (const { feature, value } of query.preferences) {
    positions[feature] = toPosition(scalers[feature], value);
  }
  return positions;
}
