/** Which rows of a long table are in view: geometry alone, in CSS pixels. */

/** Browsers cut elements that are higher than some 17 million pixels. */
const HIGHEST_TRACK = 15e6;

/** A table of rows of one height in a frame that scrolls. */
export interface RowTrack {
  readonly count: number;
  readonly rowHeight: number;
  /** Height in which rows are seen. */
  readonly viewport: number;
}

/** The rows in view, and where the first of them lies on the track. */
export interface RowWindow {
  readonly first: number;
  /** One past the last. */
  readonly end: number;
  /** Distance of the first row from the start of the track. */
  readonly top: number;
}

/** Height of what scrolls; less than all rows' height where no browser could hold that. */
export function trackHeight({ count, rowHeight }: RowTrack): number {
  return Math.min(HIGHEST_TRACK, count * rowHeight);
}

/**
 * The rows in view, and some more on both sides.
 * @param scrollTop how far the track is scrolled, 0 to `trackHeight` − `viewport`
 * @param overscan rows more on either side
 */
export function rowWindow(track: RowTrack, scrollTop: number, overscan = 4): RowWindow {
  const { count, rowHeight, viewport } = track;
  const at = Math.max(0, scrollTop) * scale(track);
  const first = Math.max(0, Math.min(count, Math.floor(at / rowHeight)) - overscan);
  const end = Math.min(count, Math.ceil((at + viewport) / rowHeight) + overscan);
  return { first, end, top: Math.max(0, scrollTop) - (at - first * rowHeight) };
}

/** The least change of `scrollTop` that brings a row into view. */
export function scrollTopFor(track: RowTrack, row: number, scrollTop: number): number {
  const { rowHeight, viewport } = track;
  const factor = scale(track);
  const at = scrollTop * factor;
  const top = row * rowHeight, bottom = top + rowHeight;
  if (top < at) return top / factor;
  return bottom > at + viewport ? (bottom - viewport) / factor : scrollTop;
}

/** Pixels of rows in one pixel of the track. */
function scale(track: RowTrack): number {
  const room = trackHeight(track) - track.viewport;
  return room > 0 ? (track.count * track.rowHeight - track.viewport) / room : 1;
}
