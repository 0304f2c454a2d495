/**
 * How long `npm run dev` takes from a saved file to what the open page shows, on every page:
 * `deno run --no-check -A test/dev_times.ts [ROUNDS [PAGE…]]`, on the data set that a build would
 * take. No test: it takes time, and what it measures depends on the machine.
 */
import type { Locator } from "playwright-core";
import { findDataSet } from "../loaders/dataset.ts";
import config from "../observablehq.config.ts";
import { type DevProject, PATIENCE, until, watched, withDevProject } from "./dev_project.ts";

const rounds = Number(Deno.args[0] ?? 5), asked = Deno.args.slice(1);
const { path, name } = findDataSet(undefined, Deno.env.get("SONGS_CSV"));
const pages = config.pages.filter(({ name }) => asked.length === 0 || asked.includes(name));

/**
 * Seconds of each round in order of length, without the first one, which finds nothing warm.
 * @param rest what is waited for before each, uncounted
 */
async function times(
  once: (round: number) => Promise<void>,
  rest: () => Promise<void> = () => Promise.resolve(),
): Promise<number[]> {
  const taken: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    await rest();
    const start = performance.now();
    await once(round);
    if (round > 0) taken.push((performance.now() - start) / 1000);
  }
  return taken.sort((a, b) => a - b);
}

/** The middle of some times in order, and between which they lie. */
function summary(taken: readonly number[]): string {
  const at = (share: number) => taken[Math.floor(share * (taken.length - 1))].toFixed(2);
  return `${at(0.5)} s (${at(0)} to ${at(1)})`;
}

await withDevProject(path, async ({ page, address, edit, said, shows }: DevProject) => {
  /** Waits for an element; says which edit never showed. */
  const appears = (found: Locator, what: string) =>
    found.waitFor({ timeout: PATIENCE }).catch((cause) => {
      const end = said().trim().split("\n").slice(-5).join("\n");
      throw new Error(`${what}: not shown within ${PATIENCE / 1000} s; last said:\n${end}`, {
        cause,
      });
    });
  // What the slow stages are still at is no part of what the next edit takes.
  const atRest = () =>
    until(() => said().split("compare with last build").length - 1 > topN - 20, () => said());
  let topN = 20;
  console.log(`${name}, ${rounds} rounds: median (least to most)`);
  await atRest();
  for (const { name, path } of [...pages, { name: "Probe", path: "/probe" }]) {
    await watched(page, () => page.goto(`${address}${path}`));
    const source = `src${path === "/" ? "/index" : path}.md`;
    // Each page ends with the line on its data set, made when all the rest is.
    const foot = path === "/probe" ? "#found" : ".dataset-line";
    await appears(page.locator(foot), `${name}, opened`);
    // Some pages draw on for a while; nobody edits within the first second.
    const idle = () => page.evaluate(() => new Promise((done) => requestIdleCallback(done)));
    const text = await times(async (round) => {
      edit(source, /^# .*/m, `# Edit ${round}`);
      await appears(page.locator("h1", { hasText: `Edit ${round}` }), `${name}, a text`);
    }, async () => void await idle());
    const model = await times(async () => {
      await page.locator(foot).evaluate((node) => node.classList.add("before"));
      edit("loaders/settings.ts", /topN: \d+/, `topN: ${++topN}`);
      await appears(page.locator(`${foot}:not(.before)`), `${name}, topN ${topN}`);
    }, async () => {
      await atRest();
      await idle();
    });
    console.log(`${name.padEnd(14)} text ${summary(text)}, topN ${summary(model)}`);
  }
  await shows(`topN ${topN}`);
});
