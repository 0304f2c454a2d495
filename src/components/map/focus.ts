/** The songs in focus: those that are selected and lie in all ranges that are brushed. */
import type { OwnValues } from "./choices.ts";
import { brushed, type Brushes, readBrushes } from "./brushes.ts";
import type { MapLayout } from "./layouts.ts";
import {
  type Area,
  AREA_STEPS,
  planeName,
  readSelection,
  type Selection,
  songsInArea,
} from "./selection.ts";
import { extentOf, type MapVariable, placesOn } from "./variables.ts";
import type { Extent } from "./view.ts";

export interface Focus {
  readonly brushes: Brushes;
  readonly selection: Selection | null;
  /** The songs of the selection, ascending; null where nothing is selected. */
  readonly selected: Int32Array | null;
  /** 1 for songs in focus; null where all are. */
  readonly mask: Uint8Array | null;
}

/** Places of songs with the extents of their axes. */
export interface Plane {
  readonly x: Float32Array;
  readonly y: Float32Array;
  readonly extents: { readonly x: Extent; readonly y: Extent };
}

/**
 * What an address has in focus.
 *
 * @param codes −1 for songs that the legend hides, which no area selects
 * @param rowOf the song of an id
 */
export function focusOf(
  address: OwnValues,
  variables: readonly MapVariable[],
  layouts: readonly MapLayout[],
  codes: Int16Array,
  rowOf: (id: string) => number | undefined,
): Focus {
  const brushes = readBrushes(address, variables);
  const inBrushes = brushed(brushes, variables, codes.length);
  const selection = readSelection(address);
  const chosen = selection && songsOf(selection, variables, layouts, codes, rowOf);
  // An address may hold a selection of another data set: it selects what is left of it.
  const selected = chosen &&
    (inBrushes === null ? chosen : chosen.filter((song) => inBrushes[song] === 1));
  if (selected === null) return { brushes, selection, selected, mask: inBrushes };
  const mask = new Uint8Array(codes.length);
  for (const song of selected) mask[song] = 1;
  return { brushes, selection, selected, mask };
}

function songsOf(
  selection: Selection,
  variables: readonly MapVariable[],
  layouts: readonly MapLayout[],
  codes: Int16Array,
  rowOf: (id: string) => number | undefined,
): Int32Array | null {
  if (selection.kind === "songs") {
    return Int32Array.from(
      selection.ids.map(rowOf).filter((song) => song !== undefined),
    ).sort();
  }
  const plane = planeNamed(selection.area.on, variables, layouts);
  return plane && songsInArea(selection.area, plane.x, plane.y, plane.extents, codes);
}

/** The plane of a layout or of two variables, by its name; null for one that is not there. */
export function planeNamed(
  name: string,
  variables: readonly MapVariable[],
  layouts: readonly MapLayout[],
): Plane | null {
  const layout = layouts.find((layout) => layout.name === name) ??
    planesOfTwo(name, variables);
  if (layout === undefined) return null;
  const { x, y } = layout;
  return {
    x: placesOn(x, 0),
    y: placesOn(y, 1),
    extents: { x: extentOf(x), y: extentOf(y) },
  };
}

function planesOfTwo(
  name: string,
  variables: readonly MapVariable[],
): { readonly x: MapVariable; readonly y: MapVariable } | undefined {
  for (const x of variables) {
    for (const y of variables) if (planeName(x.name, y.name) === name) return { x, y };
  }
  return undefined;
}

/** The corners of an area in the unit of its axes. */
export function cornersOf({ corners }: Area, { x, y }: Plane["extents"]): Float64Array {
  return Float64Array.from(corners, (step, i) => {
    const [low, high] = i % 2 === 0 ? x : y;
    return low + step / AREA_STEPS * (high - low || 1);
  });
}
