/** A part of the page that is folded away, and made only when it is first opened. */
import { element } from "./dom.ts";

export interface Fold<Content> {
  readonly node: HTMLDetailsElement;
  /** Runs now if the fold is open, otherwise, with the last such call, when it opens. */
  whenOpen(run: (content: Content) => void): void;
}

export function fold<Content extends { readonly node: HTMLElement }>(
  title: string,
  make: () => Content,
): Fold<Content> {
  const node = element("details", { class: "fold" }, element("summary", {}, title));
  let content: Content | undefined;
  let pending: ((content: Content) => void) | undefined;
  node.addEventListener("toggle", () => {
    if (!node.open) return;
    if (content === undefined) {
      content = make();
      node.append(content.node);
    }
    pending?.(content);
  });
  return {
    node,
    whenOpen(run) {
      pending = run;
      if (node.open && content !== undefined) run(content);
    },
  };
}
