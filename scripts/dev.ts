/**
 * `npm run dev`: the preview server, live.
 *
 * Framework refreshes the page when a page or component is saved. What the model is made from (the
 * data set, the settings, the loaders) is watched here: a change reruns the stages that it touches
 * and the page fetches their results. A rerun that fails says why and leaves the last good model.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { dirname, join, resolve } from "node:path";
import { runCommand } from "../loaders/command_line.ts";
import { describe, ROOT } from "../loaders/request.ts";
import { OBSERVABLE } from "./framework.ts";
import { readRequest } from "./loader_outputs.ts";
import { selfHost } from "./self_host.ts";

/** Editors save in several steps; a rerun waits until they are done. */
const SETTLE_MS = 150;

const REFRESH = [
  "run",
  "--no-prompt",
  "--allow-read",
  "--allow-write",
  "--allow-env",
  "--allow-ffi=node_modules",
  join(ROOT, "scripts/refresh.ts"),
];

function ended(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });
}

async function refresh(): Promise<boolean> {
  const child = spawn(Deno.execPath(), REFRESH, { cwd: ROOT, stdio: "inherit" });
  return await ended(child) === 0;
}

/** Reruns stale stages after every change below the watched paths, one rerun at a time. */
async function watchInputs(paths: readonly string[], dataset: string): Promise<void> {
  let waiting: ReturnType<typeof setTimeout> | undefined, running = Promise.resolve();
  for await (const { kind, paths: changed } of Deno.watchFs([...paths])) {
    const matters = changed.some((path) => path === dataset || path.endsWith(".ts"));
    if (kind === "access" || !matters) continue;
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      running = running.then(async () => {
        if (!await refresh()) console.error("The page keeps the last good model");
      });
    }, SETTLE_MS);
  }
}

await runCommand(async () => {
  const { dataset } = readRequest();
  console.error(`Data set: ${describe(dataset)}`);
  await selfHost(join(ROOT, "src"), ROOT);
  if (!await refresh()) return 1;
  const path = resolve(dataset.path);
  const watched = [join(ROOT, "loaders"), join(ROOT, "src/recommender"), dirname(path)];
  watchInputs(watched, path).catch((error) => console.error(error));
  const preview = spawn("node", [OBSERVABLE, "preview", "--no-open", ...Deno.args], {
    cwd: ROOT,
    stdio: "inherit",
  });
  return await ended(preview) ?? 1;
});
