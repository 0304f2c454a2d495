/** Figures of the default on groups of playlists. */
import { worded } from "../nouns.ts";
import { DEFAULT, type Evaluation, FEWEST_PLAYLISTS, hasInterval, NDCG } from "./data.ts";
import type { FigureOptions } from "../plot_figure.ts";
import { byKind, type Figure, panel, PANEL_NAMES, RANKING } from "./panels.ts";
import * as words from "./words.ts";

const { KINDS, three } = words;

export const sizes: Figure = (evaluation) =>
  groupFigure(evaluation, "size", (group) => worded`${group} songs`, {
    id: "sizes",
    title: words.sizeTitle(byKind((kind) => evaluation.groups("size", kind, NDCG))),
  });

export const genres: Figure = (evaluation) =>
  groupFigure(evaluation, "genre", (group) => group, {
    id: "genres",
    title: words.genreTitle(byKind((kind) => evaluation.groups("genre", kind, NDCG))),
  });

function groupFigure(
  evaluation: Evaluation,
  groupKind: "size" | "genre",
  labelOf: (group: string) => string,
  { id, title }: { id: string; title: string },
): FigureOptions | null {
  const ranges = byKind((kind) => evaluation.groups(groupKind, kind, NDCG));
  if (KINDS.every((kind) => ranges[kind].length < 2)) return null;
  const isFew = KINDS.some((kind) =>
    ranges[kind].some(({ playlists }) => playlists < FEWEST_PLAYLISTS)
  );
  return {
    id,
    title,
    caption: [
      worded`The default's ${RANKING} on the playlists of each ${groupKind}, the number of them in `,
      "brackets; the dashed line is its mean over all. ",
      groupKind === "size"
        ? worded("A playlist's size is what is left of it when its fifth is held out. ")
        : worded("A playlist's genre is that of most of its rows. "),
      isFew
        ? worded`Groups of fewer than ${FEWEST_PLAYLISTS} playlists are drawn hollow and without ` +
          "an interval: too few to say."
        : "",
    ],
    panels: KINDS.flatMap((kind) => {
      const rows = ranges[kind].map(({ group, ...estimate }) => ({
        label: `${labelOf(group)} (${estimate.playlists})`,
        isFilled: hasInterval(estimate),
        estimate,
      }));
      return panel(PANEL_NAMES[kind], rows, {
        axis: RANKING,
        format: three,
        reference: evaluation.find({ method: DEFAULT, subset: kind, ...NDCG })?.value,
      });
    }),
  };
}
