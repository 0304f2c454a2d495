/**
 * Rows that keep their elements while they change places, and move there in a short glide (FLIP:
 * first, last, invert, play). A glide under way is taken up where it is; none happens where the
 * person asks for reduced motion.
 */
const GLIDE = { duration: 180, easing: "cubic-bezier(0.2, 0, 0, 1)" };

/** The glide of each row that has had one. */
const glides = new WeakMap<Element, Animation>();

/** Where the rows of a list are seen, in pixels from the top of the window. */
export type RowPlaces = ReadonlyMap<Element, number>;

/**
 * Where the rows are now, glides under way included. To be asked before anything in them changes:
 * then the browser knows without a layout of its own.
 */
export function placesOf(list: HTMLElement): RowPlaces {
  const places = new Map<Element, number>();
  for (const row of list.children) places.set(row, row.getBoundingClientRect().top);
  return places;
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
  let next = list.firstElementChild;
  for (const row of rows) {
    if (row === next) next = next.nextElementSibling;
    else list.insertBefore(row, next);
  }
  // Moving an element takes the focus from what is in it.
  if (focused !== document.activeElement && focused?.isConnected) (focused as HTMLElement).focus();
  const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;
  if (from !== null && from.size > 0 && !isStill) glide(rows, from);
}

/** Lets rows come from where they were, and new ones appear. */
function glide(rows: readonly HTMLElement[], places: RowPlaces): void {
  const tops = rows.map((row) => row.getBoundingClientRect().top);
  rows.forEach((row, i) => {
    const from = places.get(row);
    if (from === tops[i]) return;
    const start = from === undefined
      ? { opacity: 0 }
      : { transform: `translateY(${from - tops[i]}px)` };
    const end = from === undefined ? { opacity: 1 } : { transform: "none" };
    glides.set(row, row.animate([start, end], GLIDE));
  });
}
