/** The names that stand on the map: of regions as wide as the zoom has them, of songs where few are seen. */
import type { Camera } from "./camera.ts";
import type { ChartListeners } from "./chart_contract.ts";
import { songsInPolygon } from "./lasso.ts";
import type { MapPoints } from "./raster.ts";
import type { RegionLabel } from "./regions.ts";
import { LARGE } from "./surface.ts";
import { visibleExtents } from "./view.ts";

/** Width and height of a region that has a name, in CSS pixels. */
const REGION = { width: 210, height: 150 } as const;

/** From this zoom on songs may be few enough to be named, and so few they must be. */
const NAMING_ZOOM = 6, NAMED_SONGS = 32;

export class NamesInForce {
  readonly #make: ChartListeners["names"];
  #known: { readonly key: string; readonly labels: readonly RegionLabel[] } | undefined;

  constructor(make: ChartListeners["names"]) {
    this.#make = make;
  }

  /** Asks for all names anew, as after a change of the songs that are shown. */
  forget(): void {
    this.#known = undefined;
  }

  /** The same array as before where nothing has changed. */
  inForce(camera: Camera, points: MapPoints): readonly RegionLabel[] {
    const { view: { zoom }, home: { ax, ay } } = camera;
    const level = Math.max(0, Math.round(Math.log2(zoom)));
    const mayName = zoom >= NAMING_ZOOM && points.codes.length <= LARGE;
    const seen = mayName
      ? songsInPolygon(points.x, points.y, points.codes, frameCorners(camera))
      : null;
    const songs = seen !== null && seen.length <= NAMED_SONGS ? seen : null;
    const key = songs === null ? String(level) : `${level}:${songs.join()}`;
    if (this.#known?.key !== key) {
      const cell = {
        width: REGION.width / ax / 2 ** level,
        height: Math.abs(REGION.height / ay) / 2 ** level,
      };
      this.#known = { key, labels: this.#make(level, cell, songs) };
    }
    return this.#known.labels;
  }
}

/** What the frame shows, as a polygon in the unit of the axes. */
export function frameCorners({ toPixels, frame }: Camera): number[] {
  const { x: [left, right], y: [low, high] } = visibleExtents(toPixels, frame);
  return [left, low, right, low, right, high, left, high];
}
