/**
 * Rows that keep their elements while they change places, and move there in a short glide (FLIP:
 * first, last, invert, play). A glide under way is taken up where it is; none happens where the
 * person asks for reduced motion.
 */
const GLIDE = { duration: 180, easing: "cubic-bezier(0.2, 0, 0, 1)" };

/** The glide of each row that has had one. */
const glides = new WeakMap<Element, Animation>();

/**
 * Makes `rows` the children of `list`, in order, moving as few elements as it can.
 *
 * @param animate whether rows glide; a first list, or another query's, just stands there
 */
export function arrangeRows(
  list: HTMLElement,
  rows: readonly HTMLElement[],
  animate: boolean,
): void {
  const standing = Array.from(list.children);
  if (rows.length === standing.length && rows.every((row, i) => standing[i] === row)) return;
  const isGliding = animate && standing.length > 0 &&
    !matchMedia("(prefers-reduced-motion: reduce)").matches;
  const before = new Map<Element, number>();
  if (isGliding) {
    for (const row of standing) before.set(row, row.getBoundingClientRect().top);
    for (const row of standing) glides.get(row)?.cancel();
  }
  const focused = list.contains(document.activeElement) ? document.activeElement : null;
  const kept = new Set<Element>(rows);
  for (const row of standing) if (!kept.has(row)) row.remove();
  let next = list.firstElementChild;
  for (const row of rows) {
    if (row === next) next = next.nextElementSibling;
    else list.insertBefore(row, next);
  }
  // Moving an element takes the focus from what is in it.
  if (focused !== document.activeElement && focused?.isConnected) (focused as HTMLElement).focus();
  if (isGliding) glide(rows, before);
}

/** Lets rows come from where they were, and new ones appear. */
function glide(rows: readonly HTMLElement[], before: ReadonlyMap<Element, number>): void {
  const tops = rows.map((row) => row.getBoundingClientRect().top);
  rows.forEach((row, i) => {
    const from = before.get(row);
    if (from === tops[i]) return;
    const start = from === undefined
      ? { opacity: 0 }
      : { transform: `translateY(${from - tops[i]}px)` };
    const end = from === undefined ? { opacity: 1 } : { transform: "none" };
    glides.set(row, row.animate([start, end], GLIDE));
  });
}
