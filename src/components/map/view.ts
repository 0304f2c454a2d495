/**
 * Where the map is looked at: the frame, the domain that fills it at home, and pan and zoom. Pure
 * arithmetic in CSS pixels of the plot area, whose top left corner is (0, 0).
 */
import type { Affine } from "./raster.ts";

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Lowest and highest value of an axis. */
export type Extent = readonly [low: number, high: number];

/** Pan and zoom over the home picture: a pixel p of home is shown at p · zoom + (x, y). */
export interface View {
  readonly zoom: number;
  readonly x: number;
  readonly y: number;
}

export const HOME: View = { zoom: 1, x: 0, y: 0 };

/** At the deepest zoom songs that differ at all lie apart. */
export const DEEPEST_ZOOM = 200;

/** Share of the frame that home leaves free on each side, so that no song lies on its edge. */
const PADDING = 0.03;

/**
 * The home picture: both domains fill the frame, the second upwards.
 *
 * @param sameUnit whether the axes have one unit and must keep its proportions: then the domain that
 *   needs less room is centred
 */
export function homeTransform(x: Extent, y: Extent, frame: Size, sameUnit = false): Affine {
  const free = 1 - 2 * PADDING;
  let ax = free * frame.width / span(x), ay = free * frame.height / span(y);
  if (sameUnit) ax = ay = Math.min(ax, ay);
  return {
    ax,
    bx: frame.width / 2 - ax * (x[0] + x[1]) / 2,
    ay: -ay,
    by: frame.height / 2 + ay * (y[0] + y[1]) / 2,
  };
}

/** A constant axis has a width of 1 around its value. */
function span([low, high]: Extent): number {
  return high > low ? high - low : 1;
}

/** From the unit of the axes to CSS pixels of the plot area, under a view. */
export function viewTransform(home: Affine, { zoom, x, y }: View): Affine {
  return {
    ax: home.ax * zoom,
    bx: home.bx * zoom + x,
    ay: home.ay * zoom,
    by: home.by * zoom + y,
  };
}

/** The same transform in pixels `ratio` times as fine. */
export function scaleTransform({ ax, bx, ay, by }: Affine, ratio: number): Affine {
  return { ax: ax * ratio, bx: bx * ratio, ay: ay * ratio, by: by * ratio };
}

/** The parts of the axes that a frame shows. */
export function visibleExtents(
  { ax, bx, ay, by }: Affine,
  { width, height }: Size,
): { x: Extent; y: Extent } {
  return { x: [-bx / ax, (width - bx) / ax], y: [(height - by) / ay, -by / ay] };
}

/** Zooms by a factor around a pixel, which keeps what it shows. */
export function zoomAround(view: View, factor: number, px: number, py: number): View {
  const zoom = Math.min(DEEPEST_ZOOM, Math.max(1, view.zoom * factor));
  const ratio = zoom / view.zoom;
  return { zoom, x: px - (px - view.x) * ratio, y: py - (py - view.y) * ratio };
}

export function panBy(view: View, dx: number, dy: number): View {
  return { zoom: view.zoom, x: view.x + dx, y: view.y + dy };
}

/** The nearest view whose centre lies in the home picture, so that nobody gets lost outside. */
export function keepInside({ zoom, x, y }: View, { width, height }: Size): View {
  const clamp = (offset: number, size: number) =>
    Math.min(size / 2, Math.max(size / 2 - size * zoom, offset));
  return { zoom, x: clamp(x, width), y: clamp(y, height) };
}

/** The view that shows a pixel of the present one in the middle of the frame. */
export function centerOn(view: View, px: number, py: number, frame: Size): View {
  return keepInside(panBy(view, frame.width / 2 - px, frame.height / 2 - py), frame);
}

/** The same middle at the same zoom in a frame of another size. */
export function resizeView(view: View, from: Size, to: Size): View {
  return {
    zoom: view.zoom,
    x: to.width / 2 + (view.x - from.width / 2) * to.width / from.width,
    y: to.height / 2 + (view.y - from.height / 2) * to.height / from.height,
  };
}

/** Between two views, `t` from 0 to 1: zoom by equal factors, places in proportion to it. */
export function betweenViews(from: View, to: View, t: number): View {
  if (t >= 1) return to;
  const zoom = from.zoom * (to.zoom / from.zoom) ** t;
  const done = to.zoom === from.zoom ? t : (zoom - from.zoom) / (to.zoom - from.zoom);
  return { zoom, x: from.x + (to.x - from.x) * done, y: from.y + (to.y - from.y) * done };
}
