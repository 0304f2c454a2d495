/** Dragging a row of a list by its `.handle` to another place; the keys have buttons of their own. */

/** @param moved called with the row's place before and after, from 0 */
export function dragRows(list: HTMLElement, moved: (from: number, to: number) => void): void {
  let dragged: HTMLElement | null = null;
  let from = -1, to = -1;

  const rows = () => Array.from(list.children) as HTMLElement[];
  function mark(): void {
    rows().forEach((row, i) => {
      row.classList.toggle("drop-above", dragged !== null && i === to && to < from);
      row.classList.toggle("drop-below", dragged !== null && i === to && to > from);
      row.classList.toggle("is-dragged", row === dragged);
    });
  }
  function stop(): void {
    dragged = null;
    mark();
  }

  list.addEventListener("pointerdown", (event) => {
    const handle = (event.target as Element).closest<HTMLElement>(".handle");
    const row = handle?.closest<HTMLElement>("li");
    if (!handle || !row || event.button !== 0) return;
    event.preventDefault();
    handle.setPointerCapture(event.pointerId);
    dragged = row;
    from = to = rows().indexOf(row);
    mark();
  });
  list.addEventListener("pointermove", (event) => {
    if (dragged === null) return;
    const places = rows().map((row) => row.getBoundingClientRect());
    const below = places.findIndex(({ bottom }) => event.clientY < bottom);
    to = below < 0 ? places.length - 1 : below;
    mark();
  });
  list.addEventListener("pointerup", () => {
    if (dragged === null) return;
    stop();
    if (to !== from) moved(from, to);
  });
  list.addEventListener("pointercancel", stop);
}
