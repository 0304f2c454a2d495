/**
 * The address of the page as the one place where the state of a query lives: copied, it gives the
 * same view; back and forward undo and redo; links to the other pages carry it along. It is all in
 * the fragment, which no server sees.
 */
import {
  EMPTY_STATE,
  formatFragment,
  parseFragment,
  type QueryState,
  readState,
  withCarried,
  writeState,
} from "./query_state.ts";

/**
 * How a change stands in the history:
 * - "push" is a step that the back button undoes;
 * - "replace" changes the current step, a little later, for what needs no undoing;
 * - "preview" changes what is seen and leaves the address alone, as while a slider is dragged;
 * - "settle" ends previews as one step, or goes on with that step when it comes soon after another
 *   one, as when an arrow key moves a slider again and again.
 */
export type HistoryStep = "push" | "replace" | "preview" | "settle";

/** Browsers refuse more than some 100 changes of an address in half a minute. */
const WRITE_DELAY = 250;

/** Milliseconds within which two settled changes are one step. */
const ONE_STEP = 1000;

export class QueryAddress {
  #parameters: Map<string, string>;
  #state: QueryState;
  readonly #listeners = new Set<(state: QueryState) => void>();
  readonly #window: Window;
  readonly #carried: QueryState;
  #pendingWrite: number | undefined;
  #lastSettled = -Infinity;

  /**
   * @param carried what links to other pages say where the state says nothing: what this page
   *   starts with and they do not
   */
  constructor(page: Window = globalThis.window, carried: QueryState = EMPTY_STATE) {
    this.#window = page;
    this.#carried = carried;
    this.#parameters = parseFragment(page.location.hash);
    this.#state = readState(this.#parameters);
    // An edited address fires both events, the back button too: the second one finds no change.
    for (const event of ["popstate", "hashchange"]) {
      page.addEventListener(event, () => this.#read());
    }
    page.addEventListener("pagehide", () => this.#writePending());
    this.#carry();
  }

  get state(): QueryState {
    return this.#state;
  }

  /** The fragment of the state, with its `#`; "" where all is at its default. */
  get fragment(): string {
    return formatFragment(this.#parameters);
  }

  /** Changes the query and tells the listeners at once. */
  update(change: Partial<QueryState>, step: HistoryStep = "push"): void {
    // What a drag left unwritten belongs to the step before.
    if (step === "push" || step === "settle") this.#writePending();
    this.#state = { ...this.#state, ...change };
    writeState(this.#state, this.#parameters);
    this.#changed(step);
  }

  /** Opens a whole fragment, as a link to it would: a step of the history. */
  open(fragment: string): void {
    this.#writePending();
    this.#parameters = parseFragment(fragment);
    this.#state = readState(this.#parameters);
    this.#changed("push");
  }

  /** A value of a page's own, such as an axis of the map; null where the address has none. */
  get(name: string): string | null {
    const value = this.#parameters.get(name);
    if (value === undefined) return null;
    try {
      return decodeURIComponent(value);
    } catch {
      return value;
    }
  }

  /** Sets a value of a page's own; null removes it. The listeners are told. */
  set(name: string, value: string | null, step: HistoryStep = "push"): void {
    if (step === "push" || step === "settle") this.#writePending();
    if (value === null) this.#parameters.delete(name);
    else this.#parameters.set(name, encodeURIComponent(value));
    this.#changed(step);
  }

  /** Calls a listener after each change, the back button's too; returns the way to stop. */
  subscribe(listener: (state: QueryState) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #changed(step: HistoryStep): void {
    if (step === "replace") {
      this.#pendingWrite ??= this.#window.setTimeout(() => this.#write("replace"), WRITE_DELAY);
    } else if (step !== "preview") {
      const now = this.#window.performance.now();
      const goesOn = step === "settle" && now - this.#lastSettled < ONE_STEP;
      this.#write(goesOn ? "replace" : "push");
      this.#lastSettled = step === "settle" ? now : -Infinity;
    }
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener(this.#state);
  }

  #read(): void {
    if (this.#window.location.hash === this.fragment) return;
    this.#window.clearTimeout(this.#pendingWrite);
    this.#pendingWrite = undefined;
    this.#lastSettled = -Infinity;
    this.#parameters = parseFragment(this.#window.location.hash);
    this.#state = readState(this.#parameters);
    this.#carry();
    this.#tell();
  }

  #writePending(): void {
    if (this.#pendingWrite !== undefined) this.#write("replace");
  }

  #write(step: "push" | "replace"): void {
    this.#window.clearTimeout(this.#pendingWrite);
    this.#pendingWrite = undefined;
    const { location, history } = this.#window;
    if (location.hash !== this.fragment) {
      const address = location.pathname + location.search + this.fragment;
      if (step === "push") history.pushState(null, "", address);
      else history.replaceState(null, "", address);
    }
    this.#carry();
  }

  /** Gives the links to the other pages this page's fragment. */
  #carry(): void {
    const links = this.#window.document.querySelectorAll<HTMLAnchorElement>(
      "#observablehq-sidebar a[href], #observablehq-header a[href]",
    );
    const parameters = new Map(this.#parameters);
    writeState(withCarried(this.#state, this.#carried), parameters);
    const fragment = formatFragment(parameters);
    for (const link of links) {
      if (link.origin !== this.#window.location.origin) continue;
      const isHere = link.pathname === this.#window.location.pathname;
      link.hash = isHere ? this.fragment : fragment;
    }
  }
}
