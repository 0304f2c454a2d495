/** A map of all songs for any page: placed by two variables, coloured by genre, panned and zoomed. */
import type { PageModel } from "../model.ts";
import { worded } from "../nouns.ts";
import { MapChart } from "./chart.ts";
import { codesByGenre, genreColors } from "./colors.ts";
import { onThemeChange, readTheme } from "./theme.ts";
import { songVariables } from "./variables.ts";

export interface SongMapOptions {
  /** Names of the variables on the axes: features, `release_year`, `popularity`. */
  readonly x: string;
  readonly y: string;
  /** Songs that stand out, the others being faint; all of them where it is left out. */
  readonly focus?: Iterable<number>;
  /** Opacity of a single song. @default 0.6 */
  readonly opacity?: number;
  /** In CSS pixels. @default 420 */
  readonly height?: number;
  /** Called with the song under the pointer or reached by keys; −1 for none. */
  readonly onLook?: (song: number) => void;
}

/**
 * Needs `components/map/chart.css` in the page's style sheet.
 * @throws RangeError when the data set has no variable of that name
 */
export function songMap(
  model: PageModel,
  { x, y, focus, opacity = 0.6, height = 420, onLook = () => {} }: SongMapOptions,
): HTMLElement {
  const { songCount, genreNames } = model.catalogue;
  const variables = songVariables(model);
  const variable = (name: string) => {
    const found = variables.find((variable) => variable.name === name);
    if (found !== undefined) return found;
    const names = variables.map(({ name }) => name).join(", ");
    throw new RangeError(`Cannot draw the map: there is no "${name}", only ${names}`);
  };
  const chart = new MapChart(songCount, {
    look: (song) => onLook(song),
    keeps: () => false,
    act: () => {},
    surround: () => {},
    names: () => [],
  }, opacity);
  // Its size does not wait for the style sheet: without one there is nothing to draw into.
  chart.node.style.cssText = `position: relative; height: ${height}px`;
  chart.plot.style.cssText = "position: absolute; inset: 0; overflow: hidden";
  chart.plot.setAttribute("aria-label", worded`Map of ${songCount} songs by ${x} and ${y}`);
  let mask: Uint8Array | null = null;
  if (focus !== undefined) {
    mask = new Uint8Array(songCount);
    for (const song of focus) mask[song] = 1;
  }
  const codes = codesByGenre(model.songGenres, genreColors(model.songGenres, genreNames.length));
  const look = () => {
    const { genrePalette, faintPalette } = readTheme(document.body);
    chart.setLooks({ codes, palette: genrePalette, faint: faintPalette, focus: mask, sizes: null });
  };
  look();
  onThemeChange(look);
  chart.setPlaces({ x: variable(x), y: variable(y), sameUnit: false, hasAxes: true });
  return chart.node;
}
