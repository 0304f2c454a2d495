/** A plain table for looking up: a caption, heads, rows of text, numbers and links. */
import { element } from "./dom.ts";

export interface TableColumn<Row> {
  readonly head: string;
  /** Numbers stand to the right. */
  readonly isNumber?: boolean;
  cell(row: Row): string | Node;
}

/** The table in a frame that scrolls on its own. The first column names the row. */
export function lookupTable<Row>(
  caption: string,
  columns: readonly TableColumn<Row>[],
  rows: readonly Row[],
): HTMLElement {
  const alignment = (isNumber = false) => isNumber ? "number" : null;
  return element(
    "div",
    { class: "table-frame", tabindex: 0, role: "region", "aria-label": caption },
    element(
      "table",
      {},
      element("caption", {}, caption),
      element(
        "thead",
        {},
        element(
          "tr",
          {},
          ...columns.map(({ head, isNumber }) =>
            element("th", { scope: "col", class: alignment(isNumber) }, head)
          ),
        ),
      ),
      element(
        "tbody",
        {},
        ...rows.map((row) =>
          element(
            "tr",
            {},
            ...columns.map(({ cell, isNumber }, i) =>
              i === 0
                ? element("th", { scope: "row", class: alignment(isNumber) }, cell(row))
                : element("td", { class: alignment(isNumber) }, cell(row))
            ),
          )
        ),
      ),
    ),
  );
}
