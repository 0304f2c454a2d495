/** The layouts of map.arrow: where each puts the songs, and how far it can be trusted. */
import type { Table } from "npm:apache-arrow";
import type { LayoutQuality } from "../../statistics/layout_quality.ts";
import { numbers } from "../arrow_columns.ts";
import { worded } from "../nouns.ts";
import { layoutVariables, type MapVariable } from "./variables.ts";

/** A layout that is in map.arrow. */
export interface MapLayout {
  /** As addresses and columns call it: "umap", "factors", "pca". */
  readonly name: string;
  readonly x: MapVariable;
  readonly y: MapVariable;
  /** What its neighbourhoods are held against. */
  readonly of: "features" | "factors";
  /** Songs without a place. */
  readonly missing: number;
  /** null where there were too few songs to tell, or nothing was measured. */
  readonly quality: LayoutQuality | null;
}

/** Layouts in the order in which they are offered. */
const KNOWN = ["umap", "factors", "pca"] as const;

/** What a layout is called in a list of them. */
export const LAYOUT_LABELS: Readonly<Record<string, string>> = {
  umap: worded("by sound: alike songs together"),
  factors: worded("by playlists: shared songs together"),
  pca: "by sound: two main components",
  features: "two features",
};

/** Whether some songs have a place, and not all the same one. */
function spreads({ extent: [low, high], missing, values }: MapVariable): boolean {
  return missing < values.length && low < high;
}

type Entry = Pick<MapLayout, "name" | "of" | "quality">;

/**
 * The layouts that a map holds, the first of them the best to open with; none where it places no two
 * songs apart, as components do where there are no features.
 *
 * @throws RangeError when it has not even the principal components
 */
export function readLayouts(coordinates: Table): MapLayout[] {
  const text = coordinates.schema.metadata.get("layouts");
  const entries: Entry[] = text === undefined ? [] : JSON.parse(text);
  return KNOWN
    .filter((name) => name === "pca" || coordinates.getChild(`${name}_x`) !== null)
    .map((name) => {
      const [x, y] = layoutVariables(name, {
        x: Float32Array.from(numbers(coordinates, `${name}_x`)),
        y: Float32Array.from(numbers(coordinates, `${name}_y`)),
      });
      const entry = entries.find((entry) => entry.name === name);
      return {
        name,
        x,
        y,
        of: entry?.of ?? "features",
        missing: x.missing,
        quality: entry?.quality ?? null,
      };
    })
    .filter(({ x, y }) => spreads(x) || spreads(y));
}
