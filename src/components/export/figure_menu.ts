/** The button at a figure's corner that saves it as SVG or PNG, and what it was drawn from as CSV. */
import { svgElement } from "../dom.ts";
import { menuButton, type MenuItem } from "../menu_button.ts";
import { figureRows } from "./figure_data.ts";
import { figureSvg, svgText } from "./figure_svg.ts";
import { csvTable } from "./list_formats.ts";
import { fileName, saveFile } from "./save_file.ts";

/** Pixels of a PNG in a pixel of the page. */
const PNG_SCALE = 2;

/**
 * Puts the button into a figure, at its upper right corner.
 * @param figure what is saved: a plot, or an element that holds plots, canvases, legends, captions
 * @param name what it shows, in words; becomes the name of the file
 * @returns the figure
 */
export function withFigureMenu<Figure extends HTMLElement>(
  figure: Figure,
  name: string | (() => string),
): Figure {
  figure.classList.add("has-figure-menu");
  for (const plot of figure.querySelectorAll("svg")) {
    describePlot(plot, typeof name === "string" ? name : name());
  }
  figure.append(figureMenu(() => figure, name));
  return figure;
}

/** Makes a plot one picture with a name: Plot labels its groups, which have no role to be labelled. */
function describePlot(plot: SVGSVGElement, name: string): void {
  for (const group of plot.querySelectorAll("g[aria-label]:not([role])")) {
    group.removeAttribute("aria-label");
  }
  if (plot.hasAttribute("role") || plot.getAttribute("aria-hidden") === "true") return;
  plot.setAttribute("role", "img");
  if (!plot.hasAttribute("aria-label")) plot.setAttribute("aria-label", name);
}

/** The button alone, to be placed; it stands at the corner of the nearest `.has-figure-menu`. */
export function figureMenu(
  figure: () => Element,
  name: string | (() => string),
): HTMLElement {
  const words = () => typeof name === "string" ? name : name();
  const label = typeof name === "string" ? `Save the figure: ${name}` : "Save the figure";
  return menuButton({ text: downArrow(), label, class: "figure-menu" }, () => [
    {
      label: "SVG file",
      run() {
        const content = new Blob([svgText(figureSvg(figure()))], { type: "image/svg+xml" });
        saveFile(content, fileName(words(), "svg"));
        return "Saved";
      },
    },
    {
      label: "PNG image",
      async run() {
        saveFile(await pngOf(figureSvg(figure())), fileName(words(), "png"));
        return "Saved";
      },
    },
    ...dataItem(figureRows(figure()), words),
  ]);
}

/** The entry that saves the rows of a figure; none for a figure that has none. */
function dataItem(rows: ReturnType<typeof figureRows>, words: () => string): MenuItem[] {
  if (rows.length === 0) return [];
  return [{
    label: "CSV of the data",
    run() {
      saveFile(new Blob([csvTable(rows)], { type: "text/csv" }), fileName(words(), "csv"));
      return `Saved ${rows.length.toLocaleString("en")} rows`;
    },
  }];
}

/**
 * A figure as a PNG, at twice the size in which it stands on the page.
 * @throws Error when the browser cannot draw it
 */
export async function pngOf(svg: SVGSVGElement, scale = PNG_SCALE): Promise<Blob> {
  const width = Number(svg.getAttribute("width")), height = Number(svg.getAttribute("height"));
  const image = new Image(width, height);
  const address = URL.createObjectURL(new Blob([svgText(svg)], { type: "image/svg+xml" }));
  try {
    image.src = address;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(width * scale);
    canvas.height = Math.round(height * scale);
    const context = canvas.getContext("2d");
    if (context === null) throw new Error("the browser gives no canvas of this size");
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) =>
      canvas.toBlob((png) => {
        if (png) resolve(png);
        else reject(new Error("the browser makes no image of this size"));
      }, "image/png")
    );
  } finally {
    URL.revokeObjectURL(address);
  }
}

function downArrow(): SVGSVGElement {
  return svgElement(
    "svg",
    { width: 16, height: 16, viewBox: "0 0 16 16", "aria-hidden": "true" },
    svgElement("path", {
      d: "M8 2v8m-3.5-3.5L8 10l3.5-3.5M2.5 13.5h11",
      fill: "none",
      stroke: "currentColor",
      "stroke-width": 1.5,
      "stroke-linecap": "round",
      "stroke-linejoin": "round",
    }),
  );
}
