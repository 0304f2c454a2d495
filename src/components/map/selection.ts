/**
 * What is selected on the map, as the address holds it: `select=ID,ID` names songs, and
 * `area=LAYOUT!x.y.x.y…` is a line drawn around any number of them. Both give the same songs again
 * wherever the address is opened; an area selects on whatever layout is looked at next.
 */
import type { OwnValues } from "./choices.ts";
import { joinIds } from "../query/fragment_values.ts";
import { type Polygon, songsInPolygon } from "./lasso.ts";
import type { Extent } from "./view.ts";

export type Selection =
  | { readonly kind: "songs"; readonly ids: readonly string[] }
  | { readonly kind: "area"; readonly area: Area };

/** A polygon on a layout. */
export interface Area {
  /** The layout's name, or those of two variables. */
  readonly on: string;
  /** Corners in steps of the layout's extent, 0 to `AREA_STEPS` across and upwards. */
  readonly corners: readonly number[];
}

/** Steps of a layout's extent: finer than a pixel on any screen. */
export const AREA_STEPS = 9999;

/** Songs up to which a drawn selection is written by their ids, which outlive a layout. */
export const NAMED_UP_TO = 100;

const SELECT = "select", AREA = "area";

/** What two variables are called as a layout. */
export function planeName(x: string, y: string): string {
  return `${x}~${y}`;
}

/** The selection of an address; null where it has none that can be read. */
export function readSelection(address: OwnValues): Selection | null {
  const ids = (address.get(SELECT) ?? "").split(",").filter((id) => id !== "").map(decoded);
  if (ids.length > 0) return { kind: "songs", ids: [...new Set(ids)] };
  const parts = (address.get(AREA) ?? "").split("!");
  const corners = (parts[1] ?? "").split(".").map(Number);
  const isWhole = corners.every((step) => Number.isInteger(step) && Math.abs(step) <= 1e6);
  return parts.length === 2 && isWhole && corners.length >= 6 && corners.length % 2 === 0
    ? { kind: "area", area: { on: parts[0], corners } }
    : null;
}

/** Writes a selection in place of the one before; null for none. */
export function writeSelection(address: OwnValues, selection: Selection | null): void {
  const ids = selection?.kind === "songs" && selection.ids.length > 0
    ? joinIds(selection.ids)
    : null;
  const area = selection?.kind === "area"
    ? `${selection.area.on}!${selection.area.corners.join(".")}`
    : null;
  // What is taken away first is part of the same step.
  if (ids === null && address.get(SELECT) !== null) address.set(SELECT, null, "preview");
  if (area === null && address.get(AREA) !== null) address.set(AREA, null, "preview");
  if (ids !== null) address.set(SELECT, ids, "push");
  else if (area !== null) address.set(AREA, area, "push");
  else address.set(SELECT, null, "push");
}

/** A polygon in the unit of the axes as an area, rounded as the address holds it. */
export function areaOf(on: string, polygon: Polygon, x: Extent, y: Extent): Area {
  const steps = (value: number, [low, high]: Extent) =>
    Math.round((value - low) / (high - low || 1) * AREA_STEPS);
  const corners = Array.from(
    { length: polygon.length },
    (_, i) => i % 2 === 0 ? steps(polygon[i], x) : steps(polygon[i], y),
  );
  return { on, corners };
}

/** The songs in an area of the layout that has these places and extents, ascending. */
export function songsInArea(
  { corners }: Area,
  x: Float32Array,
  y: Float32Array,
  extents: { readonly x: Extent; readonly y: Extent },
  codes: Int16Array,
): Int32Array {
  const value = (step: number, [low, high]: Extent) => low + step / AREA_STEPS * (high - low || 1);
  const polygon = corners.map((step, i) => value(step, i % 2 === 0 ? extents.x : extents.y));
  return songsInPolygon(x, y, codes, polygon);
}

function decoded(id: string): string {
  return id.replaceAll("%2C", ",").replaceAll("%25", "%");
}
