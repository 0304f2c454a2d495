/**
 * `npm run dev` in a copy of the project: what an analyst edits shows in the open page.
 */
import assert from "node:assert/strict";
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import {
  cpSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { setTimeout } from "node:timers/promises";
import type { Page } from "playwright-core";
import { launchChromium } from "../scripts/chromium.ts";

const ROOT = new URL("../", import.meta.url).pathname;
const PATIENCE = 120_000;

/** A page that shows what it finds in the model. */
const PROBE = `# Probe

Text as written.

\`\`\`js
const manifest = await FileAttachment("model/manifest.json").json();
display(html\`<p id="found">topN \${manifest.settings.topN}, \${manifest.counts.songs} songs</p>\`);
\`\`\`
`;

function copyOfProject(): string {
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
  cpSync(join(copy, "data/sample_songs.csv"), join(copy, "songs.csv"));
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

/** Opens a page and waits until the preview watches what it is made from. */
async function watched(page: Page, open: () => Promise<unknown>): Promise<void> {
  const welcome = new Promise<void>((resolve) => {
    page.once("websocket", (socket) => {
      socket.on("framereceived", ({ payload }) => {
        if (String(payload).includes('"welcome"')) resolve();
      });
    });
  });
  await open();
  await welcome;
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

Deno.test("npm run dev", async (t) => {
  const copy = copyOfProject(), port = await freePort();
  const { scripts } = JSON.parse(readFileSync(join(copy, "package.json"), "utf8"));
  const dev = spawn(
    Deno.execPath(),
    [...scripts.dev.split(" ").slice(1), "--port", String(port), "--host", "127.0.0.1"],
    {
      cwd: copy,
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, SONGS_CSV: join(copy, "songs.csv") },
    },
  );
  let said = "";
  for (const stream of [dev.stdout, dev.stderr]) stream.on("data", (chunk) => said += chunk);
  const browser = await launchChromium();
  try {
    const start = Date.now();
    while (!said.includes(`127.0.0.1:${port}`)) {
      if (dev.exitCode !== null || Date.now() - start > PATIENCE) throw new Error(said);
      await setTimeout(50);
    }
    const page = await (await browser.newContext()).newPage();
    await watched(page, () => page.goto(`http://127.0.0.1:${port}/probe`));
    const shows = (text: string | RegExp) =>
      page.locator("#observablehq-center", { hasText: text })
        .waitFor({ timeout: PATIENCE })
        .catch(async (error) => {
          throw new Error(`${await page.content()}\n${said}`, { cause: error });
        });
    const settingsFile = join(copy, "loaders/settings.ts");
    const edit = (path: string, from: string | RegExp, to: string) => {
      const text = readFileSync(path, "utf8"), edited = text.replace(from, to);
      assert.notEqual(edited, text);
      writeFileSync(path, edited);
    };
    await checks(t, { page, copy, shows, edit, settingsFile, said: () => said });
  } finally {
    await browser.close();
    await endGroup(dev);
    rmSync(copy, { recursive: true, force: true, maxRetries: 5 });
  }
});

async function checks(
  t: Deno.TestContext,
  { page, copy, shows, edit, settingsFile, said }: {
    page: Page;
    copy: string;
    shows: (text: string | RegExp) => Promise<void>;
    edit: (path: string, from: string | RegExp, to: string) => void;
    settingsFile: string;
    said: () => string;
  },
): Promise<void> {
  await t.step("shows the model of the data set and settings", () => shows("topN 20"));

  await t.step("shows the text of a page that is edited", async () => {
    edit(join(copy, "src/probe.md"), "Text as written.", "Text as edited.");
    await shows("Text as edited.");
  });

  await t.step(
    "shows the new model when topN is edited, and reruns the searches only",
    async () => {
      edit(settingsFile, /topN: 20/, "topN: 7");
      await shows("topN 7");
      assert.match(said(), /songs +as before/);
      assert.match(said(), /factors +as before/);
      assert.match(said(), /content neighbours +again: topN 20 → 7/);
    },
  );

  await t.step("shows the error of a rerun that fails, and the last good model", async () => {
    edit(settingsFile, /topN: 7/, "topN: 0");
    await shows(/topN = 0 \(loaders\/settings\.ts\): it must be at least 1/);
    await shows("topN 7");
    await watched(page, () => page.reload());
    await shows(/topN = 0 .*The page shows the last good model/);
    await shows("topN 7");
  });

  await t.step("takes the error away when it is mended", async () => {
    edit(settingsFile, /topN: 0/, "topN: 9");
    await shows("topN 9");
    await page.locator("[role=alert]").waitFor({ state: "detached", timeout: PATIENCE });
  });

  await t.step("shows the error of settings that cannot be read at all", async () => {
    edit(settingsFile, /topN: 9,/, "topN: 9 8,");
    await shows(/Expected.*The page shows the last good model/);
    edit(settingsFile, /topN: 9 8,/, "topN: 9,");
    await page.locator("[role=alert]").waitFor({ state: "detached", timeout: PATIENCE });
  });

  await t.step("shows the data set that replaces another under its name and time", async () => {
    const path = join(copy, "songs.csv"), { atime, mtime } = statSync(path);
    const lines = readFileSync(path, "utf8").split("\n");
    const songs = new Set(lines.slice(1, 301).map((line) => line.split(",")[0])).size;
    writeFileSync(path, lines.slice(0, 301).join("\n") + "\n");
    utimesSync(path, atime, mtime);
    await shows(`${songs} songs`);
  });
}
