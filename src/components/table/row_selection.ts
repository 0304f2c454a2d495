/** Which rows of a list are selected, as file managers do it: one, more by Ctrl, a range by Shift. */

/** How a row was chosen. */
export interface SelectionKeys {
  /** Adds the row or takes it away, and leaves the others. */
  readonly toggles?: boolean;
  /** Selects from the row chosen last to this one. */
  readonly extends?: boolean;
}

export class RowSelection {
  #rows = new Set<number>();
  #anchor: number | null = null;

  get size(): number {
    return this.#rows.size;
  }

  has(row: number): boolean {
    return this.#rows.has(row);
  }

  /** The selected rows in the order in which they are listed. */
  in(order: ArrayLike<number>): number[] {
    return Array.from(order).filter((row) => this.#rows.has(row));
  }

  /** Chooses a row. @param order all rows as they are listed */
  choose(row: number, order: Int32Array, keys: SelectionKeys = {}): void {
    const from = this.#anchor === null ? -1 : order.indexOf(this.#anchor);
    if (keys.extends && from >= 0) {
      const to = order.indexOf(row);
      const range = order.subarray(Math.min(from, to), Math.max(from, to) + 1);
      this.#rows = new Set(keys.toggles ? [...this.#rows, ...range] : range);
      return;
    }
    if (keys.toggles) {
      if (!this.#rows.delete(row)) this.#rows.add(row);
    } else {
      this.#rows = new Set([row]);
    }
    this.#anchor = row;
  }

  /** Selects exactly these rows. */
  set(rows: Iterable<number>): void {
    this.#rows = new Set(rows);
    this.#anchor = null;
  }

  /** Forgets rows that are not listed any more. */
  keep(order: ArrayLike<number>): void {
    if (this.#rows.size > 0) this.#rows = new Set(this.in(order));
  }
}
