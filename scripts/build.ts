/**
 * `npm run build`: regenerates what is stale of the model, then the site in `dist/`.
 *
 * A stage runs again when the content of its inputs has changed, never for a time stamp, and the
 * terminal says which and why. `dist/` is replaced as a whole when the new site is complete; a
 * build that fails leaves the last good one.
 */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { runCommand } from "../loaders/command_line.ts";
import { UserError } from "../loaders/errors.ts";
import { CACHE, describe, ROOT } from "../loaders/request.ts";
import { type Progress, stderrProgress } from "../loaders/progress.ts";
import { swapIn } from "../loaders/whole_folder.ts";
import { finishSite } from "./finish_site.ts";
import { runFramework } from "./framework.ts";
import {
  FRAMEWORK_CACHE,
  readRequest,
  refreshLoaderOutputs,
  removeArchives,
} from "./loader_outputs.ts";
import { compressAhead } from "./precompress.ts";
import { selfHost } from "./self_host.ts";
import { isSiteCurrent, rememberSite, siteInputs } from "./site_inputs.ts";

const DIST = join(ROOT, "dist");
/** Where the next site is made; Framework's configuration reads the variable. */
const NEXT = join(ROOT, ".dist.next");

/**
 * Brings the model and the site up to date.
 *
 * @throws UserError when the data set, the settings or a page cannot be used
 */
export async function buildSite(progress: Progress): Promise<void> {
  const request = readRequest();
  progress.say(`Data set: ${describe(request.dataset)}`);
  const outputs = await refreshLoaderOutputs(request, progress);
  await progress.stage("self-host libraries", () => selfHost(join(ROOT, "src"), ROOT));
  const inputs = siteInputs(outputs);
  if (isSiteCurrent(DIST, inputs)) {
    progress.say("The site in dist/ is up to date");
    return;
  }
  removeArchives();
  rmSync(NEXT, { recursive: true, force: true });
  const compressed = join(CACHE, "precompressed");
  // Framework works on one core; what it copies is compressed on another one meanwhile.
  await progress.stage("render pages", () =>
    Promise.all([
      runFramework(["build"], { SEGUE_DIST: NEXT }),
      compressAhead(FRAMEWORK_CACHE, compressed),
    ]));
  await progress.stage("finish pages", () => finishSite(NEXT, compressed));
  rememberSite(NEXT, inputs);
  replaceDist();
  progress.say("The site is in dist/");
}

function replaceDist(): void {
  const previous = join(ROOT, ".dist.previous");
  rmSync(previous, { recursive: true, force: true });
  try {
    swapIn(NEXT, DIST, previous);
  } catch (error) {
    throw new UserError(`Cannot replace dist/: ${(error as Error).message}`, { cause: error });
  }
}

if (import.meta.main) await runCommand(() => buildSite(stderrProgress()));
