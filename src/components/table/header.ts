/** The header of a table: a button a column that sorts by it, and a choice instead where it is narrow. */
import { element, setText } from "../dom.ts";
import type { TableColumn, TableSort } from "./data_table.ts";

export interface TableHeader {
  readonly node: HTMLElement;
  /** "Sorted by", for a narrow table, where columns have no heads. */
  readonly chooser: HTMLElement;
  update(sort: TableSort | null): void;
}

export function tableHeader(
  columns: readonly TableColumn[],
  hasActions: boolean,
  sortBy: (sort: TableSort | null) => void,
): TableHeader {
  let current: TableSort | null = null;
  const cells = columns.map(({ name, label, isNumeric }) => {
    const arrow = element("span", { class: "arrow", "aria-hidden": "true" });
    const button = element("button", { type: "button" }, label, arrow);
    button.addEventListener("click", () => sortBy(nextSort(name, isNumeric === true, current)));
    return element("div", {
      role: "columnheader",
      class: isNumeric ? "cell is-numeric" : "cell",
      "aria-sort": "none",
    }, button);
  });
  if (hasActions) {
    const words = element("span", { class: "visually-hidden" }, "Actions");
    cells.push(element("div", { role: "columnheader", class: "cell" }, words));
  }
  const select = element(
    "select",
    {},
    element("option", { value: "" }, "as listed"),
    ...columns.map(({ name, label }) => element("option", { value: name }, label)),
  );
  select.addEventListener("change", () => {
    const column = columns.find(({ name }) => name === select.value);
    sortBy(column ? nextSort(column.name, column.isNumeric === true, null) : null);
  });
  const turn = element("button", { type: "button", class: "turn" });
  turn.addEventListener("click", () => {
    if (current) sortBy({ ...current, isDescending: !current.isDescending });
  });
  return {
    node: element(
      "div",
      { role: "rowgroup", class: "head" },
      element("div", { role: "row", "aria-rowindex": 1, class: "head-row" }, ...cells),
    ),
    chooser: element("div", { class: "chooser" }, element("label", {}, "Sorted by ", select), turn),
    update(sort) {
      current = sort;
      columns.forEach(({ name }, i) => {
        const isSorted = sort?.column === name;
        const order = isSorted ? sort.isDescending ? "descending" : "ascending" : "none";
        cells[i].setAttribute("aria-sort", order);
        setText(cells[i].querySelector(".arrow")!, isSorted ? sort.isDescending ? "↓" : "↑" : "");
      });
      select.value = sort?.column ?? "";
      turn.hidden = sort === null;
      setText(turn, sort?.isDescending ? "↓" : "↑");
      turn.setAttribute("aria-label", sort?.isDescending ? "Lowest first" : "Highest first");
    },
  };
}

/** The first press sorts, numbers from the highest; the second turns it round; the third ends it. */
export function nextSort(
  column: string,
  isNumeric: boolean,
  current: TableSort | null,
): TableSort | null {
  if (current?.column !== column) return { column, isDescending: isNumeric };
  return current.isDescending === isNumeric ? { column, isDescending: !isNumeric } : null;
}
