/**
 * A score as a bar: as long as the match, shared out among the signals by what each adds. What a
 * signal takes away is drawn hollow over the end of the others, on the same scale.
 */
import { type Recommendation, type Signal, SIGNALS } from "../../recommender/contract.ts";
import { element, setText } from "../dom.ts";
import { fixed } from "../feature_format.ts";

export interface ShareBar {
  readonly node: HTMLElement;
  /** @param inWords whether its words follow too, which no eye misses for a moment */
  update(entry: Recommendation, inWords: boolean): void;
}

/** Where a bar's parts lie, each from `start` over `width`, as shares of the whole bar. */
export interface BarPart {
  readonly signal: Signal;
  readonly start: number;
  readonly width: number;
  readonly takesAway: boolean;
}

/**
 * Lays out the parts of a bar: first those that add, one after another over the length of the
 * match, then, backwards from their end, those that take away. A bar to which no signal adds is
 * empty.
 */
export function barParts({ match, shares }: Omit<Recommendation, "score">): BarPart[] {
  const added = SIGNALS.reduce((sum, signal) => sum + Math.max(0, shares[signal]), 0);
  if (!(added > 0)) return [];
  const length = Math.max(0, Math.min(1, match / 100));
  let end = 0;
  const adding = SIGNALS.filter((signal) => shares[signal] > 0).map((signal): BarPart => {
    const width = shares[signal] / added * length;
    end += width;
    return { signal, start: end - width, width, takesAway: false };
  });
  const taking = SIGNALS.filter((signal) => shares[signal] < 0)
    .map((signal): BarPart => {
      const width = Math.min(end, -shares[signal] / added * length);
      end -= width;
      return { signal, start: end, width, takesAway: true };
    });
  return [...adding, ...taking];
}

/** A bar that keeps its elements from one update to the next. */
export function shareBar(): ShareBar {
  const parts = new Map(SIGNALS.map((signal) => {
    const node = element("span", { class: "part", "data-signal": signal });
    return [signal, node] as const;
  }));
  const text = element("span", { class: "visually-hidden" });
  const bar = element("span", { class: "share-bar" }, ...parts.values());
  bar.setAttribute("aria-hidden", "true");
  return {
    node: element("span", { class: "shares" }, bar, text),
    update(entry, inWords) {
      const laidOut = new Map(barParts(entry).map((part) => [part.signal, part]));
      for (const [signal, node] of parts) {
        const part = laidOut.get(signal);
        // A transform, unlike a width, needs no layout.
        node.style.transform = part
          ? `translateX(${(100 * part.start).toFixed(1)}%) scaleX(${part.width.toFixed(4)})`
          : "scaleX(0)";
        node.classList.toggle("takes-away", part?.takesAway ?? false);
      }
      if (!inWords) return;
      const shares = sharesInWords(entry);
      setText(text, shares);
      bar.title = shares;
    },
  };
}

/** "collaborative 0.41, audio 0.42" */
export function sharesInWords({ shares }: Recommendation): string {
  return SIGNALS.filter((signal) => shares[signal] !== 0)
    .map((signal) => `${signal} ${fixed(shares[signal], 2)}`).join(", ");
}
