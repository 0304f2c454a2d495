/** All of the Genres page for genres, or for subgenres. */
import { orderByDistance } from "../../statistics/correlation.ts";
import { type IntervalDistance, pairRow } from "../../statistics/energy_distance.ts";
import type { Overlap } from "../../statistics/set_overlap.ts";
import { element, whenIdle } from "../dom.ts";
import { featureLabel, fixed, percent } from "../feature_format.ts";
import type { PageModel } from "../model.ts";
import { worded } from "../nouns.ts";
import { type PlotFigure, plotFigure } from "../plot_figure.ts";
import type { QueryAddress } from "../query/query_address.ts";
import { unbroken, upperFirst } from "../words.ts";
import { BridgeSection } from "./bridge_section.ts";
import { readPair, writePair } from "./choices.ts";
import { contrastPlot, distancePlot, type PairDistance, shownPairs } from "./distance_figure.ts";
import { type Group, type Grouping, groupsOf, MOST_GROUPS, sharedSongs } from "./groups.ts";
import { bestPair, likenesses, listsShared } from "./likenesses.ts";
import { matrixPlot } from "./matrix_plot.ts";
import { type GroupQueries, LIST } from "./recommended.ts";
import { GroupSound, RESAMPLES } from "./sound.ts";

/** Groups up to which the three matrices stand side by side. */
const FEW = 8;

export class GroupingView {
  readonly nodes: readonly HTMLElement[];
  readonly #by: Grouping;
  readonly #address: QueryAddress;
  readonly #queries: GroupQueries;
  readonly #groups: readonly Group[];
  readonly #left: number;
  readonly #sound: GroupSound;
  readonly #shared: Overlap[][];
  readonly #order: readonly number[];
  readonly #lists = new Map<number, number[]>();
  readonly #matrices: PlotFigure;
  readonly #distances: PlotFigure;
  readonly #contrast: PlotFigure;
  readonly #bridges: BridgeSection;
  readonly #selects: readonly HTMLSelectElement[];
  #intervals: readonly IntervalDistance[] | null = null;
  #within = NaN;
  #pair = "";
  #begun = false;

  constructor(model: PageModel, by: Grouping, address: QueryAddress, queries: GroupQueries) {
    const { groups, left } = groupsOf(model, by);
    this.#by = by;
    this.#address = address;
    this.#queries = queries;
    this.#groups = groups;
    this.#left = left;
    this.#sound = new GroupSound(model, groups);
    this.#shared = sharedSongs(model, groups);
    this.#order = orderByDistance(groups.map((_, a) => groups.map((_, b) => this.#apart(a, b))));
    this.#matrices = plotFigure({
      id: "overlap",
      isLarge: true,
      panelWidth: groups.length <= FEW ? 270 : 430,
      title: "",
      caption: [],
      panels: [],
    });
    this.#distances = plotFigure({ id: "distances", title: "", caption: [], panels: [] });
    this.#contrast = plotFigure({ id: "contrast", title: "", caption: [], panels: [] });
    this.#bridges = new BridgeSection(model, queries, address);
    this.#selects = [0, 1].map((side) => {
      const select = element(
        "select",
        { "aria-label": side === 0 ? "First of the pair" : "Second of the pair" },
        ...groups.map(({ name }, group) => element("option", { value: group }, name)),
      );
      select.addEventListener("change", () => {
        const pair: [number, number] = [
          Number(this.#selects[0].value),
          Number(this.#selects[1].value),
        ];
        // The same twice is no pair: the other one takes the place that this one had.
        const before = this.#pairNow();
        if (pair[0] === pair[1]) pair[1 - side] = before[side];
        writePair(address, groups, pair[0], pair[1]);
      });
      return select;
    });
    const pairChoice = element(
      "section",
      { class: "pair", "aria-label": "Pair" },
      element("h2", {}, `Two ${by}s side by side`),
      element(
        "div",
        { class: "choices" },
        element("label", {}, "Between ", this.#selects[0]),
        element("label", {}, "and ", this.#selects[1]),
      ),
    );
    const hasSound = this.#sound.featureCount > 0;
    this.nodes = [
      this.#matrices.node,
      pairChoice,
      ...(hasSound ? [this.#contrast.node, this.#distances.node] : []),
      this.#bridges.node,
    ];
  }

  /** Writes what is known, then finds the rest in idle time. */
  begin(opening: HTMLElement, figures: HTMLElement): void {
    opening.textContent = this.#openingSentence();
    if (this.#begun) return;
    this.#begun = true;
    this.#drawMatrices();
    this.#drawDistances();
    const intervals = this.#sound.intervals();
    const draw = () => {
      this.#intervals = intervals.next();
      if (this.#intervals === null) return whenIdle(draw);
      this.#within = this.#sound.withinGroups();
      this.#drawDistances();
      figures.dataset.ready = "";
    };
    const list = (group: number) => {
      if (group < this.#groups.length) {
        this.#lists.set(group, this.#queries.list(this.#by, this.#groups[group]));
        return whenIdle(() => list(group + 1));
      }
      this.#drawMatrices();
      opening.textContent = this.#openingSentence();
      if (this.#sound.featureCount > 0) whenIdle(draw);
      else figures.dataset.ready = "";
    };
    whenIdle(() => list(0));
  }

  /** Shows the pair of the address, where it is another one. */
  showPair(): void {
    const [a, b] = this.#pairNow();
    const key = `${a} ${b}`;
    if (key === this.#pair) return;
    this.#pair = key;
    this.#selects[0].value = String(a);
    this.#selects[1].value = String(b);
    const first = this.#groups[a], second = this.#groups[b];
    if (this.#begun) this.#drawMatrices();
    const contrasts = this.#sound.features(a, b);
    if (contrasts.length > 0) {
      this.#contrast.update({
        title: `${upperFirst(featureLabel(contrasts[0].name))} tells ${first.name} from ` +
          `${second.name} best`,
        caption: [
          groupKey(first, "filled"),
          " and ",
          groupKey(second, "hollow"),
          worded(
            `: the median song and the middle half of each, in standard deviations from the mean of ` +
              `all songs. To the right the energy distance of the feature alone.`,
          ),
        ],
        panels: [{ name: "", draw: (width) => contrastPlot(contrasts, first, second, width) }],
      });
    }
    whenIdle(() => {
      if (this.#pair === key) this.#bridges.show(this.#by, first, second);
    });
  }

  /** The pair of the address, else the pair that shares most songs. */
  #pairNow(): [number, number] {
    return readPair(this.#address, this.#groups) ?? this.#mostShared();
  }

  #mostShared(): [number, number] {
    return this.#best((a, b) => this.#shared[a][b].jaccard || 0);
  }

  #best(value: (a: number, b: number) => number): [number, number] {
    return bestPair(this.#groups.length, value);
  }

  /** By sound, or by songs where there are no features. */
  #apart(a: number, b: number): number {
    if (a === b) return 0;
    const distance = this.#sound.distance(a, b);
    return Number.isFinite(distance) ? distance : 1 - (this.#shared[a][b].jaccard || 0);
  }

  #listsShared(a: number, b: number): number {
    return listsShared(this.#lists, a, b);
  }

  #drawMatrices(): void {
    const names = this.#groups.map(({ name }) => name);
    const pair = this.#pairNow();
    const [a, b] = this.#best((x, y) => -this.#apart(x, y));
    const [c, d] = this.#mostShared();
    const left = this.#left > 0
      ? worded` The ${MOST_GROUPS} with most songs; ${this.#left} others are left out.`
      : "";
    this.#matrices.update({
      title: this.#sound.featureCount === 0
        ? worded`${upperFirst(names[c])} and ${names[d]} share most songs`
        : a === c && b === d
        ? worded`${upperFirst(names[a])} and ${names[b]} are nearest, by sound and by songs`
        : `${upperFirst(names[a])} and ${names[b]} sound most alike, ${names[c]} and ${names[d]} ` +
          worded("share most songs"),
      caption: [
        "The deeper a cell, the more alike the two. " +
        (this.#sound.featureCount === 0
          ? ""
          : worded`By sound: the energy distance of their songs over ${this.#sound.featureCount} ` +
            "features, each in standard deviations; 0 is the same distribution. ") +
        worded("By songs: of all songs in playlists of either, the per cent in playlists of ") +
        worded`both. By what is recommended: how many of the ${LIST} songs that Recommend lists for each ` +
        `alone are the same. In the order of average linkage by ${
          this.#sound.featureCount === 0 ? "songs" : "sound"
        }. Click a pair to see more.${left}`,
      ],
      panels: likenesses(this.#sound, this.#shared, this.#lists).map((likeness) => ({
        name: likeness.name,
        draw: (width) =>
          matrixPlot(
            names,
            this.#order,
            likeness,
            pair,
            (x, y) => writePair(this.#address, this.#groups, x, y),
            width,
          ),
      })),
    });
  }

  #drawDistances(): void {
    const size = this.#groups.length;
    const pairs = this.#groups.flatMap((first, a) =>
      this.#groups.slice(a + 1).map((second, i): PairDistance => {
        const b = a + 1 + i, row = pairRow(a, b, size);
        const interval = this.#intervals?.[row] ??
          { value: this.#sound.exact[row], low: NaN, high: NaN };
        return { a, b, label: `${first.name} – ${second.name}`, ...interval };
      })
    );
    const shown = shownPairs(pairs);
    if (shown.length === 0) return;
    const near = shown[0], far = shown[shown.length - 1];
    this.#distances.update({
      title: `From ${near.label} (${fixed(near.value, 2)}) to ${far.label} (${
        fixed(far.value, 2)
      })`,
      caption: [
        worded`Energy distance by sound of ${
          shown.length < pairs.length
            ? `the ${shown.length / 2} nearest and ${
              shown.length / 2
            } farthest of ${pairs.length} pairs`
            : "each pair"
        }; bars are 95 % intervals by ${RESAMPLES} bootstrap resamples of each one's playlists. `,
        Number.isFinite(this.#within)
          ? `The dashed line (${
            fixed(this.#within, 2)
          }) is how far two halves of one ${this.#by}'s ` +
            worded(
              "own playlists lie apart, in the median: what lies near it is hardly a difference.",
            )
          : "",
      ],
      panels: [{ name: "", draw: (width) => distancePlot(shown, this.#within, width) }],
    });
  }

  #openingSentence(): string {
    const names = this.#groups.map(({ name }) => name);
    const said = (pair: readonly [number, number]) =>
      pair.map((group) => names[group]).join(" and ");
    const shared = this.#mostShared();
    const songs = worded`${said(shared)} share most songs (${
      percent(this.#shared[shared[0]][shared[1]].jaccard || 0)
    } of all of either)`;
    const sound = this.#sound.featureCount > 0
      ? `${said(this.#best((a, b) => -this.#apart(a, b)))} sound most alike and ${
        said(this.#best((a, b) => this.#apart(a, b)))
      } least; `
      : "";
    const all = this.#lists.size === names.length;
    const listed = this.#best((a, b) => this.#listsShared(a, b) || 0);
    const most = this.#listsShared(...listed);
    const lists = !all
      ? ""
      : most > 0
      ? worded`; a query for ${said(listed)} lists ${
        Math.round(LIST * most)
      } of ${LIST} songs in common`
      : worded`; no two of them are recommended the same song among the first ${LIST}`;
    return unbroken(`Of ${names.length} ${this.#by}s, ${sound}${songs}${lists}.`);
  }
}

/** A group's name with its mark. */
function groupKey({ name, color }: Group, mark: "filled" | "hollow"): HTMLElement {
  const dot = element("i", { class: `group-mark is-${mark}` });
  dot.style.setProperty("--mark", color);
  return element("span", { class: "group-key" }, dot, name);
}
