/**
 * Ranges of variables that people have brushed, as the address holds them
 * (`brush=energy:0.5..0.8|tempo:118..122`), and the songs that lie in all of them.
 */
import type { OwnValues } from "./choices.ts";
import type { MapVariable } from "./variables.ts";
import type { Extent } from "./view.ts";

/** Ranges by the name of the variable, both ends included. */
export type Brushes = ReadonlyMap<string, Extent>;

const BRUSH = "brush";

/** The brushes of an address, of variables that there are. */
export function readBrushes(address: OwnValues, variables: readonly MapVariable[]): Brushes {
  const brushes = new Map<string, Extent>();
  for (const part of (address.get(BRUSH) ?? "").split("|")) {
    const at = part.lastIndexOf(":");
    const name = part.slice(0, at), ends = part.slice(at + 1).split("..").map(Number);
    const isKnown = variables.some((variable) => variable.name === name);
    if (isKnown && ends.length === 2 && ends[0] <= ends[1]) brushes.set(name, [ends[0], ends[1]]);
  }
  return brushes;
}

/** Writes the brushes; one that is dragged is written when it rests. */
export function writeBrushes(address: OwnValues, brushes: Brushes, isResting: boolean): void {
  const parts = Array.from(
    brushes,
    ([name, [low, high]]) => `${name}:${short(low)}..${short(high)}`,
  );
  address.set(BRUSH, parts.length > 0 ? parts.join("|") : null, isResting ? "settle" : "preview");
}

/** 1 for the songs that lie in all ranges; a song without a value lies in none. null: no brush. */
export function brushed(
  brushes: Brushes,
  variables: readonly MapVariable[],
  songCount: number,
): Uint8Array | null {
  if (brushes.size === 0) return null;
  const isIn = new Uint8Array(songCount).fill(1);
  for (const { name, values } of variables) {
    const range = brushes.get(name);
    if (range === undefined) continue;
    const [low, high] = range;
    for (let i = 0; i < songCount; i++) {
      if (!(values[i] >= low && values[i] <= high)) isIn[i] = 0;
    }
  }
  return isIn;
}

/** Six significant digits: finer than a pixel of a brush. */
function short(value: number): string {
  return String(Number(value.toPrecision(6)));
}
