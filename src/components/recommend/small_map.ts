/**
 * Where picks and list lie among all songs: a small map under the same query, which leads to the
 * large one.
 */
import type { Table } from "npm:apache-arrow";
import { AtRest } from "../at_rest.ts";
import { element, svgElement } from "../dom.ts";
import { withData } from "../export/figure_data.ts";
import { withFigureMenu } from "../export/figure_menu.ts";
import { onThemeChange, readTheme } from "../map/theme.ts";
import { type MapLayout, readLayouts } from "../map/layouts.ts";
import { MapSurface, pointDiameter } from "../map/surface.ts";
import { type Extent, homeTransform, type Size } from "../map/view.ts";
import { artistName, type PageModel, songTitle } from "../model.ts";
import { worded } from "../nouns.ts";
import type { PageAnswer } from "./page_answers.ts";

export interface SmallMap {
  readonly node: HTMLElement;
  /**
   * Drawn when the list has come to rest.
   * @param fragmentOf gives the fragment of the address that the large map is opened with
   */
  update(answer: PageAnswer, fragmentOf: () => string): void;
}

/** Height over width. */
const SHAPE = 0.72;

/** Opacity of a single song behind the marks, and the songs on a pixel that make it full. */
const FAINT = 0.05, FULL = 100_000;

/**
 * @param model names the songs in what the figure exports
 * @param read gives map.arrow; asked when the map comes near to being seen
 * @param picksOf songs of the query
 */
export function smallMap(
  model: PageModel,
  read: () => Promise<Table>,
  picksOf: (answer: PageAnswer) => readonly number[],
): SmallMap {
  const surface = new MapSurface();
  const marks = svgElement("svg", { class: "marks", "aria-hidden": "true" });
  const link = element("a", { class: "small-map", href: "./map" }, surface.canvas, marks);
  link.setAttribute("aria-label", "Open the feature space with this query");
  surface.canvas.setAttribute("aria-hidden", "true");
  let places:
    | { x: Float32Array; y: Float32Array; layout: MapLayout; x0: Extent; y0: Extent }
    | undefined;
  let answer: PageAnswer | undefined;
  let fragment = "";
  const atRest = new AtRest();
  let transform: ReturnType<typeof homeTransform> | undefined;

  const point = () =>
    link.href = `./map${fragment}${
      places === undefined ? "" : `${fragment === "" ? "#" : "&"}layout=${places.layout.name}`
    }`;

  function drawGround(): void {
    const width = link.clientWidth;
    if (places === undefined || width === 0) return;
    const size: Size = { width, height: Math.round(SHAPE * width) };
    surface.resize(size, Math.min(2, devicePixelRatio));
    transform = homeTransform(places.x0, places.y0, size, true);
    const codes = new Int16Array(places.x.length);
    surface.draw({ x: places.x, y: places.y, codes }, transform, {
      palette: readTheme(link).inkPalette,
      diameter: pointDiameter(places.x.length, size, 1),
      opacity: FAINT,
      saturation: FULL,
    });
    marks.setAttribute("viewBox", `0 0 ${size.width} ${size.height}`);
    drawMarks();
  }

  function drawMarks(): void {
    if (answer === undefined || transform === undefined || places === undefined) return;
    const { ax, bx, ay, by } = transform;
    const dot = (kind: string, r: number) => (song: number) => {
      const x = places!.x[song] * ax + bx, y = places!.y[song] * ay + by;
      return Number.isFinite(x + y)
        ? [svgElement("circle", { class: kind, cx: x.toFixed(1), cy: y.toFixed(1), r })]
        : [];
    };
    const picks = picksOf(answer);
    const rowOf = (mark: string, song: number, rank: number | null) => ({
      mark,
      rank,
      track_id: model.trackIds[song],
      title: songTitle(model, song),
      artist: artistName(model, song),
      x: places!.x[song],
      y: places!.y[song],
    });
    withData(marks, [
      ...picks.map((song) => rowOf("pick", song, null)),
      ...answer.list.map(({ song, rank }) => rowOf("recommendation", song, rank)),
    ], ["mark", "rank", "track_id", "title", "artist", "x", "y"]);
    marks.replaceChildren(
      ...answer.list.flatMap(({ song }) => dot("listed", 3.2)(song)),
      // A long playlist would cover the map with rings.
      ...picks.flatMap((song) => dot("picked", picks.length > 30 ? 2.5 : 5)(song)),
    );
  }

  const room = new ResizeObserver(drawGround);
  const seen = new IntersectionObserver((entries) => {
    if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
    seen.disconnect();
    read().then((table) => {
      places = placesOf(table);
      placedBy.textContent = places.layout.of === "features"
        ? "how they sound"
        : worded("the playlists that they share");
      point();
      room.observe(link);
      drawGround();
    }).catch(() => node.hidden = true);
  }, { rootMargin: "200px" });
  seen.observe(link);
  onThemeChange(drawGround);

  const placedBy = element("span", {}, "how they sound");
  const figure = element(
    "figure",
    { class: "where" },
    element("h2", {}, "Where they lie"),
    link,
    element(
      "figcaption",
      {},
      element("span", { class: "key-pick", "aria-hidden": "true" }),
      "Your picks ",
      element("span", { class: "key-list", "aria-hidden": "true" }),
      worded("The list, among all songs placed by "),
      placedBy,
      ". Click to look closer.",
    ),
  );
  const node = withFigureMenu(figure, "Where the recommendations lie");
  return {
    node,
    update(next, fragmentOf) {
      answer = next;
      atRest.run(() => {
        fragment = fragmentOf();
        point();
        drawMarks();
      });
    },
  };
}

/**
 * The layout by sound, by its neighbours where they were laid out; without features that by playlists.
 *
 * @throws RangeError when the map places no song
 */
function placesOf(table: Table) {
  const layouts = readLayouts(table);
  const layout = layouts.find(({ of }) => of === "features") ?? layouts[0];
  if (layout === undefined) throw new RangeError("Cannot draw a map that places no song");
  const x = Float32Array.from(layout.x.values), y = Float32Array.from(layout.y.values);
  return { x, y, layout, x0: layout.x.extent, y0: layout.y.extent };
}
