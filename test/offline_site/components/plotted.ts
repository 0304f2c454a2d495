import * as Inputs from "npm:@observablehq/inputs";
import * as Plot from "npm:@observablehq/plot";

/** A chart and an input made by a component, which imports the libraries that pages have built in. */
export function plotted(rows: { value: number }[]): HTMLElement {
  const element = document.createElement("div");
  element.append(Inputs.toggle({ label: "Dots" }));
  element.append(Plot.plot({ marks: [Plot.dotX(rows, { x: "value" })] }));
  return element;
}
