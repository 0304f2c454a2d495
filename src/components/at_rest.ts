/** What waits for a page to rest: a drag changes it again and again, a moment after it stands. */

/** Milliseconds without a change after which a page rests. */
const REST = 120;

export class AtRest {
  #waiting: ReturnType<typeof setTimeout> | undefined;

  /** Runs when nothing has changed for a moment, that is, unless this or `cancel` is called again. */
  run(work: () => void): void {
    this.cancel();
    this.#waiting = setTimeout(work, REST);
  }

  cancel(): void {
    clearTimeout(this.#waiting);
  }
}
