/**
 * The address of the page as the one place where the state of a query lives: copied, it gives the
 * same view; back and forward undo and redo; links to the other pages carry it along. It is all in
 * the fragment, which no server sees.
 */
import {
  formatFragment,
  parseFragment,
  type QueryState,
  readState,
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

/** Where an entry of the history holds its number among the page's steps. */
const STEP = "segueStep";

/** The number of the present entry; null where it has none, as when someone edits the address. */
function stepOf({ state }: History): number | null {
  const step: unknown = (state as Record<string, unknown> | null)?.[STEP];
  return typeof step === "number" ? step : null;
}

export class QueryAddress {
  #parameters: Map<string, string>;
  #state: QueryState;
  readonly #listeners = new Set<(state: QueryState) => void>();
  readonly #window: Window;
  #pendingWrite: number | undefined;
  #lastSettled = -Infinity;
  #isPreview = false;
  /** Steps of this page before the present one, and the furthest that was made. */
  #step = 0;
  #furthest = 0;

  constructor(page: Window = globalThis.window) {
    this.#window = page;
    this.#parameters = parseFragment(page.location.hash);
    this.#state = readState(this.#parameters);
    this.#step = this.#furthest = stepOf(page.history) ?? 0;
    this.#markStep();
    // An edited address fires both events, the back button too: the second one finds no change.
    for (const event of ["popstate", "hashchange"]) {
      page.addEventListener(event, () => this.#read());
    }
    page.addEventListener("pagehide", () => this.#writePending());
    // Before a link is followed, opened in a tab or copied.
    for (const event of ["pointerdown", "click"]) {
      page.document.addEventListener(event, ({ target }) => this.#complete(target), true);
    }
    this.#carry();
  }

  /** Whether a change of this page can be taken back, as the back button does. */
  get canUndo(): boolean {
    return this.#step > 0;
  }

  /** Whether a change that was taken back can be made again. */
  get canRedo(): boolean {
    return this.#step < this.#furthest;
  }

  /** Whether the state is a preview, as while a hand drags: another one is likely to come. */
  get isPreview(): boolean {
    return this.#isPreview;
  }

  /** Takes back the last change; nothing where there is none. The listeners are told in a moment. */
  undo(): void {
    this.#writePending();
    if (this.canUndo) this.#window.history.back();
  }

  /** Makes the change again that was taken back last. */
  redo(): void {
    this.#writePending();
    if (this.canRedo) this.#window.history.forward();
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
    this.#isPreview = step === "preview";
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
    const step = stepOf(this.#window.history);
    // An address that someone edits is a step of its own, after which nothing can be made again.
    this.#step = step ?? this.#step + 1;
    this.#furthest = step === null ? this.#step : Math.max(this.#furthest, step);
    this.#markStep();
    if (this.#window.location.hash === this.fragment) return;
    this.#window.clearTimeout(this.#pendingWrite);
    this.#pendingWrite = undefined;
    this.#lastSettled = -Infinity;
    this.#isPreview = false;
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
      if (step === "push") {
        this.#furthest = ++this.#step;
        history.pushState({ [STEP]: this.#step }, "", address);
      } else history.replaceState(history.state, "", address);
    }
    this.#carry();
  }

  /** Notes the step in the entry of the history, from which it is read after going back. */
  #markStep(): void {
    const { history } = this.#window;
    if (stepOf(history) !== this.#step) history.replaceState({ [STEP]: this.#step }, "");
  }

  /** Gives a link with `data-carries`, the name of its own parameter, the rest of the fragment. */
  #complete(target: EventTarget | null): void {
    if (!(target instanceof Element)) return;
    const link = target.closest<HTMLAnchorElement>("a[data-carries]");
    const name = link?.dataset.carries;
    if (!link || name === undefined) return;
    const own = parseFragment(link.hash).get(name);
    const parameters = new Map(this.#parameters);
    parameters.delete(name);
    link.hash = formatFragment(new Map([...(own ? [[name, own] as const] : []), ...parameters]));
  }

  /** Gives the links to the other pages this page's fragment. */
  #carry(): void {
    const links = this.#window.document.querySelectorAll<HTMLAnchorElement>(
      "#observablehq-sidebar a[href], #observablehq-header a[href]",
    );
    const { fragment } = this;
    for (const link of links) {
      if (link.origin === this.#window.location.origin) link.hash = fragment;
    }
  }
}
