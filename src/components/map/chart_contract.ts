/** What the map is given and what it tells: the contract between the chart and its page. */
import type { RegionLabel } from "./regions.ts";
import type { MapVariable } from "./variables.ts";
import type { Size } from "./view.ts";

/** How a song came to be looked at. */
export type LookedBy = "mouse" | "touch" | "keys";

export interface ChartListeners {
  /** Another song is looked at, −1 for none, or it has moved. `px`, `py`: in the plot area. */
  look(song: number, by: LookedBy, px: number, py: number, frame: Size): void;
  /** Whether the pointer is on its way to what belongs to the song, which is looked at still. */
  keeps(px: number, py: number): boolean;
  /** A song is to be picked, its page opened, or it is to be selected; or no longer. */
  act(song: number, what: "toggle" | "open" | "select"): void;
  /** A line is drawn around songs: its corners in the unit of the axes. */
  surround(polygon: readonly number[]): void;
  /**
   * Names for a map on which regions are so wide and high in the unit of the axes.
   *
   * @param level how often the zoom has doubled
   * @param songs those in view where they are few enough to be named; else null
   */
  names(
    level: number,
    cell: { readonly width: number; readonly height: number },
    songs: Int32Array | null,
  ): readonly RegionLabel[];
}

/** Where the songs are placed. */
export interface ChartPlaces {
  readonly x: MapVariable;
  readonly y: MapVariable;
  /** Whether the axes have one unit and must keep its proportions. */
  readonly sameUnit: boolean;
  /** Whether the numbers of the axes mean anything. */
  readonly hasAxes: boolean;
}
