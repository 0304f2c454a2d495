/** A table of all methods for looking up one measure. */
import { element } from "../dom.ts";
import {
  type Estimate,
  type Evaluation,
  hasInterval,
  type Measure,
  type Split,
  SUBSETS,
} from "./data.ts";
import { measureLabel, metricMeaning, stylesOf } from "./methods.ts";
import { three } from "./words.ts";
import { count } from "../feature_format.ts";

/** The metrics that were measured, each once, in the order of the table. */
export function metricsOf({ measures }: Evaluation): string[] {
  return [...new Set(measures.map(({ metric }) => metric))];
}

/** Depths at which a metric was measured, ascending; 0 for one without a depth. */
export function depthsOf({ measures }: Evaluation, metric: string): number[] {
  return measures.filter((measure) => measure.metric === metric).map(({ k }) => k)
    .sort((a, b) => a - b);
}

/** One row a method, one column a subset, each value with its 95 % interval. */
export function lookupTable(
  evaluation: Evaluation,
  measure: Measure,
  split: Split,
): HTMLElement {
  const methods = stylesOf(evaluation.methods);
  const find = (method: string, subset: typeof SUBSETS[number]) =>
    evaluation.find({ method, subset, split, ...measure });
  const subsets = SUBSETS.filter((subset) => methods.some(({ name }) => find(name, subset)));
  if (subsets.length === 0) {
    return element("p", { class: "lookup" }, "There is nothing to look up for this choice.");
  }
  const playlists = (subset: typeof SUBSETS[number]) =>
    Math.max(...methods.map(({ name }) => find(name, subset)?.playlists ?? 0));
  const heads = subsets.map((subset) => {
    const size = playlists(subset);
    return element(
      "th",
      { scope: "col" },
      subset,
      size > 0 ? element("small", {}, ` ${count(size, "playlist")}`) : "",
    );
  });
  const rows = methods.map(({ name, label, color, isFilled }) =>
    element(
      "tr",
      { "data-method": name },
      element("th", { scope: "row" }, mark(color, isFilled), label),
      ...subsets.map((subset) => cell(find(name, subset))),
    )
  );
  return element(
    "div",
    // A table that is wider than the window can be scrolled by keys.
    { class: "lookup", tabindex: 0, role: "group", "aria-label": "Table" },
    element(
      "table",
      {},
      element("caption", {}, `${measureLabel(measure)}. ${metricMeaning(measure.metric)}`),
      element("thead", {}, element("tr", {}, element("th", { scope: "col" }, "method"), ...heads)),
      element("tbody", {}, ...rows),
    ),
  );
}

function cell(estimate: Estimate | null): HTMLElement {
  if (estimate === null) return element("td", {}, "–");
  const { value, low, high } = estimate;
  return element(
    "td",
    { "data-value": value },
    element("span", { class: "estimate" }, three(value)),
    ...(hasInterval(estimate)
      ? [" ", element("span", { class: "interval" }, `${three(low)} to ${three(high)}`)]
      : []),
  );
}

function mark(color: string, isFilled: boolean): HTMLElement {
  return element("span", {
    class: isFilled ? "mark" : "mark is-hollow",
    style: `--mark: ${color}`,
    "aria-hidden": "true",
  });
}
