/** The elements of one row of a table: made once, shown again and again for other rows. */
import { element, setText } from "../dom.ts";
import type { TableColumn } from "./data_table.ts";

/** A button at the end of each row. */
export interface RowAction {
  /** What it does to a row, in words: "Add Halo to your picks". */
  label(row: number): string;
  /** What stands on it, one sign. */
  readonly sign: string | ((row: number) => string);
  /** A key that does it to the row that has the focus. */
  readonly key?: string;
  run(row: number): void;
}

/** An empty row. */
export function cellsOf(
  columns: readonly TableColumn[],
  actions: readonly RowAction[],
): HTMLElement {
  const cells = columns.map(({ isNumeric, narrow, name, href, carries }) =>
    element(
      "div",
      {
        role: "gridcell",
        class: [
          "cell",
          isNumeric ? "is-numeric" : "",
          narrow ? `at-${narrow}` : "",
        ].filter((part) => part !== "").join(" "),
        "data-column": name,
      },
      // Links are reached by Enter on the row: one stop of the tab key for the whole table.
      ...(href ? [element("a", { tabindex: -1, "data-carries": carries })] : []),
    )
  );
  if (actions.length > 0) {
    const buttons = actions.map((_, i) =>
      element("button", { type: "button", tabindex: -1, "data-action": i })
    );
    cells.push(element("div", { role: "gridcell", class: "cell row-actions" }, ...buttons));
  }
  return element("div", { role: "row", class: "row" }, ...cells);
}

/** Writes a row into its elements. */
export function showRow(
  line: HTMLElement,
  columns: readonly TableColumn[],
  actions: readonly RowAction[],
  row: number,
): void {
  columns.forEach((column, i) => {
    const cell = line.children[i] as HTMLElement;
    const text = column.text(row);
    const link = cell.querySelector("a");
    setText(link ?? cell, text === "" && column.isNumeric ? "–" : text);
    cell.title = column.isNumeric ? "" : text;
    if (link === null) return;
    const href = column.href?.(row) ?? null;
    if (href === null) link.removeAttribute("href");
    else link.setAttribute("href", href);
  });
  line.querySelectorAll<HTMLElement>("[data-action]").forEach((button, i) => {
    const { label, sign } = actions[i];
    setText(button, typeof sign === "string" ? sign : sign(row));
    button.setAttribute("aria-label", label(row));
    button.title = label(row);
  });
}
