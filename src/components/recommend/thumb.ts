import { svgElement } from "../dom.ts";

/** A thumb up; the style sheet turns it over for a dislike. */
export function thumb(): SVGSVGElement {
  return svgElement(
    "svg",
    { class: "thumb", viewBox: "0 0 20 20", "aria-hidden": "true" },
    svgElement("path", {
      d: "M3 9h3.2v8H3zM6.2 9.4 10 2.6c1.3 0 2 .8 2 2.1L11.4 8h4.2c1 0 1.7.9 1.5 1.9l-1 5.6" +
        "c-.2.9-.9 1.5-1.8 1.5H6.2",
    }),
  );
}
