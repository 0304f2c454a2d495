/** Songs on their way from one layout to another, so that the eye can follow them. */

/** Places in pixels, one a song; NaN where a song has none. */
export interface PixelPlaces {
  readonly x: Float32Array;
  readonly y: Float32Array;
}

/**
 * Writes the places at `t` from 0 to 1 on straight lines from one layout to the other. A song that
 * only one of them places is not seen on the way: NaN.
 */
export function placesBetween(
  from: PixelPlaces,
  to: PixelPlaces,
  t: number,
  out: PixelPlaces,
): void {
  for (const axis of ["x", "y"] as const) {
    const a = from[axis], b = to[axis], into = out[axis];
    for (let i = 0; i < into.length; i++) into[i] = a[i] + (b[i] - a[i]) * t;
  }
}
