/**
 * What holds for every page of the built site, however it looks: axe finds nothing in light, dark
 * and on a phone, nothing scrolls sideways, the focus is seen, no error, no request to another host,
 * nothing moves where people ask for that.
 */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { axeFindings, COLOUR_RULES } from "./axe.ts";
import { sharedSongs } from "./expected_lists.ts";
import { sitePages, standing } from "./site_pages.ts";
import { withSiteUnderTest } from "./built_site.ts";

const WINDOW = { width: 1280, height: 900 }, PHONE = { width: 390, height: 844 };

Deno.test("every page of the site", async (t) => {
  await withSiteUnderTest(async ({ model, complaints, open }) => {
    const songs = sharedSongs(model).slice(0, 2).map((song) => model.trackIds[song]);
    const query = `songs=${songs.join(",")}&song=${songs[0]}`;
    const pages = sitePages();
    assert.ok(pages.includes(""));

    for (const path of pages) {
      await t.step(path === "" ? "the first page" : path, async (t) => {
        // One visit goes through all states, as a person's does who opens a link, then turns the
        // lights off, then narrows the window.
        const page = await open(path, { colorScheme: "light", reducedMotion: "reduce" });
        const states: { name: string; enter?: () => Promise<void>; rules?: readonly string[] }[] = [
          { name: "without picks" },
          {
            name: "with picks",
            enter: () => page.evaluate((hash) => void (location.hash = hash), query),
          },
          {
            name: "in the dark",
            enter: () => page.emulateMedia({ colorScheme: "dark" }),
            rules: COLOUR_RULES,
          },
          { name: "in the dark on a phone", enter: () => page.setViewportSize(PHONE) },
        ];
        for (const { name, enter, rules } of states) {
          await t.step(`${name} axe finds nothing, and nothing scrolls sideways`, async () => {
            await enter?.();
            await standing(page);
            assert.deepEqual(await axeFindings(page, "html", rules), []);
            assert.deepEqual(await widerThanWindow(page), []);
          });
        }
        await t.step("shows where the focus is, and moves nothing unasked", async () => {
          await page.setViewportSize(WINDOW);
          await standing(page);
          const moving = await page.evaluate(() =>
            document.getAnimations().filter((animation) =>
              animation.playState === "running" &&
              Number(animation.effect?.getComputedTiming().endTime ?? 0) > 50
            ).length
          );
          assert.equal(moving, 0);
          for (let stop = 0; stop < 25; stop++) {
            await page.keyboard.press("Tab");
            assert.deepEqual(await unseenFocus(page), null, `stop ${stop + 1}`);
          }
        });
        await page.context().close();
      });
    }
    assert.deepEqual(complaints, []);
  });
});

/** Elements that reach beyond the window where that makes the page scroll. */
async function widerThanWindow(page: Page): Promise<string[]> {
  return await page.evaluate(() => {
    const room = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= room) return [];
    return Array.from(document.querySelectorAll("main *"))
      .filter((node) => node.getBoundingClientRect().right > room + 1)
      .slice(0, 5).map((node) => node.outerHTML.slice(0, 160));
  });
}

/** The element that has the focus and looks as it does without; null where it shows it. */
async function unseenFocus(page: Page): Promise<string | null> {
  return await page.evaluate(async () => {
    const node = document.activeElement;
    if (!(node instanceof HTMLElement || node instanceof SVGElement)) return null;
    if (node === document.body) return null;
    // What shows the focus may be the element, a part of it or what is around it.
    const around = [node.parentElement, node.parentElement?.parentElement].filter((at) =>
      at !== null
    );
    const parts = [node, ...around, ...Array.from(node.querySelectorAll("*")).slice(0, 200)];
    const look = async () => {
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      return parts.flatMap((part) =>
        part === undefined ? [] : [null, "::before", "::after"].map((pseudo) => {
          const style = getComputedStyle(part, pseudo);
          const { outlineStyle, outlineWidth, boxShadow, backgroundColor, borderColor } = style;
          const outline = outlineStyle === "none" ? "" : outlineWidth;
          const { stroke, strokeWidth, fill, opacity, visibility, textDecorationLine } = style;
          return [
            [outline, boxShadow, backgroundColor, borderColor, textDecorationLine],
            [stroke, strokeWidth, fill, opacity, visibility],
          ].flat().join(" ");
        })
      ).join("|");
    };
    const focused = await look();
    node.blur();
    const blurred = await look();
    node.focus({ preventScroll: true });
    return focused === blurred ? node.outerHTML.slice(0, 200) : null;
  });
}
