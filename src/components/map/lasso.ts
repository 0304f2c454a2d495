/** Which songs lie within a line that someone has drawn around them. */

/** Corners of a polygon, x and y in turn; the last is joined to the first. */
export type Polygon = ArrayLike<number>;

/** Bands of the polygon's height, each with the edges that cross it. */
const BANDS = 64;

/**
 * The songs within a polygon, ascending: those from which a ray to the right crosses its edges an
 * odd number of times. Where the line crosses itself, what is surrounded twice is outside.
 *
 * Each song is held against the edges of its band only: O(songs + corners × bands).
 *
 * @param x places in the unit of the polygon; NaN where a song has none
 * @param codes −1 for songs that are hidden, which are passed over
 */
export function songsInPolygon(
  x: Float32Array,
  y: Float32Array,
  codes: Int16Array,
  polygon: Polygon,
): Int32Array {
  const corners = polygon.length >> 1;
  let left = Infinity, right = -Infinity, low = Infinity, high = -Infinity;
  for (let c = 0; c < corners; c++) {
    left = Math.min(left, polygon[2 * c]);
    right = Math.max(right, polygon[2 * c]);
    low = Math.min(low, polygon[2 * c + 1]);
    high = Math.max(high, polygon[2 * c + 1]);
  }
  if (corners < 3 || !(high > low && right > left)) return new Int32Array(0);
  const perBand = BANDS / (high - low);
  const bandOf = (value: number) => Math.min(BANDS - 1, Math.floor((value - low) * perBand));
  const bands: number[][] = Array.from({ length: BANDS }, () => []);
  for (let c = 0; c < corners; c++) {
    const d = (c + 1) % corners;
    const from = polygon[2 * c + 1], to = polygon[2 * d + 1];
    if (from === to) continue;
    const last = bandOf(Math.max(from, to));
    for (let band = bandOf(Math.min(from, to)); band <= last; band++) {
      bands[band].push(polygon[2 * c], from, polygon[2 * d], to);
    }
  }
  const edges = bands.map((band) => Float64Array.from(band));
  const found: number[] = [];
  for (let i = 0; i < codes.length; i++) {
    const px = x[i], py = y[i];
    // So written, NaN falls outside.
    if (codes[i] < 0 || !(px >= left && px <= right && py >= low && py <= high)) continue;
    const band = edges[bandOf(py)];
    let isInside = false;
    for (let e = 0; e < band.length; e += 4) {
      const y0 = band[e + 1], y1 = band[e + 3];
      if ((y0 > py) === (y1 > py)) continue;
      const x0 = band[e];
      if (px < x0 + (band[e + 2] - x0) * (py - y0) / (y1 - y0)) isInside = !isInside;
    }
    if (isInside) found.push(i);
  }
  return Int32Array.from(found);
}

/**
 * The corners of a drawn line that matter: those left out lie within `tolerance` of what is kept
 * (Douglas and Peucker 1973).
 */
export function simplified(line: Polygon, tolerance: number): Float64Array {
  const corners = line.length >> 1;
  const keep = new Uint8Array(corners);
  const pending: [number, number][] = [];
  if (corners > 0) {
    keep[0] = keep[corners - 1] = 1;
    pending.push([0, corners - 1]);
  }
  for (let span = pending.pop(); span !== undefined; span = pending.pop()) {
    const [from, to] = span;
    let farthest = -1, most = tolerance;
    for (let c = from + 1; c < to; c++) {
      const distance = distanceToSegment(line, c, from, to);
      if (distance > most) {
        farthest = c;
        most = distance;
      }
    }
    if (farthest < 0) continue;
    keep[farthest] = 1;
    pending.push([from, farthest], [farthest, to]);
  }
  const kept: number[] = [];
  for (let c = 0; c < corners; c++) if (keep[c] === 1) kept.push(line[2 * c], line[2 * c + 1]);
  return Float64Array.from(kept);
}

function distanceToSegment(line: Polygon, c: number, from: number, to: number): number {
  const ax = line[2 * from], ay = line[2 * from + 1];
  const dx = line[2 * to] - ax, dy = line[2 * to + 1] - ay;
  const px = line[2 * c] - ax, py = line[2 * c + 1] - ay;
  const square = dx * dx + dy * dy;
  const t = square > 0 ? Math.min(1, Math.max(0, (px * dx + py * dy) / square)) : 0;
  return Math.hypot(px - t * dx, py - t * dy);
}
