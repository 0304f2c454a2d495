/** What the figures of the Evaluate page share: their panels of methods, warm and cold. */
import { worded } from "../nouns.ts";
import type { Evaluation, Measure, Split, Subset } from "./data.ts";
import type { FigureOptions, Panel } from "../plot_figure.ts";
import { intervalPlot, type IntervalRow } from "./intervals.ts";
import { estimatesOf, measureLabel } from "./methods.ts";
import { type Kind, KINDS } from "./words.ts";

/** What a figure shows of the measurements; null, or no panels, where there is nothing. */
export type Figure = (evaluation: Evaluation) => FigureOptions | null;

/** What lists are compared by. */
export const RANKING = "NDCG@10";

export const PANEL_NAMES: Readonly<Record<Kind, string>> = {
  warm: worded("Warm: other playlists hold them"),
  cold: worded("Cold: no other playlist holds them"),
};

/** The same for warm and for cold songs. */
export function byKind<T>(of: (kind: Kind) => T): Record<Kind, T> {
  return { warm: of("warm"), cold: of("cold") };
}

export interface MethodPanelOptions {
  readonly format: (value: number) => string;
  readonly split?: Split;
  readonly subsets?: readonly Subset[];
  readonly reference?: number;
  readonly domain?: readonly [number, number];
  readonly axis?: string;
  readonly tickFormat?: (value: number) => string;
  /** Whether a single panel says which songs it is about. */
  readonly names?: boolean;
}

/** A panel for each subset: one row a method. */
export function methodPanels(
  evaluation: Evaluation,
  measure: Measure,
  { split = "random", subsets = KINDS, names = true, axis, ...rest }: MethodPanelOptions,
): Panel[] {
  return subsets.flatMap((subset) => {
    const rows = estimatesOf(evaluation, subset, measure, split).map((
      { style: { label, color, isFilled }, estimate },
    ) => ({ label, color, isFilled, estimate }));
    const name = names && subset !== "all" ? PANEL_NAMES[subset] : "";
    return panel(name, rows, { axis: axis ?? measureLabel(measure), ...rest });
  });
}

/** A panel of rows; none without rows. */
export function panel(
  name: string,
  rows: readonly IntervalRow[],
  options: Omit<Parameters<typeof intervalPlot>[2], "label">,
): Panel[] {
  if (rows.length === 0) return [];
  const label = name === "" ? options.axis : `${name}, ${options.axis}`;
  return [{ name, draw: (width) => intervalPlot(rows, width, { label, ...options }) }];
}
