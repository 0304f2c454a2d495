/**
 * Rows that keep their elements while they change places, and move there in a short glide (FLIP:
 * first, last, invert, play). A glide under way is taken up where it is; none happens where the
 * person asks for reduced motion.
 */
const GLIDE = { duration: 180, easing: "cubic-bezier(0.2, 0, 0, 1)" };

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
  const reduced = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const glides = animate && !reduced && list.childElementCount > 0;
  const isSame = rows.length === list.childElementCount &&
    rows.every((row, i) => list.children[i] === row);
  if (isSame) return;
  const before = new Map<Element, number>();
  if (glides) {
    for (const row of list.children) before.set(row, row.getBoundingClientRect().top);
    for (const row of list.children) for (const glide of row.getAnimations()) glide.cancel();
  }
  const focused = list.contains(document.activeElement) ? document.activeElement : null;
  const kept = new Set(rows);
  for (const row of [...list.children]) if (!kept.has(row as HTMLElement)) row.remove();
  rows.forEach((row, i) => {
    if (list.children[i] !== row) list.insertBefore(row, list.children[i] ?? null);
  });
  // Moving an element takes the focus from what is in it.
  if (focused !== document.activeElement && focused?.isConnected) (focused as HTMLElement).focus();
  if (!glides) return;
  const tops = rows.map((row) => row.getBoundingClientRect().top);
  rows.forEach((row, i) => {
    const from = before.get(row);
    if (from === undefined) row.animate([{ opacity: 0 }, { opacity: 1 }], GLIDE);
    else if (from !== tops[i]) {
      const start = `translateY(${from - tops[i]}px)`;
      row.animate([{ transform: start }, { transform: "none" }], GLIDE);
    }
  });
}
