/** Names on the map: those of regions, and of single songs where few enough are in view. */
import { setText, svgElement } from "../dom.ts";
import { percent } from "../feature_format.ts";
import { type Box, overlap } from "./label_places.ts";
import type { Affine } from "./raster.ts";
import type { RegionLabel } from "./regions.ts";
import type { Size } from "./view.ts";

/** A name with what is known of its size on the screen. */
interface Placed {
  readonly label: RegionLabel;
  readonly node: SVGGElement;
  readonly width: number;
}

/** Width of a letter and height of a line, in CSS pixels, and the room around a name. */
const LETTER = 7.4, HEIGHT = 18, ROOM = 6;

/** The upper right corner, which the chart's buttons take. */
const BUTTONS = { width: 60, height: 265 } as const;

/** Most names at once. */
const MOST = 40;

export class RegionLayer {
  readonly node: SVGSVGElement;
  #labels: readonly RegionLabel[] = [];
  #placed: readonly Placed[] = [];

  constructor() {
    this.node = svgElement("svg", { class: "map-regions", "aria-hidden": "true" });
  }

  /** @param labels those that matter most first; the same array again changes nothing */
  show(labels: readonly RegionLabel[]): void {
    if (labels === this.#labels) return;
    this.#labels = labels;
    this.#placed = labels.map((label) => {
      const text = svgElement("text");
      setText(text, label.text);
      const node = svgElement("g", {}, text);
      let letters = label.text.length;
      if (label.share !== null) {
        const share = svgElement("tspan", { class: "share", dx: 5 });
        setText(share, percent(label.share));
        text.append(share);
        letters += 5;
      }
      return { label, node, width: letters * LETTER };
    });
    this.node.replaceChildren(...this.#placed.map(({ node }) => node));
  }

  /** Moves the names to where their regions are, and hides those that would lie on others. */
  place({ ax, bx, ay, by }: Affine, frame: Size): void {
    const taken: Box[] = [{
      left: frame.width - BUTTONS.width,
      top: 0,
      right: frame.width,
      bottom: BUTTONS.height,
    }];
    for (const { label, node, width } of this.#placed) {
      const px = label.x * ax + bx, py = label.y * ay + by;
      const box = {
        left: px - width / 2 - ROOM,
        right: px + width / 2 + ROOM,
        top: py - HEIGHT / 2 - ROOM / 2,
        bottom: py + HEIGHT / 2 + ROOM / 2,
      };
      const isSeen = box.left >= 0 && box.top >= 0 && box.right <= frame.width &&
        box.bottom <= frame.height && taken.length < MOST &&
        taken.every((other) => overlap(box, other) === 0);
      node.style.display = isSeen ? "" : "none";
      if (!isSeen) continue;
      taken.push(box);
      node.setAttribute("transform", `translate(${px.toFixed(1)},${py.toFixed(1)})`);
    }
  }
}
