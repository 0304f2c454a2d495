/**
 * `npm run dev`: the preview server, live.
 *
 * Framework refreshes the page when a page or component is saved. What the model is made from (the
 * data set, the settings, the loaders) is watched here: a change reruns the stages that it touches
 * and the page fetches their results, the model as soon as it stands, whatever else is still to be
 * done. A rerun that fails says why, here and in the open pages, and leaves the last good model.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { runCommand } from "../loaders/command_line.ts";
import { ROOT } from "../loaders/request.ts";
import { OBSERVABLE } from "./framework.ts";
import { rememberedOutputs } from "./loader_outputs.ts";
import { errorLine, type Notices, serveNotices } from "./notices.ts";
import type { ModelReport } from "./refresh.ts";
import { selfHost } from "./self_host.ts";

/** Editors save in several steps; a rerun waits until they are done. */
const SETTLE_MS = 100;

const STANDBY = [
  "run",
  "--no-prompt",
  "--allow-read",
  "--allow-write",
  "--allow-env",
  "--allow-ffi=node_modules",
  "--allow-sys=setPriority",
  join(ROOT, "scripts/standby.ts"),
];

function ended(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });
}

/** A process that makes a rerun when it is told to, and ends when this one does. */
function standby(): ChildProcess {
  const child = spawn(Deno.execPath(), STANDBY, { cwd: ROOT, stdio: ["pipe", "pipe", "pipe"] });
  // It may have ended by itself, which shows when it is told.
  child.stdin!.on("error", () => {});
  return child;
}

/** Reruns of stale stages, one at a time: a later one ends the one before. */
class Refresher {
  #child: ChildProcess | null = null;
  #next: ChildProcess | null = standby();
  readonly #notices: Notices;

  constructor(notices: Notices) {
    this.#notices = notices;
  }

  /** Starts a rerun; settles when the model stands, null when it cannot be made. */
  async run(): Promise<ModelReport | null> {
    if (this.#child !== null) {
      const before = this.#child;
      const end = ended(before);
      // What it was making is whole or absent.
      before.kill();
      await end;
    }
    const child = this.#child = this.#next ?? standby();
    this.#next = null;
    let output = "";
    child.stderr!.on("data", (chunk) => {
      output += chunk;
      Deno.stderr.writeSync(chunk);
    });
    const model = new Promise<ModelReport | null>((resolve) => {
      createInterface({ input: child.stdout! }).on("line", (line) => {
        this.#notices.show(null);
        resolve(JSON.parse(line));
      });
      child.on("close", () => resolve(null));
    });
    child.on("close", (code, signal) => {
      if (this.#child === child) this.#child = null;
      if (signal !== null || code === 0) return;
      console.error("The pages keep the last good model");
      this.#notices.show(`${errorLine(output)}. The page shows the last good model.`);
    });
    child.stdin!.write("go\n");
    const report = await model;
    this.#next ??= standby();
    return report;
  }
}

/** Tells of changes of what the model is made from, a while after the last of several. */
class InputWatch {
  readonly #onChange: () => void;
  readonly #files = new Set<string>();
  readonly #folders = new Set<string>();
  #waiting: ReturnType<typeof setTimeout> | undefined;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  /** The sources in a folder and below it. */
  addSources(folder: string): void {
    this.#watch(folder, true, (path) => path.endsWith(".ts"));
  }

  /** A file of the data set; its folder may well be the project's own. */
  addFile(path: string): void {
    const folder = dirname(path);
    this.#files.add(path);
    if (this.#folders.has(folder)) return;
    this.#folders.add(folder);
    this.#watch(folder, false, (path) => this.#files.has(path));
  }

  #watch(folder: string, recursive: boolean, isInput: (path: string) => boolean): void {
    const follow = async () => {
      for await (const { kind, paths } of Deno.watchFs(folder, { recursive })) {
        if (kind === "access" || !paths.some(isInput)) continue;
        clearTimeout(this.#waiting);
        this.#waiting = setTimeout(this.#onChange, SETTLE_MS);
      }
    };
    follow().catch((error) => console.error(error));
  }
}

await runCommand(async () => {
  const notices = await serveNotices();
  await selfHost(join(ROOT, "src"), ROOT);
  const refresher = new Refresher(notices);
  let nouns = "";
  const refresh = async (): Promise<boolean> => {
    const report = await refresher.run();
    report?.files.forEach((file) => inputs.addFile(file));
    // The preview refreshes what stands below a page's head.
    const before = nouns;
    nouns = report === null ? before : JSON.stringify(report.nouns);
    if (before !== "" && nouns !== before) notices.reload();
    return report !== null;
  };
  const inputs = new InputWatch(refresh);
  // A model that cannot be made anew is no reason not to show the last good one.
  if (!await refresh() && rememberedOutputs()["model.tar"] === undefined) return 1;
  for (const folder of ["loaders", "src/recommender", "src/statistics"]) {
    inputs.addSources(join(ROOT, folder));
  }
  const preview = spawn("node", [OBSERVABLE, "preview", "--no-open", ...Deno.args], {
    cwd: ROOT,
    stdio: "inherit",
    env: { ...Deno.env.toObject(), SEGUE_NOTICES: notices.address },
  });
  return await ended(preview) ?? 1;
});
