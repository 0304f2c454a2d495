/**
 * How long `npm run dev` takes from a saved file to what the open page shows:
 * `deno run --no-check -A test/dev_times.ts [ROUNDS]`, on the data set that a build would take. No
 * test: it takes time, and what it measures depends on the machine.
 */
import { findDataSet } from "../loaders/dataset.ts";
import { setTimeout } from "node:timers/promises";
import { PATIENCE, watched, withDevProject } from "./dev_project.ts";

const rounds = Number(Deno.args[0] ?? 5);
const { path, name } = findDataSet(undefined, Deno.env.get("SONGS_CSV"));

/** Milliseconds of each round, without the first one, which finds nothing warm. */
async function times(rounds: number, once: (round: number) => Promise<void>): Promise<number[]> {
  const taken: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    const start = performance.now();
    await once(round);
    if (round > 0) taken.push(performance.now() - start);
  }
  return taken.sort((a, b) => a - b);
}

function report(what: string, taken: readonly number[]): void {
  const at = (share: number) => (taken[Math.floor(share * (taken.length - 1))] / 1000).toFixed(2);
  console.log(`${what}: median ${at(0.5)} s, ${at(0)} to ${at(1)} s`);
}

await withDevProject(path, async ({ page, address, shows, edit, said }) => {
  console.log(`${name}, ${rounds} rounds`);
  let topN = 20;
  const raiseTopN = () => edit("loaders/settings.ts", /topN: \d+/, `topN: ${++topN}`);
  // The first results of the slow stages are no part of what an edit takes.
  const start = Date.now();
  while (!said().includes("compare with last build") && Date.now() - start < PATIENCE) {
    await setTimeout(100);
  }
  await shows("topN 20");
  report(
    "text of a page",
    await times(rounds, async (round) => {
      edit("src/probe.md", /Text .*/, `Text number ${round}.`);
      await shows(`Text number ${round}.`);
    }),
  );
  report(
    "topN in the settings, a page of the model's files",
    await times(rounds, async () => {
      raiseTopN();
      await shows(`topN ${topN}`);
    }),
  );
  await watched(page, () => page.goto(`${address}/`));
  await page.locator(".results button").first().waitFor();
  report(
    "text of the Recommend page",
    await times(rounds, async (round) => {
      edit("src/index.md", /^# Songs.*/m, `# Songs, edit ${round}`);
      await page.locator("h1", { hasText: `Songs, edit ${round}` }).waitFor();
    }),
  );
  report(
    "topN in the settings, the Recommend page",
    await times(rounds, async () => {
      await page.locator(".results button").first().waitFor();
      await page.locator(".results").evaluate((node) => {
        for (const child of node.children) child.classList.add("before");
      });
      raiseTopN();
      await page.locator(".results > :not(.before) button").first().waitFor();
    }),
  );
  await watched(page, () => page.goto(`${address}/model`));
  await shows(new RegExp(`topN\\s*${topN}`));
  report(
    "topN in the settings, the Model page",
    await times(rounds, async () => {
      raiseTopN();
      await shows(new RegExp(`topN\\s*${topN}`));
    }),
  );
});
