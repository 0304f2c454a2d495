/**
 * What a page's own cells draw, made fit for screen readers and the keyboard: Plot's pictures get a
 * name, what scrolls can be reached, and the empty head of a table's first column says what it is.
 */
import { withoutGroupLabels } from "./one_picture.ts";

/**
 * Mends what stands in the page and what cells draw later.
 *
 * @param root what is watched @default the content of the page
 * @returns stops watching
 */
export function describeOutputs(
  root: Element = document.querySelector("#observablehq-main")!,
): () => void {
  const mend = () => {
    for (const svg of root.querySelectorAll<SVGSVGElement>("svg[class*='plot-']")) {
      describePlot(svg, headingBefore(root, svg));
    }
    for (
      const table of root.querySelectorAll<HTMLElement>("form[class*='inputs-'][class*='-table']")
    ) {
      makeReachable(table, headingBefore(root, table));
    }
    for (const code of root.querySelectorAll<HTMLElement>("pre")) {
      makeReachable(code, `${headingBefore(root, code)}: code`);
    }
    for (const head of root.querySelectorAll("th:empty")) {
      const name = document.createElement("span");
      name.className = "visually-hidden";
      name.textContent = "Row";
      head.append(name);
    }
  };
  const observer = new MutationObserver(mend);
  observer.observe(root, { childList: true, subtree: true });
  mend();
  return () => observer.disconnect();
}

/** One picture with one name. */
function describePlot(svg: SVGSVGElement, name: string): void {
  if (!svg.hasAttribute("role")) svg.setAttribute("role", "img");
  if (!svg.hasAttribute("aria-label")) svg.setAttribute("aria-label", name);
  withoutGroupLabels(svg);
}

/** Whoever has no pointer scrolls with the arrow keys. */
function makeReachable(scroller: HTMLElement, name: string): void {
  if (scroller.tabIndex >= 0) return;
  scroller.tabIndex = 0;
  // A form with a name has a role of its own.
  if (!(scroller instanceof HTMLFormElement)) scroller.setAttribute("role", "group");
  scroller.setAttribute("aria-label", name);
}

/** The text of the heading that an element stands under. */
function headingBefore(root: Element, element: Element): string {
  const heads = [...root.querySelectorAll("h1, h2, h3")].filter((head) =>
    head.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING
  );
  return heads.at(-1)?.textContent?.trim() ?? document.title;
}
