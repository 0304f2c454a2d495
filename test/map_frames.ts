/**
 * Frames a second of the map on a synthetic page, panned, zoomed and with a lasso drawn on it, in
 * Chromium with software rendering at 1280 × 800: `deno run --no-check -A test/map_frames.ts [SONGS …]`, 28,356 and
 * 1,000,000 by default. No test: it takes time, and what it measures depends on the machine.
 */
import { withComponents } from "./component_page.ts";

/** A page with a map of so many songs in heaps, six colours, as wide as the window. */
function pageOf(count: number): string {
  return `
    import {MapChart} from "./map/chart.ts";
    import {layoutVariables} from "./map/variables.ts";
    const count = ${count};
    let state = 7;
    const random = () => (state = (state * 1664525 + 1013904223) >>> 0) / 2 ** 32;
    const normal = () => random() + random() + random() - 1.5;
    const x = new Float32Array(count), y = new Float32Array(count), codes = new Int16Array(count);
    for (let i = 0; i < count; i++) {
      const heap = Math.floor(random() * 40);
      x[i] = (heap % 8) + 0.5 * normal();
      y[i] = Math.floor(heap / 8) + 0.5 * normal();
      codes[i] = heap % 6;
    }
    const nothing = () => {};
    const chart = new MapChart(
      count,
      {look: nothing, keeps: () => false, act: nothing, surround: nothing, names: () => []},
      0.6
    );
    chart.node.style.cssText = "position: fixed; inset: 0; height: 800px";
    chart.plot.style.cssText = "position: absolute; inset: 0; overflow: hidden";
    document.body.append(chart.node);
    chart.setLooks({
      codes,
      palette: Uint8ClampedArray.from({length: 18}, (_, i) => (i * 53) % 200),
      faint: Uint8ClampedArray.of(220, 220, 220),
      focus: null,
      sizes: null
    });
    const [u, v] = layoutVariables("umap", {x, y});
    chart.setPlaces({x: u, y: v, sameUnit: true, hasAxes: false});
    document.body.dataset.ready = "";
  `;
}

/** Milliseconds between frames while the pointer drags, draws or the wheel turns, in the page. */
async function frames(
  page: import("playwright-core").Page,
  kind: "idle" | "pan" | "zoom" | "lasso",
) {
  return await page.evaluate(async (kind) => {
    const plot = document.querySelector<HTMLElement>(".map-plot")!;
    const times: number[] = [];
    const send = (type: string, x: number, y: number, more: object = {}) =>
      plot.dispatchEvent(
        new PointerEvent(type, {
          clientX: x,
          clientY: y,
          pointerId: 1,
          pointerType: "mouse",
          bubbles: true,
          ...more,
        }),
      );
    plot.setPointerCapture = () => {};
    const drags = kind === "pan" || kind === "lasso";
    if (drags) send("pointerdown", 640, 400, { shiftKey: kind === "lasso" });
    for (let i = 0; i < 120; i++) {
      const now = await new Promise<number>((resolve) => requestAnimationFrame(resolve));
      times.push(now);
      const angle = i / 8;
      if (drags) {
        send("pointermove", 640 + 160 * Math.sin(angle), 400 + 90 * Math.sin(angle / 2));
      }
      if (kind === "zoom") {
        plot.dispatchEvent(
          new WheelEvent("wheel", {
            clientX: 500,
            clientY: 300,
            deltaY: i % 60 < 30 ? -40 : 40,
            cancelable: true,
          }),
        );
      }
    }
    if (drags) send("pointerup", 640, 400);
    return times.slice(1).map((time, i) => time - times[i]).sort((a, b) => a - b);
  }, kind);
}

/** Seconds of processor time of the whole browser so far: they tell more than a clock where others work. */
async function processorSeconds(page: import("playwright-core").Page): Promise<number> {
  const session = await page.context().browser()!.newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  await session.detach();
  return processInfo.reduce((sum, { cpuTime }) => sum + cpuTime, 0);
}

const counts = Deno.args.length > 0 ? Deno.args.map(Number) : [28_356, 1_000_000];
await withComponents(async (open) => {
  for (const count of counts) {
    const page = await open(pageOf(count), { width: 1280 });
    await page.waitForSelector(".map-plot[data-drawn]");
    await page.waitForTimeout(1500);
    for (const kind of ["idle", "pan", "zoom", "lasso"] as const) {
      const before = await processorSeconds(page);
      const times = await frames(page, kind);
      const spent = 1000 * (await processorSeconds(page) - before) / (times.length + 1);
      const at = (p: number) => times[Math.floor(p * (times.length - 1))];
      const mean = times.reduce((sum, time) => sum + time, 0) / times.length;
      console.log(
        `${count.toLocaleString("en")} songs, ${kind}: ${(1000 / mean).toFixed(0)} frames a ` +
          `second, ${at(0.5).toFixed(1)} ms half of the time, ${at(0.95).toFixed(1)} ms at most ` +
          `in 95 of 100; ${spent.toFixed(1)} ms of processor time a frame in all processes`,
      );
    }
    await page.close();
  }
});
