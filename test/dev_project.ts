/**
 * `npm run dev` in a copy of the project with an open page, for its test and its benchmark: what
 * they edit is nobody else's.
 */
import assert from "node:assert/strict";
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { setTimeout } from "node:timers/promises";
import type { Page, WebSocket } from "playwright-core";
import { launchChromium } from "../scripts/chromium.ts";

const ROOT = new URL("../", import.meta.url).pathname;

/** Milliseconds that a change may take to show before it is given up. */
export const PATIENCE = 120_000;

/** A page that shows what it finds in the model. */
const PROBE = `# Probe

Text as written.

Of a song.

\`\`\`js
const manifest = await FileAttachment("model/manifest.json").json();
display(html\`<p id="found">topN \${manifest.settings.topN}, \${manifest.counts.songs} songs</p>\`);
\`\`\`
`;

/** A preview at work. */
export interface DevProject {
  /** A page in the browser that shows the probe. */
  readonly page: Page;
  /** The folder of the copy. */
  readonly folder: string;
  /** The copy's own data set. */
  readonly dataset: string;
  /** The address of the preview's pages. */
  readonly address: string;
  /** What the preview printed so far. */
  readonly said: () => string;
  /** Resolves when the page's main part shows a text. */
  readonly shows: (text: string | RegExp) => Promise<void>;
  /** Replaces a text in a file of the copy, which has to be there. */
  readonly edit: (path: string, from: string | RegExp, to: string) => void;
}

function copyOfProject(dataset: string): string {
  const copy = mkdtempSync(join(tmpdir(), "segue-dev-"));
  for (const name of ["loaders", "src", "scripts", "data"]) {
    cpSync(join(ROOT, name), join(copy, name), {
      recursive: true,
      filter: (path) => !/spotify_songs|\.observablehq\/cache\/(?!_)/.test(path),
    });
  }
  for (const name of ["package.json", "package-lock.json", "deno.json", "observablehq.config.ts"]) {
    cpSync(join(ROOT, name), join(copy, name));
  }
  // Not by a symbolic link: native libraries may be opened below the project's node_modules only.
  const modules = [join(ROOT, "node_modules"), join(copy, "node_modules")];
  const linked = spawnSync("cp", ["-al", ...modules]);
  if (linked.status !== 0) cpSync(modules[0], modules[1], { recursive: true });
  cpSync(dataset, join(copy, "songs.csv"));
  writeFileSync(join(copy, "src/probe.md"), PROBE);
  return copy;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/**
 * Waits until something holds.
 *
 * @param state what to say where it does not within `PATIENCE`
 */
export async function until(holds: () => boolean, state: () => string): Promise<void> {
  const start = Date.now();
  while (!holds()) {
    if (Date.now() - start > PATIENCE) {
      throw new Error(`Not within ${PATIENCE / 1000} s: ${holds}\n${state()}`);
    }
    await setTimeout(50);
  }
}

/**
 * Opens a page and waits until the preview watches what it is made from. Where a file of the page
 * changes meanwhile, the preview has it load again, and the welcome is to the page after that.
 */
export async function watched(page: Page, open: () => Promise<unknown>): Promise<void> {
  let isWelcome = false;
  const listen = (socket: WebSocket) =>
    socket.on("framereceived", ({ payload }) => {
      if (String(payload).includes('"welcome"')) isWelcome = true;
    });
  page.on("websocket", listen);
  await open();
  await until(() => isWelcome, () => `${page.url()} is not watched by the preview`);
  page.off("websocket", listen);
  // The preview says so just before it does.
  await setTimeout(500);
}

/** Ends a process and all that it started. */
async function endGroup(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const end = new Promise((resolve) => child.on("close", resolve));
  process.kill(-child.pid!, "SIGTERM");
  await end;
}

/** Starts `npm run dev` on a data set of its own and ends it, and its copy, after `use`. */
export async function withDevProject(
  dataset: string,
  use: (project: DevProject) => Promise<void>,
): Promise<void> {
  const folder = copyOfProject(dataset), port = await freePort();
  const { scripts } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const dev = spawn(
    Deno.execPath(),
    [...scripts.dev.split(" ").slice(1), "--port", String(port), "--host", "127.0.0.1"],
    {
      cwd: folder,
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, SONGS_CSV: join(folder, "songs.csv") },
    },
  );
  let said = "";
  for (const stream of [dev.stdout, dev.stderr]) stream.on("data", (chunk) => said += chunk);
  const browser = await launchChromium();
  try {
    await until(() => dev.exitCode !== null || said.includes(`127.0.0.1:${port}`), () => said);
    if (dev.exitCode !== null) throw new Error(said);
    const page = await (await browser.newContext()).newPage();
    const address = `http://127.0.0.1:${port}`;
    await watched(page, () => page.goto(`${address}/probe`));
    const shows = (text: string | RegExp) =>
      page.locator("#observablehq-center", { hasText: text })
        .waitFor({ timeout: PATIENCE })
        .catch(async (error) => {
          throw new Error(`${await page.content()}\n${said}`, { cause: error });
        });
    const edit = (path: string, from: string | RegExp, to: string) => {
      const file = join(folder, path), text = readFileSync(file, "utf8");
      const edited = text.replace(from, to);
      assert.notEqual(edited, text);
      writeFileSync(file, edited);
    };
    const dataset = join(folder, "songs.csv");
    await use({ page, folder, dataset, address, said: () => said, shows, edit });
  } finally {
    await browser.close();
    await endGroup(dev);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
