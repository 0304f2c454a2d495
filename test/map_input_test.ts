/** Pointer, fingers and keys on the map: they name songs, pick them and move the picture. */
import assert from "node:assert/strict";
import {
  changed,
  energy,
  FEATURES,
  lonelySong,
  PLOT,
  type Scale,
  scaleOf,
  site,
  useSite,
  valence,
  withMap,
} from "./map_site.ts";

useSite();

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

Deno.test("the pointer names the song under it, a click picks it and another lets it go", async () => {
  await withMap(FEATURES, async (page) => {
    const { song, id, title, artist, px, py, windowX, windowY } = await lonelySong(
      page,
      energy(),
      valence(),
    );
    await page.mouse.move(windowX, windowY);
    const card = page.locator(".map-card");
    await card.waitFor();
    assert.equal(await card.locator(".title").innerText(), title);
    assert.equal(await card.locator(".artist").innerText(), artist);
    await page.mouse.click(windowX, windowY);
    await page.waitForFunction((id) => location.hash.includes(`songs=${id}`), id);
    const pick = page.locator(`.map-marks .pick[data-song="${song}"]`);
    await pick.waitFor();
    const [markX, markY] = /translate\((.*)\)/.exec((await pick.getAttribute("transform"))!)![1]
      .split(",").map(Number);
    assert.ok(Math.hypot(markX - px, markY - py) < 0.2, `${markX},${markY} is not ${px},${py}`);
    await page.locator(".map-marks .recommendation").first().waitFor({ state: "attached" });
    assert.match(await card.innerText(), /One of your picks/);
    await page.mouse.click(windowX, windowY);
    await page.waitForFunction(() => !location.hash.includes("songs="));
    await pick.waitFor({ state: "detached" });
    assert.equal(await page.locator(".map-marks .recommendation").count(), 0);
  });
});

Deno.test("picks and the axes survive the way to Recommend, whose list is the one on the map", async () => {
  await withMap(FEATURES, async (page) => {
    const { id, windowX, windowY } = await lonelySong(page, energy(), valence());
    await page.mouse.click(windowX, windowY);
    const first = page.locator('.map-marks .recommendation[data-rank="1"]');
    await first.waitFor({ state: "attached" });
    const best = Number(await first.getAttribute("data-song"));
    const ranks = await page.locator(".map-marks .recommendation").count();
    await page.getByRole("link", { name: "See these recommendations" }).click();
    const rows = page.locator(".song-row");
    await rows.first().waitFor();
    assert.match(page.url(), new RegExp(`songs=${id}`));
    assert.match(page.url(), /layout=features/);
    assert.equal(await rows.count(), ranks);
    assert.equal(
      await rows.first().locator(".title").innerText(),
      String(site.catalogue.getChild("track_name")!.get(best)),
    );
  });
});

Deno.test("wheel, drag and buttons move the map, and what is under the pointer stays there", async () => {
  await withMap(FEATURES, async (page) => {
    const box = (await page.locator(PLOT).boundingBox())!;
    const home = await scaleOf(page), homeText = await page.getAttribute(PLOT, "data-scale");
    const px = 300, py = 200;
    await page.mouse.move(box.x + px, box.y + py);
    await page.mouse.wheel(0, -600);
    await changed(page, "data-scale", homeText);
    const zoomed = await scaleOf(page);
    assert.ok(zoomed.ax > 1.5 * home.ax);
    assert.ok(Math.abs((px - zoomed.bx) / zoomed.ax - (px - home.bx) / home.ax) < 0.01);
    const before = await page.getAttribute(PLOT, "data-scale");
    await page.mouse.down();
    await page.mouse.move(box.x + px + 20, box.y + py);
    await page.mouse.move(box.x + px + 40, box.y + py - 30, { steps: 4 });
    await page.mouse.up();
    await changed(page, "data-scale", before);
    const dragged = await scaleOf(page);
    assert.equal(dragged.ax, zoomed.ax);
    assert.ok(Math.abs(dragged.bx - zoomed.bx - 40) <= 6);
    assert.ok(Math.abs(dragged.by - zoomed.by + 30) <= 6);
    // A drag is no click.
    assert.doesNotMatch(page.url(), /songs=/);
    await page.getByRole("button", { name: "Show all songs" }).click();
    await page.waitForFunction(
      ([selector, home]) => document.querySelector(selector!)!.getAttribute("data-scale") === home,
      [PLOT, homeText],
    );
    await page.getByRole("button", { name: "Zoom in" }).click();
    await page.waitForSelector(`${PLOT}[data-zoom="2.000"]`);
  });
});

Deno.test("the keyboard goes from song to song and picks", async () => {
  await withMap(FEATURES, async (page) => {
    await page.locator(PLOT).focus();
    const texts: string[] = [];
    for (const key of ["ArrowRight", "ArrowRight", "ArrowUp"]) {
      await page.keyboard.press(key);
      texts.push(await page.locator(".map > [role=status]").innerText());
    }
    assert.equal(new Set(texts).size, 3);
    const id = await page.getAttribute(PLOT, "data-looked");
    await page.keyboard.press("Enter");
    await page.waitForFunction((id) => location.hash.includes(`songs=${id}`), id);
    await page.keyboard.press("+");
    await page.waitForSelector(`${PLOT}[data-zoom="1.600"]`);
    await page.keyboard.press("0");
    await page.waitForSelector(`${PLOT}[data-zoom="1.000"]`);
  });
});

Deno.test("on a phone a tap shows the song and its button picks it; nothing scrolls sideways", async () => {
  await withMap(FEATURES, async (page) => {
    const { windowX, windowY } = await lonelySong(page, energy(), valence());
    await page.touchscreen.tap(windowX, windowY);
    const card = page.locator(".map-card");
    const button = card.getByRole("button", { name: "Add to picks" });
    await button.waitFor();
    assert.doesNotMatch(page.url(), /songs=/);
    // What comes late must not move the button away from under the finger.
    const before = await button.boundingBox();
    await card.locator(".near").waitFor();
    assert.deepEqual(await button.boundingBox(), before);
    await button.tap();
    await page.waitForFunction(() => location.hash.includes("songs="));
    await card.getByRole("button", { name: "Remove from picks" }).waitFor();
    // Not against the window's own width, which a phone's browser widens to what overflows.
    const content = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(content <= PHONE.viewport.width, String(content));
    const small = await page.locator(".map-page :is(button, select, a):visible").evaluateAll(
      (nodes) =>
        nodes.filter((node) => node.getBoundingClientRect().height < 44).map((node) =>
          node.textContent
        ),
    );
    assert.deepEqual(small, []);
  }, { ...PHONE, viewport: { ...PHONE.viewport, height: 1600 } });
});

Deno.test("two fingers zoom around their middle", async () => {
  await withMap(FEATURES, async (page) => {
    const box = (await page.locator(PLOT).boundingBox())!;
    const home = await scaleOf(page), homeText = await page.getAttribute(PLOT, "data-scale");
    const session = await page.context().newCDPSession(page);
    const middle = { x: 130, y: 150 };
    const touch = (type: "touchStart" | "touchMove" | "touchEnd", spread: number) =>
      session.send("Input.dispatchTouchEvent", {
        type,
        touchPoints: type === "touchEnd" ? [] : [-spread, spread].map((dx) => ({
          x: box.x + middle.x + dx,
          y: box.y + middle.y,
        })),
      });
    await touch("touchStart", 20);
    for (const spread of [30, 45, 60]) await touch("touchMove", spread);
    await touch("touchEnd", 60);
    await changed(page, "data-scale", homeText);
    await page.waitForFunction(
      (selector) => Number(document.querySelector<HTMLElement>(selector)!.dataset.zoom) > 2.9,
      PLOT,
    );
    const zoomed = await scaleOf(page);
    assert.ok(Math.abs(zoomed.ax / home.ax - 3) < 0.05, String(zoomed.ax / home.ax));
    const at = ({ ax, bx }: Scale) => (middle.x - bx) / ax;
    assert.ok(Math.abs(at(zoomed) - at(home)) * zoomed.ax < 2);
    assert.ok(await page.locator(".map-card").isHidden());
  }, PHONE);
});
