/**
 * The Evaluate page of the built site in Chromium: what it draws and writes is what
 * evaluation.arrow holds, whichever data set the site was built from.
 */
import { type Table, tableToIPC } from "apache-arrow";
import assert from "node:assert/strict";
import type { BrowserContextOptions, Locator, Page } from "playwright-core";
import { evaluationTable } from "../src/components/evaluation/sample_evaluations.ts";
import {
  assertDots,
  assertNear,
  drawnIn,
  methodValues,
  valuesBy,
  type Wanted,
  written,
} from "./evaluated_values.ts";
import { withSiteUnderTest } from "./built_site.ts";

function panelOf(page: Page, figure: string, kind?: "warm" | "cold"): Locator {
  const panels = page.locator(`#${figure} .panel`);
  return kind === undefined
    ? panels
    : page.locator(`#${figure} .panel[data-panel^="${kind === "warm" ? "Warm" : "Cold"}"]`);
}

const KINDS = ["warm", "cold"] as const;
const percent = (share: number) => `${Math.round(100 * share)}\u00a0%`;

Deno.test("the Evaluate page", async (t) => {
  await withSiteUnderTest(async ({ model, complaints, open }) => {
    const opened = async (options: BrowserContextOptions = {}) => {
      const page = await open("evaluate", options);
      await page.locator("#methods svg[role=img]").first().waitFor();
      await page.locator(".lookup table").waitFor();
      return page;
    };
    const page = await opened();

    await t.step("opens with how often songs are found, against the classic hybrid", async () => {
      const sentence = await page.locator(".opening").innerText();
      for (const subset of KINDS) {
        const values = methodValues({ subset, metric: "recall" });
        const ratio = values.get("default")! / values.get("classic hybrid")!;
        if (!Number.isFinite(ratio)) continue;
        const times = ratio < 9.95 ? ratio.toFixed(1) : Math.round(ratio).toLocaleString("en");
        assert.ok(sentence.includes(`${times} times as often`), `${sentence} ${subset} ${ratio}`);
      }
      const line = await page.locator(".dataset-line").innerText();
      assert.ok(line.includes(model.manifest.dataset.name), line);
      const hasBanner = await page.locator(".dataset-notice").count() === 1;
      assert.equal(hasBanner, model.manifest.dataset.invented);
    });

    await t.step("draws every method where it was measured", async () => {
      for (const subset of KINDS) {
        await assertDots(panelOf(page, "methods", subset), methodValues({ subset }), written);
        await assertDots(
          panelOf(page, "popularity", subset),
          methodValues({ subset, metric: "popularity_percentile" }),
          percent,
        );
        await assertDots(
          panelOf(page, "differences", subset),
          methodValues({ subset, baseline: "default" }),
          (value) => written(value, true),
        );
      }
      await assertDots(panelOf(page, "all"), methodValues({ subset: "all" }), written);
      const newest = methodValues({ split: "newest", subset: "cold" });
      if (newest.size > 0) await assertDots(panelOf(page, "newest"), newest, written);
    });

    await t.step(
      "draws what changes when a list is shown, and the groups of playlists",
      async () => {
        const NAMES: Record<string, string> = {
          "ndcg 10": "NDCG@10",
          "recall 10": "Recall@10",
          "recall 50": "Recall@50",
          "r_precision 0": "R-precision",
          "mrr 0": "MRR",
          "hit_rate 10": "Hit rate@10",
          "diversity 10": "Diversity@10",
        };
        for (const subset of KINDS) {
          const shown = new Map<string, number>();
          for (const [measure, label] of Object.entries(NAMES)) {
            const [metric, k] = measure.split(" ");
            const values = valuesBy("method", {
              method: "default, as shown",
              subset,
              metric,
              k: Number(k),
              baseline: "default",
            });
            for (const value of values.values()) shown.set(label, value);
          }
          await assertDots(
            panelOf(page, "as-shown", subset),
            shown,
            (value) => written(value, true),
          );
          for (const [figure, kind] of [["sizes", "size"], ["genres", "genre"]]) {
            const groups = valuesBy("group", { method: "default", subset, group_kind: kind });
            if (groups.size === 0) continue;
            const dots = await drawnIn(panelOf(page, figure, subset));
            assert.equal(dots.length, groups.size);
            for (const [group, value] of groups) {
              const dot = dots.find(({ words }) => words.startsWith(`${group} `))!;
              assertNear(dot.x, value, group);
            }
          }
        }
      },
    );

    await t.step(
      "draws the curve, the triangle and the scatters where they were measured",
      async () => {
        for (const subset of KINDS) {
          const curve = valuesBy(({ w_collaborative: share }) => percent(Number(share)), {
            method: "classic curve",
            subset,
          });
          const points = await drawnIn(panelOf(page, "classic-blend", subset));
          assert.equal(points.length, curve.size);
          for (const { words, x, y } of points) {
            const share = words.slice(0, words.indexOf("\u00a0%") + 2);
            assertNear(100 * x, Number.parseInt(share), words);
            assertNear(y, curve.get(share)!, words);
          }
          const byVariety = (metric: string) =>
            valuesBy("variety", { method: "variety curve", subset, metric });
          const reached = byVariety("ndcg"), differing = byVariety("diversity");
          const varied = await drawnIn(panelOf(page, "variety", subset));
          assert.equal(varied.length, reached.size);
          for (const { words, x, y } of varied) {
            const variety = String(Number(/^Variety ([\d.]+):/.exec(words)![1]));
            assertNear(x, differing.get(variety)!, words);
            assertNear(y, reached.get(variety)!, words);
          }
          const grid = valuesBy(
            (row) =>
              ["collaborative", "audio", "catalogue"]
                .filter((signal) => Number(row[`w_${signal}`]) > 0)
                .map((signal) => `${percent(Number(row[`w_${signal}`]))} ${signal}`).join(", "),
            { method: "weight grid", subset },
          );
          const most = Math.max(...grid.values());
          const cells = await panelOf(page, "weights", subset).locator("path[data-words]")
            .evaluateAll((cells) =>
              cells.map((cell) => [cell.getAttribute("data-words")!, cell.getAttribute("fill")!])
            );
          assert.equal(cells.length, grid.size);
          for (const [words, fill] of cells) {
            const value = grid.get(words.slice(0, words.indexOf(":")))!;
            assert.ok(words.includes(`: ${written(value)} (`), words);
            assert.ok(fill.includes(` ${Math.round(100 * value / most)}%`), `${words} ${fill}`);
          }
        }
        const warm = methodValues({ subset: "warm" }), cold = methodValues({ subset: "cold" });
        const both = [...warm.keys()].filter((method) => cold.has(method));
        const dots = await drawnIn(panelOf(page, "warm-and-cold"));
        assert.equal(dots.length, both.length);
        for (const method of both) {
          const dot = dots.find(({ words }) => words.startsWith(`${method}:`))!;
          assertNear(dot.x, warm.get(method)!, method);
          assertNear(dot.y, cold.get(method)!, method);
        }
        for (const subset of KINDS) {
          const coverage = methodValues({ subset, metric: "coverage" });
          for (const { words, x } of await drawnIn(panelOf(page, "coverage", subset))) {
            assertNear(x, coverage.get(words.slice(0, words.indexOf(":")))!, words);
          }
        }
      },
    );

    await t.step("looks up any measure, depth and split", async () => {
      const choose = (label: string, choice: string) =>
        page.getByLabel(label, { exact: true }).selectOption({ label: choice });
      const assertTable = async (caption: string, wanted: Wanted) => {
        await page.locator(".lookup caption", { hasText: caption }).waitFor();
        const heads = await page.locator(".lookup thead th").allInnerTexts();
        for (const subset of ["warm", "cold", "all"]) {
          const column = heads.findIndex((head) => head.startsWith(subset));
          const values = methodValues({ ...wanted, subset });
          assert.equal(column >= 0, values.size > 0, `${subset} ${heads}`);
          for (const [method, value] of values) {
            const cell = page.locator(`.lookup tr[data-method="${method}"] td`).nth(column - 1);
            assertNear(Number(await cell.getAttribute("data-value")), value, method);
            assert.ok((await cell.innerText()).startsWith(written(value)), method);
          }
        }
      };
      await assertTable("NDCG@10", {});
      await choose("Measure", "Recall");
      await assertTable("Recall@10", { metric: "recall", k: 10 });
      await choose("Songs of the list", "first 50");
      await assertTable("Recall@50", { metric: "recall", k: 50 });
      await choose("Held out", "the newest songs");
      const newest = { metric: "recall", k: 50, split: "newest" };
      if (methodValues({ ...newest, subset: "cold" }).size > 0) {
        // The newest songs are held out of every playlist: none of them is warm.
        await page.locator(".lookup thead", { hasNotText: "warm" }).waitFor();
        await assertTable("Recall@50", newest);
      } else await page.getByText("There is nothing to look up").waitFor();
    });
    await page.context().close();

    await t.step(
      "says so where nothing could be measured, and leaves out what was not",
      async () => {
        const empty = await open();
        const evaluation = "**/evaluation.*.arrow";
        const give = async (table: Table) => {
          await empty.unroute(evaluation);
          await empty.route(
            evaluation,
            (route) => route.fulfill({ body: Buffer.from(tableToIPC(table)) }),
          );
          await empty.goto(new URL("evaluate", empty.url()).href);
          await empty.locator(".opening").waitFor();
        };
        await give(evaluationTable([]));
        assert.match(
          await empty.locator(".opening").innerText(),
          /cannot be measured on this data set/,
        );
        await give(evaluationTable(
          [{ method: "default", value: NaN }, { method: "default", value: NaN, subset: "cold" }],
        ));
        assert.match(
          await empty.locator(".opening").innerText(),
          /cannot be measured on this data set/,
        );
        assert.equal(await empty.locator("figure, .lookup").count(), 0);
        // A cold measurement alone, without groups, points or a classic hybrid.
        await give(evaluationTable([
          { method: "default", value: 0.25, subset: "cold" },
          { method: "popularity", value: 0.125, subset: "cold" },
        ]));
        await assertDots(
          panelOf(empty, "methods"),
          new Map([["default", 0.25], ["popularity", 0.125]]),
          written,
        );
        assert.deepEqual(
          await empty.locator("figure").evaluateAll((figures) => figures.map(({ id }) => id)),
          ["methods"],
        );
        await empty.context().close();
      },
    );

    assert.deepEqual(complaints, []);
  });
});
