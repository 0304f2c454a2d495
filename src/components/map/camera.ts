/** Where the map is looked at, and how it gets there: pan, zoom, and short movements between views. */
import type { Affine } from "./raster.ts";
import { prefersStillness } from "./theme.ts";
import {
  betweenViews,
  type Extent,
  HOME,
  homeTransform,
  keepInside,
  panBy,
  resizeView,
  type Size,
  type View,
  viewTransform,
  zoomAround,
} from "./view.ts";

const MOVE_MILLISECONDS = 180;

/**
 * Calls `step` with 0 … 1, eased at both ends or at the second only, until it is 1; at once with 1
 * where people have asked for less movement.
 *
 * @returns the way to end it early, without a last call
 */
export function animate(
  milliseconds: number,
  ease: (t: number) => number,
  step: (t: number) => void,
): () => void {
  let request = 0;
  if (prefersStillness()) {
    step(1);
    return () => {};
  }
  const start = performance.now();
  const frame = (now: number) => {
    const t = Math.min(1, Math.max(0, (now - start) / milliseconds));
    if (t < 1) request = requestAnimationFrame(frame);
    step(ease(t));
  };
  request = requestAnimationFrame(frame);
  return () => cancelAnimationFrame(request);
}

/** Fast at first, then slower: for what a hand has started. */
export const easeOut = (t: number) => 1 - (1 - t) ** 3;

/** Slow, fast, slow: for what the eye follows from one place to another. */
export const easeInOut = (t: number) => t < 0.5 ? 4 * t ** 3 : 1 - (2 - 2 * t) ** 3 / 2;

export class Camera {
  readonly #changed: () => void;
  #frame: Size = { width: 0, height: 0 };
  #home: Affine = { ax: 1, bx: 0, ay: 1, by: 0 };
  #view: View = HOME;
  #ratio = 1;
  #stop = () => {};
  /** What pans left over of whole device pixels. */
  #restX = 0;
  #restY = 0;

  /** @param changed called after each change of the view */
  constructor(changed: () => void) {
    this.#changed = changed;
  }

  get frame(): Size {
    return this.#frame;
  }
  get view(): View {
    return this.#view;
  }
  get home(): Affine {
    return this.#home;
  }
  /** From the unit of the axes to CSS pixels of the plot area. */
  get toPixels(): Affine {
    return viewTransform(this.#home, this.#view);
  }

  /** @param ratio device pixels in a CSS pixel */
  resize(frame: Size, ratio: number): void {
    if (this.#frame.width > 0) this.#view = resizeView(this.#view, this.#frame, frame);
    this.#frame = frame;
    this.#ratio = ratio;
  }

  /** Sets what fills the frame at home, as `homeTransform` has it. */
  fit(x: Extent, y: Extent, sameUnit: boolean): void {
    this.#home = homeTransform(x, y, this.#frame, sameUnit);
  }

  /** Looks at all, without a movement. */
  reset(): void {
    this.#stop();
    this.#view = HOME;
  }

  /** Pans by whole device pixels, so that a picture can be moved without being drawn anew. */
  panBy(dx: number, dy: number): void {
    const whole = (value: number) => Math.round(value * this.#ratio) / this.#ratio;
    const stepX = whole(dx + this.#restX), stepY = whole(dy + this.#restY);
    this.#restX += dx - stepX;
    this.#restY += dy - stepY;
    this.jumpTo(panBy(this.#view, stepX, stepY));
  }

  /** @returns whether there was anything left to zoom */
  zoomAround(factor: number, px: number, py: number): boolean {
    const before = this.#view.zoom;
    this.jumpTo(zoomAround(this.#view, factor, px, py));
    return this.#view.zoom !== before;
  }

  jumpTo(view: View): void {
    this.#stop();
    this.#show(view);
  }

  /** Moves there within a moment. */
  moveTo(target: View): void {
    this.#stop();
    const from = this.#view, to = keepInside(target, this.#frame);
    this.#stop = animate(
      MOVE_MILLISECONDS,
      easeOut,
      (t) => this.#show(betweenViews(from, to, t)),
    );
  }

  /** Moves by a factor around the middle of the frame. */
  zoomBy(factor: number): void {
    this.moveTo(zoomAround(this.#view, factor, this.#frame.width / 2, this.#frame.height / 2));
  }

  showAll(): void {
    this.moveTo(HOME);
  }

  #show(view: View): void {
    this.#view = keepInside(view, this.#frame);
    this.#changed();
  }
}
