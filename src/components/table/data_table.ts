/**
 * A long table that holds only the rows in view: any number of rows of one height, sorted by any
 * column, walked and selected by keys (WAI-ARIA's grid), read on a phone as two lines a row.
 */
import { element, setText } from "../dom.ts";
import { count } from "../feature_format.ts";
import { tableHeader } from "./header.ts";
import { sortedRows, type SortKey } from "./row_order.ts";
import { RowSelection, type SelectionKeys } from "./row_selection.ts";
import { cellsOf, type RowAction, showRow } from "./row_node.ts";
import { type RowTrack, rowWindow, scrollTopFor, trackHeight } from "./row_window.ts";

/** A column. Rows are numbers of the caller's own: songs, playlists, genres. */
export interface TableColumn {
  readonly name: string;
  readonly label: string;
  /** What stands in the cell; "" where nothing is known. */
  text(row: number): string;
  /** What the column is sorted by; its text where this is not given. */
  readonly key?: SortKey;
  /** Numbers stand to the right, and are sorted from the highest first. */
  readonly isNumeric?: boolean;
  /** A track of a CSS grid, such as "5rem" or "minmax(8rem, 2fr)". */
  readonly width?: string;
  /** Where the cell leads; null for nowhere. */
  href?(row: number): string | null;
  /** The links' own parameter, where they carry the rest of the page's fragment along. */
  readonly carries?: string;
  /** Place in the two lines of a narrow table; columns without one are seen when sorted by. */
  readonly narrow?: "title" | "about" | "value";
}

export interface TableSort {
  readonly column: string;
  readonly isDescending: boolean;
}

export interface DataTableOptions {
  /** What the table is called, to screen readers. */
  readonly label: string;
  readonly columns: readonly TableColumn[];
  /** What a row is, one and many: "song", "songs". */
  readonly noun?: readonly [one: string, many: string];
  /** Greatest height in CSS pixels. */
  readonly height?: number;
  /** The order at the start; without one, rows stand as they are given. */
  readonly sort?: TableSort;
  /** Buttons at the end of each row. */
  readonly actions?: readonly RowAction[];
  /** Lets rows be selected; called with them, in their order, after each change. */
  onSelect?(rows: readonly number[]): void;
  /** Enter and double click on a row; without it Enter follows the row's first link. */
  onOpen?(row: number): void;
  onSort?(sort: TableSort | null): void;
}

export interface DataTable {
  readonly node: HTMLElement;
  /** The rows in the order in which they are seen. */
  readonly rows: Int32Array;
  readonly selected: readonly number[];
  /** Shows other rows; those of them that were selected stay so. */
  update(rows: ArrayLike<number>): void;
  select(rows: Iterable<number>): void;
  sortBy(sort: TableSort | null): void;
  /** Writes the cells in view anew, where what they say has changed. */
  refresh(): void;
}

const WIDE_ROW = 36, NARROW_ROW = 58;
/** Below this width in CSS pixels a row has two lines. */
const NARROW = 560;

let made = 0;

export function dataTable(options: DataTableOptions): DataTable {
  const { label, columns, height = 480, noun = ["row", "rows"], actions = [] } = options;
  const id = `table-${++made}`;
  const selection = new RowSelection();
  let given: Int32Array = new Int32Array(0), order = given;
  let sort = options.sort ?? null;
  let active = -1;
  let isNarrow = false;

  const header = tableHeader(columns, actions.length > 0, sortBy);
  const track = element("div", { class: "track", role: "rowgroup" });
  const grid = element(
    "div",
    {
      class: "frame",
      role: "grid",
      tabindex: 0,
      "aria-label": label,
      "aria-colcount": columns.length + (actions.length > 0 ? 1 : 0),
      "aria-multiselectable": options.onSelect ? "true" : null,
    },
    header.node,
    track,
  );
  grid.style.maxHeight = `${height}px`;
  const tracks = [
    ...columns.map(({ width, isNumeric }) => width ?? (isNumeric ? "5.5rem" : "minmax(7rem, 1fr)")),
    ...(actions.length > 0 ? [`${2.4 * actions.length}rem`] : []),
  ];
  grid.style.setProperty("--tracks", tracks.join(" "));
  // What a cell cuts can be read here, also by those who have no pointer that hovers.
  const reading = element("p", { class: "reading", "aria-hidden": "true" });
  const size = element("p", { class: "size", role: "status" });
  const node = element("div", { class: "data-table" }, header.chooser, grid, size, reading);
  // The row at a place stands in pool[place % pool.length] for as long as it is in view.
  const pool: HTMLElement[] = [];
  let drawnFirst = 0;

  const rowTrack = (): RowTrack => ({
    count: order.length,
    rowHeight: isNarrow ? NARROW_ROW : WIDE_ROW,
    viewport: Math.max(0, grid.clientHeight - header.node.offsetHeight),
  });

  function draw(isFresh = false): void {
    const shape = rowTrack();
    const { first, end, top } = rowWindow(shape, grid.scrollTop);
    if (end - first > pool.length) {
      isFresh = true;
      while (pool.length < end - first) pool.push(cellsOf(columns, actions));
    }
    inOrder(first, isFresh);
    for (let place = first; place < first + pool.length; place++) {
      const line = pool[place % pool.length];
      line.hidden = place >= end;
      if (line.hidden) {
        line.dataset.place = "";
        continue;
      }
      const row = order[place];
      line.style.transform = `translateY(${top + (place - first) * shape.rowHeight}px)`;
      if (isFresh || line.dataset.place !== String(place)) {
        line.id = `${id}-${place}`;
        line.dataset.place = String(place);
        line.setAttribute("aria-rowindex", String(place + 2));
        showRow(line, columns, actions, row);
        if (isFresh) markSorted(line);
      }
      line.classList.toggle("is-active", place === active);
      if (options.onSelect) line.setAttribute("aria-selected", String(selection.has(row)));
    }
    const isSeen = active >= first && active < end;
    if (isSeen) grid.setAttribute("aria-activedescendant", `${id}-${active}`);
    else grid.removeAttribute("aria-activedescendant");
  }

  /** Rows stand in the document as they are seen: some readers go by that. */
  function inOrder(first: number, isFresh: boolean): void {
    const size = pool.length;
    if (isFresh || Math.abs(first - drawnFirst) >= size) {
      track.append(...pool.map((_, i) => pool[(first + i) % size]));
    } else {
      for (let place = drawnFirst; place < first; place++) track.append(pool[place % size]);
      for (let place = drawnFirst - 1; place >= first; place--) track.prepend(pool[place % size]);
    }
    drawnFirst = first;
  }

  /** A narrow table shows the column that it is sorted by. */
  function markSorted(line: HTMLElement): void {
    columns.forEach(({ name }, i) =>
      line.children[i].classList.toggle("is-sorted", name === sort?.column)
    );
  }

  function say(): void {
    const chosen = selection.size > 0 ? ` · ${selection.size.toLocaleString("en")} selected` : "";
    setText(size, count(order.length, ...noun) + chosen);
    const row = order[active];
    const words = row === undefined ? [] : columns.map(({ label, text, narrow, isNumeric }) => {
      const value = text(row);
      return value === "" ? "" : isNumeric && narrow !== "title" ? `${label} ${value}` : value;
    });
    setText(reading, words.filter((text) => text !== "").join(" · "));
  }

  function arrange(): void {
    const column = columns.find(({ name }) => name === sort?.column);
    order = column && sort
      ? sortedRows(given, column.key ?? ((row) => column.text(row)), sort.isDescending)
      : given;
    header.update(column ? sort : null);
    node.classList.toggle("shows-sorted", column !== undefined && column.narrow === undefined);
    grid.setAttribute("aria-rowcount", String(order.length + 1));
    resize();
  }

  function resize(): void {
    track.style.height = `${trackHeight(rowTrack())}px`;
    draw(true);
    say();
  }

  function sortBy(next: TableSort | null): void {
    sort = next;
    active = -1;
    arrange();
    grid.scrollTop = 0;
    draw(true);
    options.onSort?.(next);
  }

  function activate(place: number): void {
    active = Math.max(0, Math.min(order.length - 1, place));
    grid.scrollTop = scrollTopFor(rowTrack(), active, grid.scrollTop);
    draw();
    say();
  }

  function choose(keys: SelectionKeys): void {
    if (options.onSelect === undefined || order[active] === undefined) return;
    selection.choose(order[active], order, keys);
    selected();
  }

  function selected(): void {
    draw();
    say();
    options.onSelect?.(selection.in(order));
  }

  function open(place: number): void {
    const row = order[place];
    if (row === undefined) return;
    if (options.onOpen) options.onOpen(row);
    else document.getElementById(`${id}-${place}`)?.querySelector("a")?.click();
  }

  const page = () => Math.max(1, Math.floor(rowTrack().viewport / rowTrack().rowHeight) - 1);
  const moves: Readonly<Record<string, () => number>> = {
    ArrowDown: () => active + 1,
    ArrowUp: () => active - 1,
    PageDown: () => active + page(),
    PageUp: () => active - page(),
    Home: () => 0,
    End: () => order.length - 1,
  };

  grid.addEventListener("keydown", (event) => {
    if (event.target !== grid || event.altKey) return;
    const { key, shiftKey } = event;
    const hasCtrl = event.ctrlKey || event.metaKey;
    if (Object.hasOwn(moves, key)) {
      if (shiftKey && active >= 0 && selection.size === 0) choose({});
      activate(moves[key]());
      if (shiftKey) choose({ extends: true });
    } else if (key === "Enter") open(active);
    else if (key === " ") choose({ toggles: true });
    else if (key === "a" && hasCtrl && options.onSelect) {
      selection.set(order);
      selected();
    } else if (key === "Escape" && selection.size > 0) {
      selection.set([]);
      selected();
    } else {
      const action = hasCtrl ? undefined : actions.find((action) => action.key === key);
      if (action === undefined || order[active] === undefined) return;
      action.run(order[active]);
    }
    event.preventDefault();
    event.stopPropagation();
  });
  grid.addEventListener("focus", () => {
    if (active < 0 && order.length > 0 && grid.matches(":focus-visible")) {
      activate(Number(pool.find((line) => !line.hidden && line.dataset.place)?.dataset.place ?? 0));
    }
  });
  const placeOf = (event: Event) => {
    const line = (event.target as Element).closest<HTMLElement>(".row");
    return line ? Number(line.dataset.place) : -1;
  };
  track.addEventListener("click", (event) => {
    const place = placeOf(event);
    if (place < 0) return;
    const button = (event.target as Element).closest<HTMLElement>("[data-action]");
    if (button) return actions[Number(button.dataset.action)].run(order[place]);
    activate(place);
    if ((event.target as Element).closest("a")) return;
    choose({ toggles: event.ctrlKey || event.metaKey || isNarrow, extends: event.shiftKey });
  });
  track.addEventListener("dblclick", (event) => {
    if (!(event.target as Element).closest("a, button")) open(placeOf(event));
  });
  grid.addEventListener("scroll", () => draw(), { passive: true });
  new ResizeObserver(() => {
    isNarrow = node.clientWidth > 0 && node.clientWidth < NARROW;
    node.classList.toggle("is-narrow", isNarrow);
    resize();
  }).observe(node);

  return {
    node,
    get rows() {
      return order;
    },
    get selected() {
      return selection.in(order);
    },
    update(rows) {
      given = Int32Array.from(rows);
      selection.keep(given);
      active = -1;
      arrange();
      grid.scrollTop = 0;
      draw(true);
    },
    select(rows) {
      selection.set(rows);
      draw();
      say();
    },
    sortBy,
    refresh: () => draw(true),
  };
}
