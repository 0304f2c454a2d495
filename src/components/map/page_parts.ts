/** What the Map page starts with, and what it consists of. */
import type { MapChoices } from "./controls.ts";

/** What an analyst sets on the page. */
export interface MapDefaults extends MapChoices {
  /** Opacity of a single song when all are seen, 0 to 1. */
  readonly opacity: number;
}

/** The parts of the page, to be placed. */
export interface MapPage {
  readonly notice: Node;
  readonly opening: HTMLElement;
  readonly map: HTMLElement;
  readonly foot: HTMLElement;
}
