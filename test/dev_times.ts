/**
 * How long `npm run dev` takes from a saved file to what the open page shows:
 * `deno run --no-check -A test/dev_times.ts [ROUNDS]`, on the data set that a build would take. No
 * test: it takes time, and what it measures depends on the machine.
 */
import { findDataSet } from "../loaders/dataset.ts";
import { withDevProject } from "./dev_project.ts";

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

await withDevProject(path, async ({ shows, edit, said }) => {
  console.log(`${name}, ${rounds} rounds`);
  await shows("topN 20");
  report(
    "text of a page",
    await times(rounds, async (round) => {
      edit("src/probe.md", /Text .*/, `Text number ${round}.`);
      await shows(`Text number ${round}.`);
    }),
  );
  // Alternating values would be taken from the models kept: each is a new one.
  const before = said().length;
  report(
    "topN in the settings",
    await times(rounds, async (round) => {
      edit("loaders/settings.ts", /topN: \d+/, `topN: ${21 + round}`);
      await shows(`topN ${21 + round}`);
    }),
  );
  if (Deno.env.has("SEGUE_VERBOSE")) console.log(said().slice(before));
});
