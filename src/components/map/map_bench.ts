/**
 * What the map does while a hand moves: drawing, panning, selecting. `deno bench --no-check -A` on
 * this file; frames in a browser are measured by test/map_frames.ts.
 */
import { randomNumbers } from "../../recommender/random.ts";
import { barCounts, histogramBins } from "./histogram_bins.ts";
import { songsInPolygon } from "./lasso.ts";
import { MapRaster, type RasterStyle } from "./raster.ts";
import { SongTiles } from "./tiles.ts";

const SIZES = [28_356, 1_000_000];
const WIDTH = 1200, HEIGHT = 560;

/** Heaps of songs over the frame, in pixels. */
function scattered(count: number) {
  const random = randomNumbers(7);
  const normal = () => random() + random() + random() - 1.5;
  const x = new Float32Array(count), y = new Float32Array(count);
  for (let i = 0; i < count; i++) {
    x[i] = WIDTH * (0.1 + 0.1 * (i % 9)) + 60 * normal();
    y[i] = HEIGHT * (0.2 + 0.2 * (i % 4)) + 60 * normal();
  }
  return { x, y, codes: Int16Array.from(x, (_, i) => i % 6) };
}

/** A drawn line of 120 corners around half of the frame. */
const LASSO = Array.from({ length: 120 }, (_, i) => {
  const angle = i / 120 * 2 * Math.PI, r = 1 + 0.15 * Math.sin(9 * angle);
  return [
    WIDTH * (0.5 + 0.35 * r * Math.cos(angle)),
    HEIGHT * (0.5 + 0.35 * r * Math.sin(angle)),
  ];
}).flat();

const IDENTITY = { ax: 1, bx: 0, ay: 1, by: 0 };
const STYLE: RasterStyle = {
  palette: Uint8ClampedArray.from({ length: 18 }, (_, i) => 14 * i),
  diameter: 2,
  opacity: 0.6,
  saturation: 30,
};

for (const count of SIZES) {
  const points = scattered(count);
  const group = `${count.toLocaleString("en")} songs`;
  const raster = new MapRaster(WIDTH, HEIGHT, 12);
  const tiles = new SongTiles(points.x, points.y);
  const strip = { left: WIDTH - 16, top: 0, right: WIDTH, bottom: HEIGHT };
  const bins = histogramBins({
    name: "x",
    label: "x",
    unit: "",
    values: Float64Array.from(points.x),
    extent: [0, WIDTH],
    missing: 0,
    jitter: 0,
    format: String,
  });
  const focus = Uint8Array.from(points.codes, (code) => code % 2);
  Deno.bench({
    group,
    name: `lasso of 120 corners, ${group}`,
    fn: () => void songsInPolygon(points.x, points.y, points.codes, LASSO),
  });
  Deno.bench({
    group,
    name: `whole picture, ${group}`,
    fn: () => void raster.draw(points, IDENTITY, STYLE),
  });
  Deno.bench({
    group,
    name: `edge of a pan by 16 pixels, ${group}`,
    fn: () => void raster.draw(points, IDENTITY, STYLE, strip, tiles.within(strip, IDENTITY, 2)),
  });
  Deno.bench({
    group,
    name: `14 histograms of a brush, ${group}`,
    fn: () => {
      for (let i = 0; i < 14; i++) barCounts(bins, focus);
    },
  });
}
