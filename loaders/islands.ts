/**
 * Songs that coincide, drawn side by side. Most songs of a playlist are in no other one: they have
 * the same factors, and a point for all of them would hide how many they are. Each such set becomes
 * an island, a disc with an area for each of its songs.
 */
import { forceCollide, forceSimulation, forceX, forceY, polygonArea, polygonHull } from "d3";
import type { RowGroups } from "./collapse.ts";
import type { Places } from "./umap.ts";

/** Share of the layout's area that the islands cover together. */
const COVERED = 0.3;

/** Steps in which islands move off each other. */
const STEPS = 60;

/** The angle between leaves of a plant that shade each other least, in radians. */
const GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5));

/**
 * The place of each row of groups of equal rows: its group's, moved aside where discs would overlap,
 * and within the disc on the spiral of Vogel (1979), which covers it evenly. NaN for rows of no
 * group and of groups without a place. The same in every run.
 *
 * @param places one for each group
 */
export function spreadIslands(
  { groupOf, offsets, members, count }: RowGroups,
  places: Places,
): Places {
  const x = new Float32Array(groupOf.length).fill(NaN);
  const y = new Float32Array(groupOf.length).fill(NaN);
  const placed = Array.from({ length: count }, (_, group) => group)
    .filter((group) => Number.isFinite(places.x[group] + places.y[group]));
  const songs = placed.reduce((sum, group) => sum + offsets[group + 1] - offsets[group], 0);
  if (songs === 0) return { x, y };
  const songArea = COVERED * areaOf(placed, places) / songs;
  const islands = placed.map((group) => ({
    group,
    x: places.x[group],
    y: places.y[group],
    radius: Math.sqrt((offsets[group + 1] - offsets[group]) * songArea / Math.PI),
  }));
  // Each is drawn to where it was, less strongly than two that overlap move apart.
  forceSimulation(islands).stop()
    .force("apart", forceCollide<(typeof islands)[number]>(({ radius }) => radius).iterations(2))
    .force("x", forceX<(typeof islands)[number]>(({ group }) => places.x[group]).strength(0.05))
    .force("y", forceY<(typeof islands)[number]>(({ group }) => places.y[group]).strength(0.05))
    .alphaDecay(0)
    .tick(STEPS);
  for (const island of islands) {
    const start = offsets[island.group], size = offsets[island.group + 1] - start;
    for (let i = 0; i < size; i++) {
      const row = members[start + i];
      const r = size === 1 ? 0 : island.radius * Math.sqrt((i + 0.5) / size);
      x[row] = island.x + r * Math.cos(i * GOLDEN_ANGLE);
      y[row] = island.y + r * Math.sin(i * GOLDEN_ANGLE);
    }
  }
  return { x, y };
}

/** Area of the hull of the groups; 1 where they lie on a line. */
function areaOf(groups: readonly number[], { x, y }: Places): number {
  const hull = polygonHull(groups.map((group) => [x[group], y[group]]));
  return hull === null ? 1 : Math.abs(polygonArea(hull)) || 1;
}
