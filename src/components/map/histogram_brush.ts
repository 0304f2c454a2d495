/** A small histogram of a variable: the songs in focus before all songs, and a range to brush. */
import { element, setText, svgElement } from "../dom.ts";
import { barCounts, type HistogramBins, histogramBins } from "./histogram_bins.ts";
import type { MapVariable } from "./variables.ts";
import type { Extent } from "./view.ts";

const WIDTH = 200, HEIGHT = 30;
/** Steps of the two inputs that keys move. */
const STEPS = 100;
/** So near to an end, in shares of the width, a press takes hold of it. */
const GRIP = 0.035;

export class HistogramBrush {
  readonly node: HTMLElement;
  readonly #variable: MapVariable;
  readonly #bins: HistogramBins;
  readonly #all = svgElement("path", { class: "all" });
  readonly #focused = svgElement("path", { class: "focused" });
  readonly #range = svgElement("rect", { class: "range", y: 0, height: HEIGHT });
  readonly #output = element("output", {});
  readonly #clear: HTMLButtonElement;
  readonly #ends: readonly HTMLInputElement[];
  readonly #change: (range: Extent | null, isResting: boolean) => void;
  readonly #most: number;
  #extent: Extent | null = null;

  /** @param change called with each range on the way, null for none, and once more when it rests */
  constructor(variable: MapVariable, change: (range: Extent | null, isResting: boolean) => void) {
    this.#variable = variable;
    this.#change = change;
    this.#bins = histogramBins(variable);
    const counts = barCounts(this.#bins, null);
    this.#most = Math.max(1, ...counts);
    this.#all.setAttribute("d", this.#outline(counts));
    const { label } = variable;
    this.#clear = element("button", {
      type: "button",
      class: "clear",
      "aria-label": `Any ${label}`,
      title: "Any value",
    }, "×");
    this.#clear.addEventListener("click", () => change(null, true));
    this.#ends = (["lowest", "highest"] as const).map((end) =>
      element("input", {
        type: "range",
        min: 0,
        max: STEPS,
        step: 1,
        class: "visually-hidden",
        "aria-label": `${label}, ${end}`,
      })
    );
    for (const [end, input] of this.#ends.entries()) {
      input.addEventListener("input", () => this.#step(end, false));
      input.addEventListener("change", () => this.#step(end, true));
    }
    const svg = svgElement(
      "svg",
      { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: "none", "aria-hidden": "true" },
      this.#all,
      this.#focused,
      this.#range,
    );
    const track = element("div", { class: "brush-track" }, svg);
    this.#listen(track);
    this.node = element(
      "div",
      { class: "histogram-brush", role: "group", "aria-label": label },
      element("span", { class: "name" }, label),
      this.#output,
      this.#clear,
      ...this.#ends,
      track,
    );
  }

  /** @param focus 1 for songs in focus; null where all are @param range null for any value */
  update(focus: Uint8Array | null, range: Extent | null): void {
    this.#extent = range;
    this.#focused.setAttribute("d", this.#outline(barCounts(this.#bins, focus)));
    this.node.classList.toggle("is-set", range !== null);
    this.#clear.style.visibility = range === null ? "hidden" : "visible";
    const { format, extent } = this.#variable;
    const [low, high] = range ?? extent;
    setText(this.#output, range === null ? "" : `${format(low)} – ${format(high)}`);
    const from = this.#share(low), to = this.#share(high);
    this.#range.setAttribute("x", String(WIDTH * (range === null ? 0 : from)));
    this.#range.setAttribute(
      "width",
      String(range === null ? 0 : Math.max(2, WIDTH * (to - from))),
    );
    for (const [end, value] of [low, high].entries()) {
      const input = this.#ends[end];
      input.value = String(Math.round(STEPS * (end === 0 ? from : to)));
      input.setAttribute("aria-valuetext", format(value));
    }
  }

  #share(value: number): number {
    const [low, high] = this.#bins.extent;
    return Math.min(1, Math.max(0, (value - low) / (high - low)));
  }

  #value(share: number): number {
    const [low, high] = this.#bins.extent;
    return low + Math.min(1, Math.max(0, share)) * (high - low);
  }

  /** The bars as one outline, by the root of their counts: so a bar of a few songs is seen. */
  #outline(counts: Int32Array): string {
    const width = WIDTH / counts.length;
    let path = `M0,${HEIGHT}`;
    counts.forEach((count, bar) => {
      const y = HEIGHT * (1 - Math.sqrt(count / this.#most));
      path += `L${(bar * width).toFixed(1)},${y.toFixed(1)}h${width.toFixed(2)}`;
    });
    return `${path}L${WIDTH},${HEIGHT}Z`;
  }

  #step(end: number, isResting: boolean): void {
    const steps = this.#ends.map(({ valueAsNumber }) => valueAsNumber);
    // An end pushes the other one before it.
    if (steps[0] > steps[1]) steps[1 - end] = steps[end];
    const isAll = steps[0] === 0 && steps[1] === STEPS;
    this.#change(
      isAll ? null : [this.#value(steps[0] / STEPS), this.#value(steps[1] / STEPS)],
      isResting,
    );
  }

  /** A press between the ends moves the range, one at an end moves that, any other begins anew. */
  #listen(track: HTMLElement): void {
    let drag: ((share: number) => readonly [number, number]) | null = null;
    let hasMoved = false;
    const at = (event: PointerEvent) => {
      const { left, width } = track.getBoundingClientRect();
      return (event.clientX - left) / width;
    };
    track.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      const start = at(event);
      const from = this.#extent === null ? NaN : this.#share(this.#extent[0]);
      const to = this.#extent === null ? NaN : this.#share(this.#extent[1]);
      drag = Math.abs(start - from) < GRIP
        ? (share) => [share, to]
        : Math.abs(start - to) < GRIP
        ? (share) => [from, share]
        : start > from && start < to
        ? (share) => {
          const by = Math.min(1 - to, Math.max(-from, share - start));
          return [from + by, to + by];
        }
        : (share) => [start, share];
      hasMoved = false;
      track.setPointerCapture(event.pointerId);
      event.preventDefault();
    });
    track.addEventListener("pointermove", (event) => {
      if (drag === null) return;
      hasMoved = true;
      this.#brush(drag(at(event)), false);
    });
    const end = (event: PointerEvent) => {
      if (drag === null) return;
      // A click takes the brush away.
      if (hasMoved) this.#brush(drag(at(event)), true);
      else this.#change(null, true);
      drag = null;
    };
    track.addEventListener("pointerup", end);
    track.addEventListener("pointercancel", end);
  }

  #brush([a, b]: readonly [number, number], isResting: boolean): void {
    this.#change([this.#value(Math.min(a, b)), this.#value(Math.max(a, b))], isResting);
  }
}
