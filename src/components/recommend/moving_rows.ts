/**
 * Rows that keep their elements while they change places, and move there in a short glide (FLIP:
 * first, last, invert, play). A glide under way is taken up where it is; none happens where the
 * person asks for reduced motion.
 */
export const GLIDE = { duration: 180, easing: "cubic-bezier(0.2, 0, 0, 1)" };

/** The glide of each row that has had one. */
const glides = new WeakMap<Element, Animation>();

/** Ends the glides of rows. @returns whether one was under way */
export function endGlides(rows: readonly HTMLElement[]): boolean {
  const running = rows.map((row) => glides.get(row))
    .filter((glide) => glide?.playState === "running");
  for (const glide of running) glide!.cancel();
  return running.length > 0;
}

/** Where the rows of a list are seen, in pixels from the top of the window. */
export interface RowPlaces {
  readonly listTop: number;
  readonly tops: ReadonlyMap<Element, number>;
}

/** The height of each row when it was last seen. */
const heights = new WeakMap<Element, number>();

/**
 * Where the rows are now, glides under way included. To be asked before anything in them changes:
 * then the browser knows without a layout of its own.
 */
export function placesOf(list: HTMLElement): RowPlaces {
  const tops = new Map<Element, number>();
  for (const row of list.children) {
    const { top, height } = row.getBoundingClientRect();
    tops.set(row, top);
    heights.set(row, height);
  }
  return { listTop: list.getBoundingClientRect().top, tops };
}

/**
 * Makes `rows` the children of `list`, in order, moving as few elements as it can.
 *
 * @param from places from which the rows glide; null where they just stand there, as in a first
 *   list or in another query's
 */
export function arrangeRows(
  list: HTMLElement,
  rows: readonly HTMLElement[],
  from: RowPlaces | null,
): void {
  const standing = Array.from(list.children);
  if (rows.length === standing.length && rows.every((row, i) => standing[i] === row)) return;
  const focused = list.contains(document.activeElement) ? document.activeElement : null;
  const kept = new Set<Element>(rows);
  for (const row of standing) {
    glides.get(row)?.cancel();
    if (!kept.has(row)) row.remove();
  }
  const placeOf = new Map(standing.map((row, i) => [row, i]));
  const staying = longestAscent(rows.map((row) => placeOf.get(row) ?? -1));
  let next: Element | null = null;
  for (let i = rows.length - 1; i >= 0; i--) {
    if (!staying[i]) list.insertBefore(rows[i], next);
    next = rows[i];
  }
  // Moving an element takes the focus from what is in it.
  if (focused !== document.activeElement && focused?.isConnected) (focused as HTMLElement).focus();
  if (from !== null) glideFrom(rows, from);
}

/** Whether the person asks for reduced motion. */
export function isStill(): boolean {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}

/**
 * The most entries that ascend from left to right (Fredman 1975), those below 0 left out.
 *
 * @returns for each entry whether it is one of them
 */
export function longestAscent(values: readonly number[]): boolean[] {
  /** By length: the entry with the least value that an ascent of this length can end in. */
  const ends: number[] = [];
  const before = values.map((value, i) => {
    if (value < 0) return -1;
    let length = ends.length;
    while (length > 0 && values[ends[length - 1]] >= value) length--;
    ends[length] = i;
    return length > 0 ? ends[length - 1] : -1;
  });
  const out = values.map(() => false);
  for (let i = ends.at(-1) ?? -1; i >= 0; i = before[i]) out[i] = true;
  return out;
}

/**
 * Lets rows come from where they were, and new ones appear. Where they will be is reckoned from the
 * heights that they had: to ask the browser would be a layout more, in the middle of a drag.
 */
export function glideFrom(
  rows: readonly HTMLElement[],
  { listTop, tops }: RowPlaces,
): void {
  if (tops.size === 0 || isStill()) return;
  const known = rows.map((row) => heights.get(row)).filter((height) => height !== undefined);
  const usual = known.reduce((sum, height) => sum + height, 0) / Math.max(1, known.length);
  let top = listTop;
  for (const row of rows) {
    const from = tops.get(row), height = heights.get(row) ?? usual;
    const isSeen = (at: number) => at < innerHeight && at + height > 0;
    const moves = from === undefined || Math.abs(from - top) >= LEAST_GLIDE;
    if (moves && (isSeen(top) || isSeen(from ?? top))) {
      const start = from === undefined
        ? { opacity: 0 }
        : { transform: `translateY(${from - top}px)` };
      const end = from === undefined ? { opacity: 1 } : { transform: "none" };
      glides.set(row, row.animate([start, end], GLIDE));
    }
    top += height;
  }
}

/** Pixels below which nobody sees a row move. */
export const LEAST_GLIDE = 0.5;
